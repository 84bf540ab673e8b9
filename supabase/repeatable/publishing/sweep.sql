-- Nothing overdue stays silent, and nothing goes out late: every target has a "not after", a publisher starts no
-- call that could end beyond it, and a sweeper gives each row that was left behind a state a person can see.

-- A plan that does not say how long it is right is right for six hours.
create or replace function private.default_not_after() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.not_after := coalesce(new.not_after, new.scheduled_at + interval '6 hours');
  return new;
end
$$;
create or replace trigger default_not_after before insert or update on post_targets
  for each row execute function private.default_not_after();

/*
 * Gives up to `size` rows that were left behind a state a person can see, however old they are; returns how many.
 * What nobody sent before its "not after" is `missed`, whatever it was waiting for. What the network has been
 * asked about for an hour without an end is `unconfirmed`: two buttons for the owner.
 */
create or replace function sweep_targets(size integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  due public.post_targets;
  swept integer := 0;
begin
  for due in
    select t.* from (
      select t.id from public.post_targets t
      where (t.state in ('scheduled', 'container_ready') and t.not_after <= now())
        or (t.state = 'claimed' and t.not_after <= now() and t.lease_until < now())
        or (t.state = 'publishing' and exists (select from public.publish_attempts a
          where a.target_id = t.id and a.closed_at is null and a.looked_from < now() - interval '1 hour'))
      limit size
      for update skip locked
    ) picked join public.post_targets t using (id)
    order by t.business_id, t.id
  loop
    update public.post_targets t set
        state = case due.state when 'publishing' then 'unconfirmed' else 'missed' end,
        reason = case due.state when 'publishing' then coalesce(t.reason, 'temporary') end,
        version = t.version + 1, lease_until = null, next_try_at = null, container_id = null, container_at = null
      where t.id = due.id and t.version = due.version;
    continue when not found;
    update public.publish_attempts a set closed_at = now(), outcome = 'unknown'
      where a.target_id = due.id and a.closed_at is null;
    swept := swept + 1;
  end loop;
  return swept;
end
$$;
grant execute on function sweep_targets(integer) to service_role;
