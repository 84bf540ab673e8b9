-- Whoever writes on WhatsApp sees by blue ticks that they were read. Opening a conversation only notes what was read;
-- telling the network is a job's work, which may fail without harm.

create or replace function private.note_reading() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.read_receipts as r (conversation_id, business_id, message_id)
    select c.id, c.business_id, m.id
    from public.conversations c
    join public.channels h on h.id = c.channel_id and h.kind = 'whatsapp' and h.disconnected_at is null
    join public.businesses b on b.id = c.business_id and b.tells_read
    cross join lateral (
      select o.id, o.sent_at from public.messages o
      where o.conversation_id = c.id and o.direction = 'in' and o.external_id is not null
      order by o.sent_at desc, o.id desc limit 1) m
    where c.id = new.conversation_id and c.kind = 'dm' and m.sent_at > now() - interval '30 days'
    on conflict (conversation_id) do update set message_id = excluded.message_id, state = 'waiting', due_at = now(),
      tries = 0, lease_until = null
      where r.message_id <> excluded.message_id;
  if found then perform pg_catalog.pg_notify('tanggap_read_receipts', ''); end if;
  return null;
end
$$;
create or replace trigger note_reading after insert or update of read_at on conversation_reads
  for each row when (new.read_at is not null) execute function private.note_reading();

/* Takes what is to be told under a lease: {conversation, message, tries, channel_id, external_id}. */
create or replace function claim_read_receipts(size integer, lease_seconds integer) returns setof jsonb
language sql volatile security definer set search_path = ''
as $$
  with due as (
    select r.conversation_id from public.read_receipts r
    where r.state = 'waiting' and r.due_at <= now() and (r.lease_until is null or r.lease_until < now())
    order by r.due_at, r.conversation_id limit size for update skip locked),
  taken as (
    update public.read_receipts r set tries = r.tries + 1, lease_until = now() + make_interval(secs => lease_seconds)
    from due where r.conversation_id = due.conversation_id returning r.*)
  select jsonb_build_object('conversation', t.conversation_id, 'message', t.message_id, 'tries', t.tries,
    'channel_id', m.channel_id, 'external_id', m.external_id)
  from taken t join public.messages m on m.id = t.message_id
$$;
grant execute on function claim_read_receipts(integer, integer) to service_role;

/*
 * What came of them: [{"conversation", "message", "told", "retry_seconds"}]. Where a newer message was read meanwhile,
 * that one is still to be told.
 */
create or replace function settle_read_receipts(results jsonb) returns integer
language sql volatile security definer set search_path = ''
as $$
  with moved as (
    update public.read_receipts r set lease_until = null,
        state = case when s.told then 'told' when s.retry_seconds is not null then 'waiting' else 'failed' end,
        due_at = case when s.retry_seconds is not null
          then now() + make_interval(secs => s.retry_seconds) else r.due_at end
      from jsonb_to_recordset(results) as s (conversation uuid, message uuid, told boolean, retry_seconds integer)
      where r.conversation_id = s.conversation and r.message_id = s.message and r.state = 'waiting'
      returning r.conversation_id)
  select count(*)::integer from moved
$$;
grant execute on function settle_read_receipts(jsonb) to service_role;
