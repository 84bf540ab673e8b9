-- Answers go to the account the conversation is with, in the order they were written; and where a private reply
-- tells whom it reached, the direct conversation is with that account from then on.

create or replace function claim_messages(size integer, lease_seconds integer, message uuid default null)
returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due public.messages;
  taken public.messages;
begin
  for due in
    select m.* from (
      select w.id from public.messages w
      where w.delivery in ('queued', 'sending') and (message is null or w.id = message)
        and coalesce(w.lease_until, w.next_try_at, w.created_at) <= now()
        -- What was written before it goes first, unless that one has trouble.
        and not exists (select from public.messages e
          where e.conversation_id = w.conversation_id and e.delivery in ('queued', 'sending') and e.tries <= 1
            and e.created_at < w.created_at)
      order by coalesce(w.lease_until, w.next_try_at, w.created_at), w.id
      limit size for update skip locked
    ) picked join public.messages m using (id)
    order by m.business_id, m.id
  loop
    update public.messages m set delivery = 'sending', version = m.version + 1, tries = m.tries + 1,
        lease_until = now() + make_interval(secs => lease_seconds), next_try_at = null
      where m.id = due.id and m.version = due.version returning * into taken;
    continue when not found;
    return next jsonb_build_object(
      'id', taken.id, 'version', taken.version, 'tries', taken.tries, 'channel_id', taken.channel_id,
      'body', taken.body, 'parent_external_id', taken.parent_external_id, 'tag', taken.tag,
      'template', taken.template,
      'way', (select case when taken.about = 'private_reply' then 'private' when c.kind = 'comment' then 'comment'
          else 'direct' end
        from public.conversations c where c.id = taken.conversation_id),
      'recipient', (select i.external_id from public.conversations c join public.identities i on i.id = c.identity_id
        where c.id = taken.conversation_id and i.external_id not like 'private:%' and i.external_id not like 'hidden:%'),
      'pictures', coalesce((select jsonb_agg(r.id) from public.reply_pictures r where r.message_id = taken.id),
        '[]'::jsonb),
      'attempt', (select jsonb_build_object('id', s.id, 'opened_at', s.opened_at) from public.message_sends s
        where s.message_id = taken.id and s.closed_at is null),
      'known_remote_ids', coalesce((select jsonb_agg(o.external_id) from public.messages o
        where o.conversation_id = taken.conversation_id and o.direction = 'out' and o.external_id is not null),
        '[]'::jsonb));
    -- The ledger row stands before the caller can make the call.
    insert into public.message_sends (message_id, business_id) values (taken.id, taken.business_id)
      on conflict do nothing;
  end loop;
end
$$;

/*
 * A message of ours reached this account: its direct conversation is with it. A stand-in takes its name, or gives way
 * to the account that is known already. Whoever adopts an echo of a private reply calls it, as settle_message does.
 */
create function private.settle_recipient(message uuid, person text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  ours public.messages;
  who public.identities;
  known public.identities;
  left_behind uuid;
  target uuid;
begin
  select m.* into ours from public.messages m where m.id = message;
  select i.* into who from public.identities i join public.conversations c on c.identity_id = i.id
    where c.id = ours.conversation_id and c.kind = 'dm';
  if who.id is null or who.external_id = person then return; end if;
  -- A projection of the same new person takes turns with us here.
  perform pg_advisory_xact_lock(hashtextextended(who.channel_id::text || person, 0));
  select i.* into known from public.identities i where i.channel_id = who.channel_id and i.external_id = person;
  if known.id is null and who.external_id like 'private:%' then
    update public.identities i set external_id = person where i.id = who.id;
    return;
  end if;
  if known.id is null then
    insert into public.identities (business_id, contact_id, channel_id, external_id, username)
      values (who.business_id, who.contact_id, who.channel_id, person, who.username) returning * into known;
  end if;
  insert into public.conversations (business_id, channel_id, contact_id, identity_id, kind)
    values (known.business_id, known.channel_id, known.contact_id, known.id, 'dm')
    on conflict on constraint conversations_one do nothing;
  select c.id into target from public.conversations c where c.identity_id = known.id and c.kind = 'dm';
  left_behind := ours.conversation_id;
  update public.messages m set conversation_id = target
    where m.conversation_id = left_behind and (m.id = ours.id or who.external_id like 'private:%');
  perform private.leave_conversation(left_behind);
end
$$;

drop function settle_message(uuid, integer, text, text, text, text, text, integer);

/*
 * Records what became of an answer; does nothing when an echo has settled it already. One that stays
 * `sending` keeps its ledger row open and is looked up after `retry_seconds`; one `queued` is sent again then.
 * `recipient`: the account that a private reply reached.
 */
create function settle_message(
  message uuid, expected_version integer, state text, outcome text, reason text default null,
  trace text default null, external_id text default null, retry_seconds integer default null,
  recipient text default null
) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  settled text;
  echo public.messages;
begin
  if recipient is not null then perform private.settle_recipient(message, recipient); end if;
  -- The echo may have been stored as a message of its own in the meantime: ours takes its place.
  delete from public.messages m using public.messages ours
    where ours.id = message and ours.version = expected_version and m.channel_id = ours.channel_id
      and m.external_id = settle_message.external_id and m.id <> ours.id and m.direction = 'out'
    returning m.* into echo;
  update public.messages m set version = m.version + 1, reason = settle_message.reason,
      delivery = case when state <> 'sent' then state when echo.read_at is not null then 'read'
        when echo.delivered_at is not null then 'delivered' else state end,
      delivered_at = coalesce(m.delivered_at, echo.delivered_at), read_at = coalesce(m.read_at, echo.read_at),
      external_id = coalesce(settle_message.external_id, m.external_id),
      lease_until = case when state = 'sending' then now() + make_interval(secs => coalesce(retry_seconds, 60)) end,
      next_try_at = case when state = 'queued' then now() + make_interval(secs => coalesce(retry_seconds, 0)) end
    where m.id = message and m.version = expected_version
    returning m.delivery into settled;
  update public.message_sends s set closed_at = now(), trace = settle_message.trace,
      outcome = settle_message.outcome, reason = settle_message.reason
    where s.message_id = message and s.closed_at is null and state <> 'sending'
      -- A sender that lost its lease must not close the ledger row of the one that took over.
      and settled is not null;
  -- An echo alone may have made a conversation of its own.
  if echo.id is not null and echo.conversation_id <>
    (select m.conversation_id from public.messages m where m.id = message)
  then perform private.leave_conversation(echo.conversation_id); end if;
  return settled;
end
$$;
grant execute on function settle_message(uuid, integer, text, text, text, text, text, integer, text) to service_role;
