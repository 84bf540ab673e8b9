-- Without a case, too, a customer may say how they were served: once a person of the business has closed the conversation,
-- once, and never after nobody but time closed it. It stands beside the ratings of cases.

/* As record_event, about the conversation of the row. */
create function private.record_talk_rating() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.append_event(new.business_id, 'conversation.rated', new.conversation_id);
  return null;
end
$$;
create constraint trigger record_talk_rating after insert on ratings
  deferrable initially deferred for each row when (new.case_id is null)
  execute function private.record_talk_rating();

/* Whether the customer is asked: a person closed it, it has no case (which asks for itself), and it was not rated yet. */
create function private.may_rate_talk(conversation uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.conversations c where c.id = conversation and c.status = 'resolved')
    and coalesce((select not s.automatic from public.conversation_states s where s.conversation_id = conversation
      order by s.set_at desc, s.id desc limit 1), false)
    and not exists (select from public.cases k where k.conversation_id = conversation)
    and not exists (select from public.ratings r where r.conversation_id = conversation and r.case_id is null)
$$;

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

/* One to five, once: said again, the first stands. 'moved' when it is not asked for (any more); null when the link is none. */
create function rate_talk(token text, score integer, words text) returns text
language plpgsql security definer set search_path = ''
as $$
declare f public.feedbacks;
begin
  select * into f from private.feedback_of(rate_talk.token);
  if f.id is null then return null; end if;
  perform from public.conversations c where c.id = f.conversation_id for update;
  if exists (select from public.ratings r where r.conversation_id = f.conversation_id and r.case_id is null) then
    return 'done';
  end if;
  if not private.may_rate_talk(f.conversation_id) then return 'moved'; end if;
  insert into public.ratings (business_id, conversation_id, score, words)
    values (f.business_id, f.conversation_id, rate_talk.score, left(btrim(rate_talk.words), 1000));
  return 'done';
end
$$;
grant execute on function rate_talk(text, integer, text) to anon, authenticated;
