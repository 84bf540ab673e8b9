-- Whether what is planned could go out: asked a day and an hour before, after each change, and when the channel is
-- connected again, so that nobody learns at the hour that it couldn't.

drop policy if exists select_mine on preflights;
create policy select_mine on preflights for select to authenticated
  using (business_id in (select private.my_business_ids()));

-- A plan, or a change of it, is looked at from a day before its hour. A publisher's own steps change nothing.
create or replace function private.plan_preflight() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.state = 'scheduled' and (tg_op = 'INSERT' or old.state not in ('claimed', 'publishing')) then
    new.preflight_due_at := greatest(now(), new.scheduled_at - interval '24 hours');
  elsif new.state not in ('scheduled', 'claimed', 'container_ready') then
    new.preflight_due_at := null;
  end if;
  return new;
end
$$;
create or replace trigger plan_preflight before insert or update of state on post_targets
  for each row execute function private.plan_preflight();

-- A channel that works again, or no more, changes what can be said of its plans.
create or replace function private.recheck_channel() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.post_targets t set preflight_due_at = now()
    where t.id in (select l.id from public.post_targets l
      where l.channel_id = new.id and l.state in ('scheduled', 'container_ready')
        and l.scheduled_at between now() and now() + interval '24 hours'
      order by l.id for update);
  perform pg_catalog.pg_notify('tanggap_due', '');
  return null;
end
$$;
create or replace trigger recheck_channel after update of problem, disconnected_at on channels
  for each row execute function private.recheck_channel();

/*
 * Takes up to `size` planned targets whose check is due, under a lease of `lease_seconds`. What goes out within ten
 * minutes is left: publishing itself will tell. Returns {work, moment, scheduled_at, post_version, network, ahead,
 * problems}: `work` as publishers know it; `ahead` counts the posts planned on the channel in the day before its
 * hour and not out yet, itself among them; `problems` is what the latest check found.
 */
create or replace function claim_due_preflights(size integer, lease_seconds integer) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due public.post_targets;
begin
  for due in
    select t.* from (
      select d.id from public.post_targets d
      where d.preflight_due_at <= now() and d.state in ('scheduled', 'container_ready')
        and d.scheduled_at > now() + interval '10 minutes'
        and exists (select from public.channels c where c.id = d.channel_id and c.network is not null)
      order by d.preflight_due_at, d.id
      limit size
      for update skip locked
    ) picked join public.post_targets t using (id)
    order by t.business_id, t.id
  loop
    update public.post_targets t set preflight_due_at = now() + make_interval(secs => lease_seconds)
      where t.id = due.id;
    return next jsonb_build_object(
      'work', private.target_work(due) || jsonb_build_object('state', 'claimed'),
      'moment', case when due.scheduled_at - now() <= interval '1 hour' then '1h' else '24h' end,
      'scheduled_at', due.scheduled_at,
      'post_version', (select p.version from public.posts p where p.id = due.post_id),
      'network', (select c.network from public.channels c where c.id = due.channel_id),
      'ahead', (select count(*) from public.post_targets o
        where o.channel_id = due.channel_id and o.state in ('scheduled', 'container_ready', 'claimed')
          and o.scheduled_at between greatest(now(), due.scheduled_at - interval '24 hours') and due.scheduled_at),
      'problems', coalesce((select f.problems from public.preflights f where f.target_id = due.id), '[]'::jsonb));
  end loop;
end
$$;
grant execute on function claim_due_preflights(integer, integer) to service_role;

/*
 * Writes down what was found: `results` = [{"target_id", "scheduled_at", "post_version", "moment", "problems",
 * "retry_seconds"}]. What was changed or moved meanwhile is not told about its old self: it is due again
 * already. The next check is an hour before the hour; sooner after `retry_seconds`, or where there is a problem, so
 * that it disappears soon after it was solved. Returns how many were written.
 */
create or replace function record_preflights(results jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  done record;
  recorded integer := 0;
begin
  for done in
    select r.*, t.business_id
    from jsonb_to_recordset(results) as r (target_id uuid, scheduled_at timestamptz, post_version integer,
      moment text, problems jsonb, retry_seconds integer)
    join public.post_targets t on t.id = r.target_id
    order by t.business_id, t.id
  loop
    update public.post_targets t set preflight_due_at = case
        when done.retry_seconds is not null then now() + make_interval(secs => done.retry_seconds)
        when done.moment = '1h' then case when done.problems <> '[]' then now() + interval '10 minutes' end
        when done.problems <> '[]' then least(now() + interval '1 hour', t.scheduled_at - interval '1 hour')
        else t.scheduled_at - interval '1 hour' end
      from public.posts p
      where t.id = done.target_id and p.id = t.post_id and p.version = done.post_version
        and t.scheduled_at = done.scheduled_at and t.state in ('scheduled', 'container_ready', 'claimed');
    continue when not found;
    insert into public.preflights as f (target_id, business_id, moment, problems)
      values (done.target_id, done.business_id, done.moment, done.problems)
      on conflict (target_id) do update
        set checked_at = now(), moment = excluded.moment, problems = excluded.problems;
    recorded := recorded + 1;
  end loop;
  return recorded;
end
$$;
grant execute on function record_preflights(jsonb) to service_role;

/* The planned posts of a business that could not go out as things are, soonest first. */
create or replace function list_preflight_problems(business uuid) returns setof jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('target_id', t.id, 'post_id', t.post_id, 'channel', c.name, 'kind', c.kind,
    'scheduled_at', t.scheduled_at, 'caption', left(coalesce(t.caption, p.caption), 120), 'problems', f.problems)
  from public.preflights f
  join public.post_targets t on t.id = f.target_id
  join public.posts p on p.id = t.post_id
  join public.channels c on c.id = t.channel_id
  where f.business_id = business and business in (select private.my_business_ids())
    and f.problems <> '[]' and t.state in ('scheduled', 'container_ready', 'claimed')
  order by t.scheduled_at, t.id
  limit 20
$$;
grant execute on function list_preflight_problems(uuid) to authenticated;
