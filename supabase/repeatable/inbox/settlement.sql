/*
 * A message of ours reached this account: its direct conversation is with it. A stand-in takes its name, or gives way
 * to the account that is known already. Whoever adopts an echo of a private reply calls it, as settle_message does.
 */
create or replace function private.settle_recipient(message uuid, person text) returns void
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

/*
 * Records what became of an answer; does nothing when an echo has settled it already. One that stays
 * `sending` keeps its ledger row open and is looked up after `retry_seconds`; one `queued` is sent again then.
 * `recipient`: the account that a private reply reached.
 */
create or replace function settle_message(
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

-- A private link that went out by WhatsApp is no message of a conversation, and its statuses, which carry the customer's
-- number, would wait for one for ever.

/* What a network tells of this message is not kept. Harmless when repeated. */
create or replace function forget_message(channel uuid, external_id text) returns void
language sql volatile security definer set search_path = ''
as $$
  insert into private.erased_messages (id, business_id)
    select private.message_id(c.id, forget_message.external_id), c.business_id
    from public.channels c where c.id = forget_message.channel
    on conflict (id) do nothing
$$;
grant execute on function forget_message(uuid, text) to service_role;
