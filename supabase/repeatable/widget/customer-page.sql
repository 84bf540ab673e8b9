-- The customer comes back by a private link: reads the answer, writes again, adds a photo, and says whether the case is
-- settled. A link of a conversation leads to its newest case as well, by the same functions as a link of a case.

create or replace function private.feedback_of(token text) returns public.feedbacks
language sql stable security definer set search_path = ''
as $$
  select f.* from public.feedback_links l join public.feedbacks f on f.id = l.feedback_id
  where l.token_hash = sha256(convert_to(feedback_of.token, 'UTF8'))
$$;

/*
 * The customer writes again; `key` comes with the form: sent twice, it is one message. Answers its id; 'closed' (as
 * text) while the widget is off or after very much was said; null when the link is none.
 */
create or replace function write_again(token text, key uuid, words text, wordless boolean, sorting jsonb) returns text
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
create or replace function add_customers_photo(token text, message uuid, photo jsonb) returns text
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
create or replace function customers_photo(token text, photo uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from private.feedback_of(customers_photo.token) f
    join public.messages m on m.conversation_id = f.conversation_id and m.removed_at is null
    join public.message_attachments a on a.message_id = m.id and a.state = 'stored' and a.kind = 'image'
    where a.id = photo)
$$;
grant execute on function customers_photo(text, uuid) to anon, authenticated;

-- A customer's private page is live while it is open: what follows says, for one link, whether there is something new.

/*
 * For the holder of a private link, of a conversation or a case: {business, seen}. `seen` counts what has happened that
 * the page behind the link shows, so it differs when there is something new; it tells nothing of what else goes on in
 * the business, as numbers of its events would. Null when the link is none (any more).
 */
create or replace function customer_news(token text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with behind as (
    select f.business_id, f.conversation_id, null::uuid as of_case from private.feedback_of(customer_news.token) f
      where f.id is not null
    union all
    select k.business_id, null, k.id from private.link_of(customer_news.token) l
      join public.cases k on k.id = l.of_case
    limit 1)
  select jsonb_build_object('business', b.business_id, 'seen', (
      select count(*) from (
        select m.id from public.messages m where m.conversation_id = b.conversation_id
        union all select b.conversation_id
        union all select k.id from public.cases k where k.conversation_id = b.conversation_id or k.id = b.of_case
      ) s
      join public.events e on e.subject = s.id
      where e.business_id = b.business_id and e.kind in ('message.received', 'message.sent', 'message.echoed',
        'message.changed', 'message.attached', 'conversation.open', 'conversation.resolved', 'conversation.rated',
        'case.opened', 'case.promised', 'case.resolved', 'case.confirmed', 'case.closed', 'case.reopened', 'case.rated')
    ) + (
      -- Of the steps only those that are for the customer.
      select count(*) from public.cases k join public.case_steps p on p.case_id = k.id
      where (k.conversation_id = b.conversation_id or k.id = b.of_case) and p.for_customer))
  from behind b
$$;
grant execute on function customer_news(text) to service_role;

/*
 * {business, slug, catalogue (its slug, if public), timezone, sample, number, kind, ordered, wants, product, open (the
 * customer may write), email (masked), whatsapp (masked), may_rate, score, messages: [{id, direction, automatic, body, at, photos: [{id,
 * width, height, small}], picture: {id, width, height}}]}. Of what the business wrote only what was sent; never who
 * wrote it.
 */
create or replace function customer_feedback(token text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'business', b.name, 'slug', b.slug, 'catalogue', case when b.catalogue_public then b.slug end,
    'timezone', b.timezone, 'sample', b.sample, 'number', f.number, 'kind', f.kind, 'ordered', f.ordered,
    'wants', f.wants, 'product', f.product, 'open', h.disconnected_at is null,
    'email', regexp_replace(f.email, '^(.)[^@]*', '\1***'), 'whatsapp', '***' || right(f.whatsapp, 3),
    'may_rate', private.may_rate_talk(c.id),
    'score', (select r.score from public.ratings r where r.conversation_id = c.id and r.case_id is null),
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
