-- Nothing overdue stays silent, and nothing goes out late: every target has a "not after", a publisher starts no
-- call that could end beyond it, and a sweeper gives each row that was left behind a state a person can see.

-- A plan that does not say how long it is right is right for six hours.
create function private.default_not_after() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.not_after := coalesce(new.not_after, new.scheduled_at + interval '6 hours');
  return new;
end
$$;
create trigger default_not_after before insert or update on post_targets
  for each row execute function private.default_not_after();
update post_targets set not_after = scheduled_at + interval '6 hours' where not_after is null;
create index post_targets_not_after on post_targets (not_after)
  where state in ('scheduled', 'container_ready', 'claimed');

-- Since when the network has been asked what became of an attempt.
alter table publish_attempts add column looked_from timestamptz;

/*
 * Takes up to `size` due targets under a lease of `lease_seconds`: those to publish now, those whose
 * container may be made ahead (`ahead_kinds`, `ahead_seconds` before the hour), and those whose lease ran
 * out (their publisher died). A call lasts as long as the lease at most, so what has less time left before its
 * "not after" is not started; the sweeper takes it. Rows are taken in business order, so that the events of two
 * publishers at once never wait for each other in a circle.
 */
create or replace function claim_due_targets(size integer, lease_seconds integer, ahead_seconds integer, ahead_kinds text[])
returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due public.post_targets;
  taken public.post_targets;
  too_late timestamptz := now() + make_interval(secs => lease_seconds);
begin
  for due in
    select t.* from (
      select t.id from public.post_targets t
      where (t.state in ('scheduled', 'container_ready') and t.not_after > too_late
          and coalesce(t.next_try_at, t.scheduled_at) <= now() + make_interval(secs => ahead_seconds)
          and (coalesce(t.next_try_at, t.scheduled_at) <= now()
            -- A try that failed waits its time, ahead of the hour as well.
            or t.state = 'scheduled' and t.next_try_at is null
              and exists (select from public.channels c where c.id = t.channel_id and c.kind = any (ahead_kinds))))
        or (t.state in ('claimed', 'publishing') and t.lease_until < now())
      order by coalesce(t.next_try_at, t.scheduled_at), t.id
      limit size
      for update skip locked
    ) picked join public.post_targets t using (id)
    order by t.business_id, t.id
  loop
    -- A container whose making was cut short is invisible to everyone: it is simply made again.
    if due.state = 'claimed' then
      update public.publish_attempts a set closed_at = now(), outcome = 'unknown'
        where a.target_id = due.id and a.closed_at is null;
    end if;
    -- Before anything was sent, lateness decides; afterwards only what the network says.
    if due.state <> 'publishing' and due.not_after <= too_late then
      update public.post_targets t set state = 'missed', version = t.version + 1, reason = null,
          lease_until = null, next_try_at = null, container_id = null, container_at = null
        where t.id = due.id and t.version = due.version;
      continue;
    end if;
    update public.post_targets t set
        state = case due.state when 'publishing' then 'publishing' else 'claimed' end,
        version = t.version + 1, lease_until = now() + make_interval(secs => lease_seconds)
      where t.id = due.id and t.version = due.version returning * into taken;
    continue when not found;
    if due.state = 'publishing' then
      update public.publish_attempts a set looked_from = coalesce(a.looked_from, now())
        where a.target_id = due.id and a.closed_at is null;
    end if;
    return next private.target_work(taken);
  end loop;
end
$$;

/*
 * Opens attempts, just before the calls: `attempts` = [{"id", "target_id", "version", "step"}].
 * Returns the ids of those that may go ahead; one that lost its claim is not among them, nor one that is asked
 * to publish before its hour, nor one that could end after its "not after": that is `missed` at once.
 */
create or replace function open_attempts(attempts jsonb, lease_seconds integer) returns setof uuid
language plpgsql security definer set search_path = ''
as $$
declare
  wanted record;
  too_late timestamptz := now() + make_interval(secs => lease_seconds);
begin
  for wanted in
    select a.id, a.target_id, a.version, a.step, t.business_id
    from jsonb_to_recordset(attempts) as a (id uuid, target_id uuid, version integer, step text)
    join public.post_targets t on t.id = a.target_id
    order by t.business_id, t.id
  loop
    if wanted.step = 'publish' then
      update public.post_targets t set state = 'missed', version = t.version + 1, reason = null,
          lease_until = null, next_try_at = null, container_id = null, container_at = null
        where t.id = wanted.target_id and t.version = wanted.version and t.state = 'claimed'
          and t.not_after <= too_late;
      continue when found;
    end if;
    update public.post_targets t set
        state = case wanted.step when 'publish' then 'publishing' else t.state end,
        version = t.version + 1, lease_until = too_late, tries = t.tries + 1
      where t.id = wanted.target_id and t.version = wanted.version and t.state = 'claimed'
        and (wanted.step <> 'publish' or t.scheduled_at <= now());
    if found then
      insert into public.publish_attempts (id, target_id, business_id, step)
        values (wanted.id, wanted.target_id, wanted.business_id, wanted.step);
      return next wanted.id;
    end if;
  end loop;
end
$$;

/*
 * Gives up to `size` rows that were left behind a state a person can see, however old they are; returns how many.
 * What nobody sent before its "not after" is `missed`, whatever it was waiting for. What the network has been
 * asked about for an hour without an end is `unconfirmed`: two buttons for the owner.
 */
create function sweep_targets(size integer) returns integer
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
