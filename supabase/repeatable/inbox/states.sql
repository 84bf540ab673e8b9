-- Where a conversation stands. `open`: it is the business's turn or undecided; `waiting`: answered, it is the
-- customer's turn; `snoozed` until an instant; `resolved`; `spam`. Answering and being answered move it by
-- themselves; the rest is decided by a person, and each decision is a row that says who and when.

drop policy if exists select_mine on conversation_states;
create policy select_mine on conversation_states for select to authenticated
  using (business_id in (select private.my_business_ids()));

drop trigger if exists record_status on conversations;
create constraint trigger record_status after update on conversations
  deferrable initially deferred for each row when (old.status is distinct from new.status)
  execute function private.record_event('conversation.', 'status');
drop trigger if exists record_assignment on conversations;
create constraint trigger record_assignment after update on conversations
  deferrable initially deferred for each row when (old.assigned_to is distinct from new.assigned_to)
  execute function private.record_event('conversation.assigned');

/*
 * Members decide where conversations stand; several at once. `until` is for `snoozed`: an hour on the business's own
 * clock, ahead. Closing settles what was said so far. Returns how many are theirs and were moved.
 */
create or replace function set_conversation_status(conversations uuid[], status text, until timestamp default null)
returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  one public.conversations;
  due timestamptz;
  moved integer := 0;
begin
  for one in
    select c.* from public.conversations c
    where c.id = any (set_conversation_status.conversations)
      and c.business_id in (select private.my_business_ids())
    order by c.id for update
  loop
    select until at time zone b.timezone into due from public.businesses b where b.id = one.business_id;
    if (status = 'snoozed') <> (due is not null) or due < now() then
      raise exception 'a snooze ends later' using errcode = 'check_violation', constraint = 'snooze_until';
    end if;
    update public.conversations c set status = set_conversation_status.status, status_at = now(),
        snoozed_until = due,
        closed_at = case when set_conversation_status.status = 'resolved' then now() else c.closed_at end
      where c.id = one.id;
    insert into public.conversation_states (business_id, conversation_id, status, snoozed_until, set_by)
      values (one.business_id, one.id, set_conversation_status.status, due, (select auth.uid()));
    perform private.refresh_conversation(one.id);
    moved := moved + 1;
  end loop;
  return moved;
end
$$;
grant execute on function set_conversation_status(uuid[], text, timestamp) to authenticated;

/* Gives conversations to a member of the business, or (null) to nobody. Returns how many were given. */
create or replace function assign_conversations(conversations uuid[], member uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
declare given integer;
begin
  update public.conversations c set assigned_to = member
    where c.id = any (assign_conversations.conversations)
      and c.business_id in (select private.my_business_ids())
      and (member is null or exists (
        select from public.members m where m.business_id = c.business_id and m.user_id = member));
  get diagnostics given = row_count;
  return given;
end
$$;
grant execute on function assign_conversations(uuid[], uuid) to authenticated;

/* Opens what was snoozed until now, and closes what has waited for the customer for `quiet_days`. Nobody decided. */
create or replace function tend_conversations(quiet_days integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  one public.conversations;
  tended integer := 0;
begin
  for one in
    select c.* from public.conversations c
    where (c.status = 'snoozed' and c.snoozed_until <= now())
      or (c.status = 'waiting' and c.last_at < now() - make_interval(days => quiet_days)
        and c.status_at < now() - make_interval(days => quiet_days))
    order by c.business_id, c.id limit 200 for update skip locked
  loop
    update public.conversations c set
        status = case one.status when 'snoozed' then 'open' else 'resolved' end, status_at = now(),
        snoozed_until = null, closed_at = case one.status when 'snoozed' then c.closed_at else now() end
      where c.id = one.id;
    insert into public.conversation_states (business_id, conversation_id, status, automatic)
      values (one.business_id, one.id, case one.status when 'snoozed' then 'open' else 'resolved' end, true);
    perform private.refresh_conversation(one.id);
    tended := tended + 1;
  end loop;
  return tended;
end
$$;
grant execute on function tend_conversations(integer) to service_role;
