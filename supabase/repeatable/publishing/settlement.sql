/*
 * Records what came of claims and attempts: `results` = [{"target_id", "version", "state", "outcome",
 * "reason", "trace", "container_id", "remote_id", "retry_seconds"}]. The open attempt, if there is one, is
 * closed with `outcome`; the target moves to `state`. One that stays `publishing` keeps its attempt open and
 * is looked up again after `retry_seconds`. Returns how many moved.
 */
create or replace function settle_targets(results jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  done record;
  moved integer := 0;
begin
  for done in
    select r.*, t.business_id
    from jsonb_to_recordset(results) as r (target_id uuid, version integer, state text, outcome text,
      reason text, trace text, container_id text, remote_id text, retry_seconds integer)
    join public.post_targets t on t.id = r.target_id
    order by t.business_id, t.id
  loop
    begin
      update public.post_targets t set
          state = done.state, version = t.version + 1, reason = done.reason,
          lease_until = case when done.state = 'publishing' then now() + make_interval(secs => coalesce(done.retry_seconds, 60)) end,
          container_id = case when done.state in ('container_ready', 'publishing')
            then coalesce(done.container_id, t.container_id) end,
          container_at = case when done.state in ('container_ready', 'publishing')
            then case when done.container_id is null then t.container_at else now() end end,
          remote_id = coalesce(done.remote_id, t.remote_id),
          published_at = case when done.state = 'published' then now() else t.published_at end,
          next_try_at = case when done.retry_seconds is not null and done.state <> 'publishing'
            then now() + make_interval(secs => done.retry_seconds) end
        where t.id = done.target_id and t.version = done.version;
    exception when unique_violation then
      -- Two in doubt with the same words found the same post; it is the other's now, and known when this one
      -- is looked up again.
      update public.post_targets t set version = t.version + 1, lease_until = now() + interval '1 second'
        where t.id = done.target_id and t.version = done.version and t.state = 'publishing';
      continue;
    end;
    if found then
      moved := moved + 1;
      update public.publish_attempts a
        set closed_at = now(), outcome = done.outcome, reason = done.reason, trace = done.trace
        where a.target_id = done.target_id and a.closed_at is null and done.state <> 'publishing';
    end if;
  end loop;
  return moved;
end
$$;
grant execute on function settle_targets(jsonb) to service_role;
