drop trigger if exists record_reading on conversations;
create constraint trigger record_reading after update on conversations
  deferrable initially deferred for each row
  when (old.read_up_to is distinct from new.read_up_to or old.delivered_up_to is distinct from new.delivered_up_to)
  execute function private.record_event('message.read_up_to');

-- A receipt for a whole conversation may come before anything that was said in it.
create or replace function private.wake_receipts() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.wake_items_for(new.channel_id, 'dm:' || i.external_id)
    from public.identities i where i.id = new.identity_id;
  return null;
end
$$;
create or replace trigger wake_receipts after insert on conversations
  for each row when (new.kind = 'dm') execute function private.wake_receipts();

-- WhatsApp can't be asked what became of a message, but its statuses bring back the id of ours that was sent along.
-- An answer of which nobody knew whether it went out (a dropped line, a 5xx) is settled by the first of them.

/*
 * Gives answers of ours the id that the network tells of them: [{"network", "kind", "account", "external_id",
 * "message"}]. Only what has none yet, and only on the account it was written for. One that waits to be sent again, or
 * that a member was told had failed, is out as well: the network says so. Returns how many.
 */
create or replace function adopt_told_messages(told jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  adopted integer := 0;
begin
  for one in
    select distinct on (t.message) t.external_id, m.id
    from jsonb_to_recordset(told) as t (network text, kind text, account text, external_id text, message text)
    join public.channels c on c.network = t.network and c.kind = t.kind and c.external_id = t.account
    join public.messages m on m.id::text = t.message and m.channel_id = c.id
    where t.external_id <> '' and m.direction = 'out' and m.external_id is null
      and m.delivery in ('queued', 'sending', 'failed', 'unconfirmed')
      and not exists (select from public.messages o
        where o.channel_id = c.id and o.external_id = t.external_id)
    order by t.message, t.external_id
  loop
    update public.messages m set external_id = one.external_id, delivery = 'sent', version = m.version + 1,
        lease_until = null, next_try_at = null, reason = null
      where m.id = one.id and m.external_id is null;
    if found then
      adopted := adopted + 1;
      update public.message_sends s set closed_at = now(), outcome = 'found'
        where s.message_id = one.id and s.closed_at is null;
    end if;
  end loop;
  return adopted;
end
$$;
grant execute on function adopt_told_messages(jsonb) to service_role;
