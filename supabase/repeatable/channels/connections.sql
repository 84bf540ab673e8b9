drop policy if exists select_mine on channels;
create policy select_mine on channels for select to authenticated
  using (business_id in (select private.my_business_ids()));

drop trigger if exists record_connection on channels;
create constraint trigger record_connection after insert on channels
  deferrable initially deferred for each row execute function private.record_event('channel.connected');
drop trigger if exists record_return on channels;
create constraint trigger record_return after update on channels
  deferrable initially deferred for each row
  when (old.disconnected_at is not null and new.disconnected_at is null)
  execute function private.record_event('channel.connected');
drop trigger if exists record_disconnection on channels;
create constraint trigger record_disconnection after update on channels
  deferrable initially deferred for each row
  when (old.disconnected_at is null and new.disconnected_at is not null)
  execute function private.record_event('channel.disconnected');
drop trigger if exists record_problem on channels;
create constraint trigger record_problem after update on channels
  deferrable initially deferred for each row
  when (old.problem is distinct from new.problem)
  execute function private.record_event('channel.changed');

/* Disconnecting destroys the credentials in the same statement; what was said stays. */
create or replace function disconnect_channel(channel uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.channels c set disconnected_at = now(), disconnected_by = (select auth.uid())
    where c.id = channel and c.disconnected_at is null
      and c.business_id in (select private.my_owned_business_ids());
  if not found then return false; end if;
  delete from public.channel_secrets s where s.channel_id = channel;
  return true;
end
$$;
grant execute on function disconnect_channel(uuid) to authenticated;
