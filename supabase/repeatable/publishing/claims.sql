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
grant execute on function claim_due_targets(integer, integer, integer, text[]) to service_role;

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
grant execute on function open_attempts(jsonb, integer) to service_role;
