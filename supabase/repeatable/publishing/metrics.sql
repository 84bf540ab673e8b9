drop policy if exists select_mine on post_metrics;
create policy select_mine on post_metrics for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* How late a figure may be read and still count for its age: half of it, a day at most. */
create or replace function private.metric_tolerance(age_hours integer) returns interval
language sql immutable set search_path = ''
as $$ select least(make_interval(mins => age_hours * 30), interval '24 hours') $$;

/* When the next figures of a target are due; null when it has them all, or the network does not know it as ours. */
create or replace function private.next_metrics_at(target uuid) returns timestamptz
language sql stable set search_path = ''
as $$
  select t.published_at + make_interval(hours => age)
  from public.post_targets t, unnest(array[1, 6, 24, 72, 168, 672]) as age
  where t.id = target and t.state = 'published' and t.remote_id is not null
    and not exists (select from public.post_metrics m where m.target_id = t.id and m.age_hours = age)
  order by age limit 1
$$;

create or replace function private.plan_metrics() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.state = 'published' and new.remote_id is not null and new.published_at is not null then
    new.metrics_due_at := new.published_at + interval '1 hour';
  end if;
  return new;
end
$$;
create or replace trigger plan_metrics before insert or update of state on post_targets
  for each row execute function private.plan_metrics();

/*
 * Takes up to `size` published targets whose figures are due, under a lease of `lease_seconds`. Ages that passed
 * by more than their tolerance are written down as not taken. Returns {target_id, age_hours, channel_id, kind,
 * remote_id, media_type, placement}.
 */
create or replace function claim_due_metrics(size integer, lease_seconds integer) returns setof jsonb
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
create or replace function record_metrics(results jsonb) returns integer
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
