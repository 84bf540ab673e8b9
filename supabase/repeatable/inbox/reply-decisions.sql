-- After a message left it: a direct conversation without any is none, nor is the stand-in it was with.
create or replace function private.leave_conversation(conversation uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare c public.conversations;
begin
  select o.* into c from public.conversations o where o.id = conversation for update;
  if c.kind = 'dm' and not exists (select from public.messages m where m.conversation_id = c.id) then
    delete from public.conversations o where o.id = c.id;
    delete from public.identities i where i.id = c.identity_id and i.external_id like 'private:%';
  else
    perform private.refresh_conversation(c.id);
  end if;
end
$$;

/* "Kirim ulang", and after an unknown outcome "sudah terkirim" (sent = true). A member decides,
 * on the state they saw: null when it has moved on meanwhile, or its comment had another private reply. */
create or replace function decide_message(message uuid, expected_version integer, sent boolean) returns text
language sql volatile security definer set search_path = ''
as $$
  update public.messages m set
      delivery = case when decide_message.sent then 'sent' else 'queued' end,
      version = m.version + 1, reason = null, next_try_at = null, tries = 0
    where m.id = message and m.version = expected_version and m.delivery in ('failed', 'unconfirmed')
      and m.business_id in (select private.my_business_ids())
      and not (m.about is not distinct from 'private_reply' and exists (
        select from public.messages o
        where o.channel_id = m.channel_id and o.parent_external_id = m.parent_external_id and o.id <> m.id
          and o.about = 'private_reply' and o.delivery is distinct from 'failed'))
    returning m.delivery
$$;
grant execute on function decide_message(uuid, integer, boolean) to authenticated;

/*
 * Takes an answer back that nobody has begun to send. Returns what it was, {conversation, body, way, answers, picture,
 * template}, for the box it came from; null when it is too late, or not theirs.
 */
create or replace function cancel_reply(message uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  taken public.messages;
  parts public.messages[];
  was jsonb;
begin
  select array_agg(m) into parts from (
    select p.* from public.messages p
    where (p.id = message or p.sent_with = message) and p.delivery is not null
      and p.conversation_id = (select o.conversation_id from public.messages o where o.id = message)
      and p.business_id in (select private.my_business_ids())
    order by p.id for update) m;
  select p.* into taken from unnest(parts) p where p.id = message;
  if taken.id is null
    -- Whoever sends it, or decides about it, makes a new version of it.
    or exists (select from unnest(parts) p where p.delivery <> 'queued' or p.version > 1)
  then return null; end if;
  was := jsonb_build_object(
    'conversation', coalesce(taken.answers_conversation_id, taken.conversation_id), 'body', taken.body,
    'way', case when taken.about = 'private_reply' then 'private' when taken.tag is not null then taken.tag
      when taken.quotes_external_id is not null then 'public' else 'direct' end,
    'answers', (select a.id from public.messages a
      where a.channel_id = taken.channel_id and a.external_id = taken.quotes_external_id),
    'template', taken.template,
    'picture', exists (select from public.reply_pictures r join unnest(parts) p on p.id = r.message_id));
  delete from public.messages m using unnest(parts) p where m.id = p.id;
  perform private.leave_conversation(taken.conversation_id);
  if taken.answers_conversation_id is not null then
    perform private.refresh_conversation(taken.answers_conversation_id);
  end if;
  return was;
end
$$;
grant execute on function cancel_reply(uuid) to authenticated;
