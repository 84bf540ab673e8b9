-- What the series does with its occurrences: makes them ahead, rewrites those nobody touched, takes them out.
-- Every function here expects the series' row to be locked by its caller, and locks post and targets as
-- save_post does, so that a series, an editor and a publisher never cross.

/* The wall clock of one occurrence as an instant. An hour that the clock skips falls as much later. */
create or replace function private.series_instant(day date, local_hour time, zone text) returns timestamptz
language sql stable set search_path = ''
as $$ select (day + local_hour) at time zone zone $$;

/* Which days of a series lie between two days, both included. */
create or replace function private.series_days(series public.post_series, from_day date, to_day date) returns setof date
language sql stable set search_path = ''
as $$
  select d::date from generate_series(
    greatest(series.first_day, from_day)::timestamp,
    least(coalesce(series.last_day, to_day), to_day)::timestamp, interval '1 day') as d
  where extract(isodow from d)::smallint = any (series.weekdays)
$$;

/* What it says on a day: its captions in turn, counted from the first day. */
create or replace function private.series_caption(series public.post_series, day date) returns text
language sql stable set search_path = ''
as $$
  select series.captions[1 + (
    (select count(*)::integer from private.series_days(series, series.first_day, day - 1)) % cardinality(series.captions))]
$$;

/* Its channels that are connected now. */
create or replace function private.series_reach(series uuid) returns setof uuid
language sql stable set search_path = ''
as $$
  select w.channel_id from public.series_channels w
  join public.channels c on c.id = w.channel_id and c.disconnected_at is null
  where w.series_id = series_reach.series
$$;

/*
 * The occurrences from now on that nobody touched, each locked with its targets: not edited, moved or cancelled by
 * a person, and not in a publisher's hands or past them.
 */
create or replace function private.untouched_occurrences(series public.post_series) returns setof uuid
language plpgsql set search_path = ''
as $$
declare post public.posts;
begin
  for post in select p.* from public.posts p
    where p.series_id = series.id and p.series_on is not null and p.version = p.series_version
      and p.series_on >= (now() - interval '2 days')::date
    order by p.id for update
  loop
    perform from public.post_targets t where t.post_id = post.id order by t.id for update;
    if not exists (select from public.post_targets t where t.post_id = post.id
      and (t.state not in ('draft', 'scheduled', 'container_ready') or t.caption is not null
        or t.scheduled_at <= now() or t.scheduled_local is distinct from post.series_on + series.local_hour))
    then return next post.id;
    end if;
  end loop;
end
$$;
