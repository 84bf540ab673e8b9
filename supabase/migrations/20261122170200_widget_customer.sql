-- The customer comes back by a private link: reads the answer, writes again, adds a photo, and says whether the case is
-- settled. A link of a conversation leads to its newest case as well, by the same functions as a link of a case.
-- Long, because it is all that a link opens.

create function private.feedback_of(token text) returns public.feedbacks
language sql stable security definer set search_path = ''
as $$
  select f.* from public.feedback_links l join public.feedbacks f on f.id = l.feedback_id
  where l.token_hash = sha256(convert_to(feedback_of.token, 'UTF8'))
$$;

create or replace function private.link_of(token text, out link uuid, out of_case uuid)
language sql stable security definer set search_path = ''
as $$
  select l.id, l.case_id from public.case_links l
  where l.token_hash = sha256(convert_to(link_of.token, 'UTF8')) and l.revoked_at is null
  union all
  (select null, k.id from private.feedback_of(link_of.token) f
    join public.cases k on k.conversation_id = f.conversation_id
    order by k.opened_at desc, k.id limit 1)
$$;

/*
 * {business, slug, catalogue (its slug, if public), timezone, sample, number, kind, ordered, wants, product, open (the
 * customer may write), email (masked), whatsapp (masked), messages: [{id, direction, automatic, body, at, photos: [{id,
 * width, height, small}], picture: {id, width, height}}]}. Of what the business wrote only what was sent; never who
 * wrote it.
 */
create function customer_feedback(token text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'business', b.name, 'slug', b.slug, 'catalogue', case when b.catalogue_public then b.slug end,
    'timezone', b.timezone, 'sample', b.sample, 'number', f.number, 'kind', f.kind, 'ordered', f.ordered,
    'wants', f.wants, 'product', f.product, 'open', h.disconnected_at is null,
    'email', regexp_replace(f.email, '^(.)[^@]*', '\1***'), 'whatsapp', '***' || right(f.whatsapp, 3),
    'messages', coalesce((
      select jsonb_agg(jsonb_build_object('id', m.id, 'direction', m.direction, 'automatic', m.automatic,
          'body', m.body, 'at', m.sent_at,
          'photos', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'width', a.width, 'height', a.height,
              'small', a.has_preview) order by a.position)
            from public.message_attachments a
            where a.message_id = m.id and a.state = 'stored' and a.kind = 'image'), '[]'::jsonb),
          'picture', (select jsonb_build_object('id', p.id, 'width', p.width, 'height', p.height)
            from public.reply_pictures p where p.message_id = m.id)) order by m.sent_at, m.id)
      from (
        select * from public.messages o
        where o.conversation_id = f.conversation_id and o.removed_at is null
          and (o.direction = 'in' or o.delivery is null or o.delivery in ('sent', 'delivered', 'read'))
        order by o.sent_at desc, o.id desc limit 200) m), '[]'::jsonb))
  from private.feedback_of(customer_feedback.token) f
  join public.businesses b on b.id = f.business_id
  join public.conversations c on c.id = f.conversation_id
  join public.channels h on h.id = c.channel_id
$$;
grant execute on function customer_feedback(text) to anon, authenticated;

/*
 * The customer writes again; `key` comes with the form: sent twice, it is one message. Answers its id; 'closed' (as
 * text) while the widget is off or after very much was said; null when the link is none.
 */
create function write_again(token text, key uuid, words text, wordless boolean, sorting jsonb) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  f public.feedbacks;
  channel public.channels;
begin
  select * into f from private.feedback_of(write_again.token);
  if f.id is null then return null; end if;
  perform from public.conversations c where c.id = f.conversation_id for update;
  select h.* into channel from public.conversations c join public.channels h on h.id = c.channel_id
    where c.id = f.conversation_id and h.disconnected_at is null;
  if channel.id is null or (select count(*) from public.messages m
      where m.conversation_id = f.conversation_id and m.direction = 'in') >= 500 then
    return 'closed';
  end if;
  return private.insert_customers_words(channel, f.conversation_id, write_again.key, write_again.words,
    write_again.wordless, null, write_again.sorting);
end
$$;
grant execute on function write_again(text, uuid, text, boolean, jsonb) to service_role;

/*
 * Adds a photo whose files are stored ({id, bytes, width, height, has_preview}) to a message of the customer's; each
 * has one. 'done'; 'had' when it has one already; null when the link is none or leads elsewhere.
 */
create function add_customers_photo(token text, message uuid, photo jsonb) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  m public.messages;
  made uuid;
begin
  select s.* into m from private.feedback_of(add_customers_photo.token) f
    join public.messages s on s.conversation_id = f.conversation_id
    where s.id = message and s.direction = 'in' and s.removed_at is null;
  if m.id is null then return null; end if;
  insert into public.message_attachments (id, business_id, message_id, position, kind, state, mime, bytes, width,
      height, has_preview, stored_at)
    values ((photo ->> 'id')::uuid, m.business_id, m.id, 1, 'image', 'stored', 'image/jpeg',
      (photo ->> 'bytes')::integer, (photo ->> 'width')::integer, (photo ->> 'height')::integer,
      (photo ->> 'has_preview')::boolean, now())
    on conflict (message_id, position) do nothing returning id into made;
  -- A photo says something, even where no word was written.
  update public.messages s set wordless = false where made is not null and s.id = m.id and s.wordless;
  return case when made is null then 'had' else 'done' end;
end
$$;
grant execute on function add_customers_photo(text, uuid, jsonb) to service_role;

/* Whether a link leads to a photo (of the customer's own or, not from here, anybody's). */
create function customers_photo(token text, photo uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from private.feedback_of(customers_photo.token) f
    join public.messages m on m.conversation_id = f.conversation_id and m.removed_at is null
    join public.message_attachments a on a.message_id = m.id and a.state = 'stored' and a.kind = 'image'
    where a.id = photo)
$$;
grant execute on function customers_photo(text, uuid) to anon, authenticated;

/*
 * A lost link: the number and the address that was left at the time lead to a new one, sent to that address and no
 * other. Answers {email, business, number, language}; null when they do not belong together.
 */
create function replace_lost_link(slug text, number text, email text, token_hash bytea) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  f public.feedbacks;
  business public.businesses;
begin
  select b.* into business from public.businesses b where b.slug = replace_lost_link.slug;
  select o.* into f from public.feedbacks o
    where o.business_id = business.id and o.number = replace_lost_link.number
      and lower(o.email) = lower(btrim(replace_lost_link.email));
  if f.id is null then return null; end if;
  perform private.add_feedback_link(f, replace_lost_link.token_hash);
  return jsonb_build_object('email', f.email, 'business', business.name, 'number', f.number, 'language', f.language);
end
$$;
grant execute on function replace_lost_link(text, text, text, bytea) to service_role;

/*
 * The customer has their data erased: words, files, name and ways to reach them, on both sides of the conversation, and
 * every link to it. What stays is that something was said and answered, and when; the business's own notes; and of a
 * case what was promised and done. 'done'; null when the link is none.
 */
create function erase_feedback(token text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  f public.feedbacks;
  c public.conversations;
begin
  select * into f from private.feedback_of(erase_feedback.token);
  if f.id is null then return null; end if;
  select o.* into c from public.conversations o where o.id = f.conversation_id for update;
  -- An answer that nobody has read yet is none.
  delete from public.messages m where m.conversation_id = c.id and m.delivery in ('queued', 'failed', 'unconfirmed');
  update public.messages m set body = '', wordless = true, removed_at = now(), edited_at = null, about_url = null,
      version = m.version + 1
    where m.conversation_id = c.id and m.removed_at is null;
  update public.message_attachments a
    set state = 'gone', reason = 'removed', name = null, stored_at = null, lease_until = null, next_try_at = null
    from public.messages m
    where m.conversation_id = c.id and a.message_id = m.id and a.state <> 'gone';
  delete from public.reply_pictures p using public.messages m where m.conversation_id = c.id and p.message_id = m.id;
  update public.cases k set complaint = '', wants_words = '', version = k.version + 1 where k.conversation_id = c.id;
  update public.case_reopenings r set reason = '-' from public.cases k
    where k.conversation_id = c.id and r.case_id = k.id and r.by_customer;
  update public.ratings r set words = '' where r.conversation_id = c.id;
  -- A customer who is known from elsewhere too keeps the name they have there.
  update public.contacts p set name = ''
    where p.id = c.contact_id and not exists (
      select from public.identities i where i.contact_id = p.id and i.id <> c.identity_id);
  update public.feedbacks o set email = null, whatsapp = null, ordered = '', page = null, product = '',
      erased_at = now() where o.id = f.id;
  delete from public.consents s where s.contact_id = c.contact_id and s.way = 'widget' and s.given_at = f.consented_at;
  delete from public.feedback_links l where l.feedback_id = f.id;
  perform private.append_event(f.business_id, 'feedback.erased', f.id);
  return 'done';
end
$$;
grant execute on function erase_feedback(text) to anon, authenticated;

/*
 * The letter about a message, if one is due and the customer left an address: what they sent has arrived (`about`:
 * ticket), or it was answered (`answer`; one in ten minutes is enough, its page shows the rest). Until it is settled the
 * same message may claim it again. Answers {id, email, business, number, language, about}.
 */
create function claim_feedback_letter(message uuid, token_hash bytea) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  m public.messages;
  f public.feedbacks;
begin
  select s.* into m from public.messages s where s.id = message and s.removed_at is null and not s.automatic;
  select o.* into f from public.feedbacks o
    where o.conversation_id = m.conversation_id and o.email is not null for update;
  if f.id is null or not (
    (m.direction = 'in' and m.id = f.message_id and f.letter_at is null)
    or (f.letter_message_id = m.id and f.letter_sent_at is null)
    or (m.direction = 'out' and m.delivery in ('sent', 'delivered', 'read')
      and f.letter_message_id is distinct from m.id
      and (f.letter_message_id = f.message_id or coalesce(f.letter_at < now() - interval '10 minutes', true))))
  then return null; end if;
  update public.feedbacks o set letter_message_id = m.id, letter_at = now(), letter_sent_at = null where o.id = f.id;
  perform private.add_feedback_link(f, claim_feedback_letter.token_hash);
  return (select jsonb_build_object('id', m.id, 'email', f.email, 'business', b.name, 'number', f.number,
      'language', f.language, 'about', case m.direction when 'in' then 'ticket' else 'answer' end)
    from public.businesses b where b.id = f.business_id);
end
$$;
grant execute on function claim_feedback_letter(uuid, bytea) to service_role;

/* The letter went out. */
create function settle_feedback_letter(message uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update public.feedbacks f set letter_sent_at = now() where f.letter_message_id = message
$$;
grant execute on function settle_feedback_letter(uuid) to service_role;
