-- A promise that passed is told to one person, once: the member the owner chose, else the oldest owner. And a
-- resolution nobody objects to closes by itself.

drop policy if exists select_mine on case_escalations;
create policy select_mine on case_escalations for select to authenticated
  using (business_id in (select private.my_business_ids()));

/*
 * Takes overdue cases whose escalation person has not been told of this due date; they are this caller's for
 * `lease_seconds`. Answers {id, email, number, promise, due_at, timezone, business, path}.
 */
create or replace function claim_overdue_cases(size integer, lease_seconds integer) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due record;
  noticed uuid;
begin
  for due in
    select k.id, k.business_id, k.number, k.promise, k.due_at, b.slug, b.name, b.timezone, w.user_id, u.email::text
    from public.cases k
    join public.businesses b on b.id = k.business_id
    cross join lateral (
      select m.user_id from public.members m
      where m.business_id = b.id and (m.user_id = b.escalates_to or m.role = 'owner')
      order by (m.user_id = b.escalates_to) desc nulls last, m.joined_at, m.id limit 1) w
    join auth.users u on u.id = w.user_id
    left join public.case_escalations e on e.case_id = k.id and e.due_at = k.due_at
    where k.state = 'open' and k.due_at <= now() and k.erased_at is null
      and (e.id is null or (e.mailed_at is null and e.lease_until < now() and e.tries < 8))
    order by k.due_at, k.id limit size for update of k skip locked
  loop
    insert into public.case_escalations as e (business_id, case_id, due_at, user_id, lease_until)
      values (due.business_id, due.id, due.due_at, due.user_id, now() + make_interval(secs => lease_seconds))
      on conflict (case_id, due_at) do update set tries = e.tries + 1, user_id = excluded.user_id,
        lease_until = excluded.lease_until
        -- Two callers who saw the same: the second finds it taken.
        where e.mailed_at is null and e.lease_until < now()
      returning e.id into noticed;
    continue when noticed is null;
    return next jsonb_build_object('id', noticed, 'email', due.email, 'number', due.number, 'promise', due.promise,
      'due_at', due.due_at, 'timezone', due.timezone, 'business', due.name,
      'path', format('/u/%s/kasus/%s', due.slug, due.id));
  end loop;
end
$$;
grant execute on function claim_overdue_cases(integer, integer) to service_role;

/* The letter went out, or (`mailed` false) is tried again later, each time after a longer while. */
create or replace function settle_escalation(escalation uuid, mailed boolean) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.case_escalations e set
      mailed_at = case when mailed then now() end,
      lease_until = case when not mailed then now() + make_interval(secs => 60 * 2 ^ e.tries) end
    where e.id = escalation and e.mailed_at is null;
  return found;
end
$$;
grant execute on function settle_escalation(uuid, boolean) to service_role;

/* Closes what was resolved `quiet_days` ago and nobody objected to. */
create or replace function close_silent_cases(quiet_days integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  silent public.cases;
  ended integer := 0;
begin
  for silent in
    select k.* from public.cases k
    where k.state = 'resolved' and k.resolved_at < now() - make_interval(days => quiet_days)
    order by k.resolved_at limit 200 for update skip locked
  loop
    insert into public.case_closures (business_id, case_id, resolution_id, how)
      values (silent.business_id, silent.id, private.standing_resolution(silent.id), 'automatic');
    ended := ended + 1;
  end loop;
  return ended;
end
$$;
grant execute on function close_silent_cases(integer) to service_role;
