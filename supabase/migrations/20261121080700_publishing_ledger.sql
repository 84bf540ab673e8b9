-- The attempt ledger: a row is written before every call that is not idempotent, and closed after it. A
-- restart finds the open row, asks the network what happened, and only then decides.

create table publish_attempts (
  id uuid primary key default gen_random_uuid(),
  target_id uuid not null,
  business_id uuid not null,
  step text not null check (step in ('prepare', 'publish')),
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  outcome text check (outcome in ('ok', 'failed', 'unknown', 'found', 'absent')),
  reason text,
  trace text,
  foreign key (target_id, business_id) references post_targets (id, business_id) on delete cascade,
  check ((closed_at is null) = (outcome is null))
);
create unique index publish_attempts_one_open on publish_attempts (target_id) where closed_at is null;
create index publish_attempts_target on publish_attempts (target_id, opened_at);
create index publish_attempts_business on publish_attempts (business_id);

alter table publish_attempts enable row level security;
create policy select_mine on publish_attempts for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on publish_attempts to authenticated;
grant select on publish_attempts to service_role;

-- All a publisher needs to know about a target, in one row.
create function private.target_work(target public.post_targets) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'id', target.id, 'version', target.version, 'state', target.state, 'tries', target.tries,
    'business_id', target.business_id, 'channel_id', target.channel_id, 'kind', c.kind,
    'connected', c.disconnected_at is null and c.problem is null,
    'scheduled_at', target.scheduled_at, 'not_after', target.not_after,
    'container_id', target.container_id, 'container_at', target.container_at,
    'media_type', p.media_type, 'caption', p.caption, 'link', p.link,
    'pictures', coalesce((
      select jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt_text', m.alt_text) order by m.position)
      from public.post_media m where m.post_id = p.id), '[]'::jsonb),
    'attempt', (
      select jsonb_build_object('id', a.id, 'step', a.step, 'opened_at', a.opened_at)
      from public.publish_attempts a where a.target_id = target.id and a.closed_at is null),
    -- What is ours already can't be the post an open attempt made.
    'known_remote_ids', coalesce((
      select jsonb_agg(o.remote_id) from public.post_targets o
      where o.channel_id = target.channel_id and o.remote_id is not null
        and target.state = 'publishing' and o.published_at > now() - interval '7 days'), '[]'::jsonb)
  )
  from public.posts p, public.channels c
  where p.id = target.post_id and c.id = target.channel_id
$$;

/*
 * Takes up to `size` due targets under a lease of `lease_seconds`: those to publish now, those whose
 * container may be made ahead (`ahead_kinds`, `ahead_seconds` before the hour), and those whose lease ran
 * out (their publisher died). What is past its "not after" becomes `missed`. Rows are taken in business order, so that the events of two publishers
 * at once never wait for each other in a circle.
 */
create function claim_due_targets(size integer, lease_seconds integer, ahead_seconds integer, ahead_kinds text[])
returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due public.post_targets;
  taken public.post_targets;
begin
  for due in
    select t.* from (
      select t.id from public.post_targets t
      where (t.state = 'container_ready' and coalesce(t.next_try_at, t.scheduled_at) <= now())
        or (t.state = 'scheduled' and coalesce(t.next_try_at, t.scheduled_at) <= now() + make_interval(secs => ahead_seconds)
          and (coalesce(t.next_try_at, t.scheduled_at) <= now()
            or exists (select from public.channels c where c.id = t.channel_id and c.kind = any (ahead_kinds))))
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
    if due.state <> 'publishing' and due.not_after < now() then
      update public.post_targets t set state = 'missed', version = t.version + 1, reason = null,
          lease_until = null, next_try_at = null
        where t.id = due.id and t.version = due.version;
      continue;
    end if;
    update public.post_targets t set
        state = case due.state when 'publishing' then 'publishing' else 'claimed' end,
        version = t.version + 1, lease_until = now() + make_interval(secs => lease_seconds)
      where t.id = due.id and t.version = due.version returning * into taken;
    continue when not found;
    return next private.target_work(taken);
  end loop;
end
$$;
grant execute on function claim_due_targets(integer, integer, integer, text[]) to service_role;

/*
 * Opens attempts, just before the calls: `attempts` = [{"id", "target_id", "version", "step"}].
 * Returns the ids of those that may go ahead; one that lost its claim is not among them.
 */
create function open_attempts(attempts jsonb, lease_seconds integer) returns setof uuid
language plpgsql security definer set search_path = ''
as $$
declare wanted record;
begin
  for wanted in
    select a.id, a.target_id, a.version, a.step, t.business_id
    from jsonb_to_recordset(attempts) as a (id uuid, target_id uuid, version integer, step text)
    join public.post_targets t on t.id = a.target_id
    order by t.business_id, t.id
  loop
    update public.post_targets t set
        state = case wanted.step when 'publish' then 'publishing' else t.state end,
        version = t.version + 1, lease_until = now() + make_interval(secs => lease_seconds), tries = t.tries + 1
      where t.id = wanted.target_id and t.version = wanted.version and t.state = 'claimed';
    if found then
      insert into public.publish_attempts (id, target_id, business_id, step)
        values (wanted.id, wanted.target_id, wanted.business_id, wanted.step);
      return next wanted.id;
    end if;
  end loop;
end
$$;
grant execute on function open_attempts(jsonb, integer) to service_role;

/*
 * Records what came of claims and attempts: `results` = [{"target_id", "version", "state", "outcome",
 * "reason", "trace", "container_id", "remote_id", "retry_seconds"}]. The open attempt, if there is one, is
 * closed with `outcome`; the target moves to `state`. One that stays `publishing` keeps its attempt open and
 * is looked up again after `retry_seconds`. Returns how many moved.
 */
create function settle_targets(results jsonb) returns integer
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

create function set_permalink(target uuid, link text) returns void
language sql volatile security definer set search_path = ''
as $$ update public.post_targets t set permalink = link where t.id = target and t.permalink is null $$;
grant execute on function set_permalink(uuid, text) to service_role;
