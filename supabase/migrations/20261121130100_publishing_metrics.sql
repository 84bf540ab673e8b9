-- What a post's figures were at six ages, and how many followed a channel on each day. Missing is null, never 0; a
-- figure that could not be read at its age is not read later under a wrong one.

create table post_metrics (
  target_id uuid not null,
  business_id uuid not null,
  age_hours smallint not null check (age_hours in (1, 6, 24, 72, 168, 672)),
  -- Null: not taken, and `reason` says why (`late`: nobody looked in time).
  taken_at timestamptz,
  reason text,
  reach integer check (reach >= 0),
  likes integer check (likes >= 0),
  comments integer check (comments >= 0),
  shares integer check (shares >= 0),
  saves integer check (saves >= 0),
  views integer check (views >= 0),
  primary key (target_id, age_hours),
  foreign key (target_id, business_id) references post_targets (id, business_id) on delete cascade,
  check ((taken_at is null) = (reason is not null)),
  check (taken_at is not null or num_nonnulls(reach, likes, comments, shares, saves, views) = 0)
);
create index post_metrics_business on post_metrics (business_id, taken_at);

alter table post_metrics enable row level security;
create policy select_mine on post_metrics for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on post_metrics to authenticated;
grant select on post_metrics to service_role;

create table channel_metrics (
  channel_id uuid not null,
  business_id uuid not null,
  -- In the business's zone.
  day date not null,
  taken_at timestamptz not null default now(),
  followers integer check (followers >= 0),
  primary key (channel_id, day),
  foreign key (channel_id, business_id) references channels (id, business_id) on delete cascade
);
create index channel_metrics_business on channel_metrics (business_id, day);

alter table channel_metrics enable row level security;
create policy select_mine on channel_metrics for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on channel_metrics to authenticated;
grant select on channel_metrics to service_role;

-- When somebody should look next. It is also the lease of who looks now, and the pause a network asked for.
alter table post_targets add column metrics_due_at timestamptz;
create index post_targets_metrics_due on post_targets (metrics_due_at) where metrics_due_at is not null;
alter table channels add column followers_due_at timestamptz default now();
create index channels_followers_due on channels (followers_due_at);

/* How late a figure may be read and still count for its age: half of it, a day at most. */
create function private.metric_tolerance(age_hours integer) returns interval
language sql immutable set search_path = ''
as $$ select least(make_interval(mins => age_hours * 30), interval '24 hours') $$;

/* When the next figures of a target are due; null when it has them all, or the network does not know it as ours. */
create function private.next_metrics_at(target uuid) returns timestamptz
language sql stable set search_path = ''
as $$
  select t.published_at + make_interval(hours => age)
  from public.post_targets t, unnest(array[1, 6, 24, 72, 168, 672]) as age
  where t.id = target and t.state = 'published' and t.remote_id is not null
    and not exists (select from public.post_metrics m where m.target_id = t.id and m.age_hours = age)
  order by age limit 1
$$;

create function private.plan_metrics() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.state = 'published' and new.remote_id is not null and new.published_at is not null then
    new.metrics_due_at := new.published_at + interval '1 hour';
  end if;
  return new;
end
$$;
create trigger plan_metrics before insert or update of state on post_targets
  for each row execute function private.plan_metrics();
update post_targets set metrics_due_at = published_at + interval '1 hour'
  where state = 'published' and remote_id is not null;

/*
 * Takes up to `size` published targets whose figures are due, under a lease of `lease_seconds`. Ages that passed
 * by more than their tolerance are written down as not taken. Returns {target_id, age_hours, channel_id, kind,
 * remote_id, media_type, placement}.
 */
create function claim_due_metrics(size integer, lease_seconds integer) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due record;
  next_age integer;
begin
  for due in
    select t.id, t.business_id, t.channel_id, t.remote_id, t.published_at, c.kind, p.media_type, p.placement
    from public.post_targets t
    join public.posts p on p.id = t.post_id join public.channels c on c.id = t.channel_id
    where t.metrics_due_at <= now()
    order by t.metrics_due_at, t.id
    limit size
    for update of t skip locked
  loop
    insert into public.post_metrics (target_id, business_id, age_hours, reason)
      select due.id, due.business_id, age, 'late'
      from unnest(array[1, 6, 24, 72, 168, 672]) as age
      where due.published_at + make_interval(hours => age) + private.metric_tolerance(age) < now()
      on conflict do nothing;
    select min(age) into next_age from unnest(array[1, 6, 24, 72, 168, 672]) as age
      where due.published_at + make_interval(hours => age) <= now()
        and not exists (select from public.post_metrics m where m.target_id = due.id and m.age_hours = age);
    update public.post_targets t set metrics_due_at = case when next_age is null
        then private.next_metrics_at(due.id) else now() + make_interval(secs => lease_seconds) end
      where t.id = due.id;
    continue when next_age is null;
    return next jsonb_build_object('target_id', due.id, 'age_hours', next_age, 'channel_id', due.channel_id,
      'kind', due.kind, 'remote_id', due.remote_id, 'media_type', due.media_type, 'placement', due.placement);
  end loop;
end
$$;
grant execute on function claim_due_metrics(integer, integer) to service_role;

/*
 * Writes down what came of claimed figures: `results` = [{"target_id", "age_hours", "figures", "reason",
 * "retry_seconds"}]. With `figures` {reach, likes, comments, shares, saves, views} they are taken; with
 * `retry_seconds` somebody looks again; otherwise they are not taken, for `reason`. Returns how many ages are
 * done with.
 */
create function record_metrics(results jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  done record;
  recorded integer := 0;
begin
  for done in
    select r.*, t.business_id
    from jsonb_to_recordset(results) as r (target_id uuid, age_hours smallint, figures jsonb, reason text,
      retry_seconds integer)
    join public.post_targets t on t.id = r.target_id
    order by t.id
    for update of t
  loop
    if done.retry_seconds is null then
      insert into public.post_metrics
          (target_id, business_id, age_hours, taken_at, reason, reach, likes, comments, shares, saves, views)
        select done.target_id, done.business_id, done.age_hours,
          case when done.figures is not null then now() end,
          case when done.figures is null then coalesce(done.reason, 'late') end,
          f.reach, f.likes, f.comments, f.shares, f.saves, f.views
        from jsonb_to_record(coalesce(done.figures, '{}')) as f
          (reach integer, likes integer, comments integer, shares integer, saves integer, views integer)
        on conflict do nothing;
      if found then recorded := recorded + 1; end if;
    end if;
    update public.post_targets t
      set metrics_due_at = greatest(private.next_metrics_at(t.id), now() + make_interval(secs => done.retry_seconds))
      where t.id = done.target_id;
  end loop;
  return recorded;
end
$$;
grant execute on function record_metrics(jsonb) to service_role;

/* Takes up to `size` connected channels whose followers were not counted today, under a lease; returns their ids. */
create function claim_due_followers(size integer, lease_seconds integer) returns setof uuid
language sql volatile security definer set search_path = ''
as $$
  update public.channels c set followers_due_at = now() + make_interval(secs => lease_seconds)
    from (
      select d.id from public.channels d
      where d.followers_due_at <= now() and d.disconnected_at is null and d.network is not null
      order by d.followers_due_at, d.id
      limit size
      for update skip locked
    ) due
    where c.id = due.id
    returning c.id
$$;
grant execute on function claim_due_followers(integer, integer) to service_role;

/*
 * Writes down followers: `results` = [{"channel_id", "followers", "retry_seconds"}], for the day it is at the
 * business; the next count is due when its next day begins. With `retry_seconds` somebody looks again. Returns how
 * many were written.
 */
create function record_followers(results jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  done record;
  recorded integer := 0;
begin
  for done in
    select r.*, c.business_id, b.timezone as zone, (now() at time zone b.timezone)::date as today
    from jsonb_to_recordset(results) as r (channel_id uuid, followers integer, retry_seconds integer)
    join public.channels c on c.id = r.channel_id join public.businesses b on b.id = c.business_id
    order by c.id
  loop
    if done.retry_seconds is null then
      insert into public.channel_metrics (channel_id, business_id, day, followers)
        values (done.channel_id, done.business_id, done.today, done.followers)
        on conflict do nothing;
      if found then recorded := recorded + 1; end if;
    end if;
    update public.channels c set followers_due_at = coalesce(now() + make_interval(secs => done.retry_seconds),
        (done.today + 1)::timestamp at time zone done.zone)
      where c.id = done.channel_id;
  end loop;
  return recorded;
end
$$;
grant execute on function record_followers(jsonb) to service_role;
