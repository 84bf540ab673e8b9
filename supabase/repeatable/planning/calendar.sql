-- The calendar's reads: each view is one call, bounded, with a count, and with a card for each post and day
-- (a post on three channels at nine o'clock is one card).

create or replace function private.is_planned(state text) returns boolean
language sql immutable set search_path = ''
as $$
  select state in ('approved', 'scheduled', 'claimed', 'container_ready', 'publishing', 'unconfirmed', 'published')
$$;

create or replace function private.may_move(state text) returns boolean
language sql immutable set search_path = ''
as $$ select state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed') $$;

/* What two captions have in common when a reader takes them for the same: case, spaces and marks aside. */
create or replace function private.caption_key(caption text) returns text
language sql immutable set search_path = ''
as $$ select nullif(btrim(regexp_replace(lower(caption), '[[:space:][:punct:]]+', ' ', 'g')), '') $$;

/* The versions of all targets of a post, in the order of their ids: what a person saw of it. */
create or replace function private.seen_versions(post uuid) returns jsonb
language sql stable set search_path = ''
as $$ select jsonb_agg(t.version order by t.id) from public.post_targets t where t.post_id = seen_versions.post $$;

-- The calendar's cards say why a target is in its state, so that "your turn" reads there as it does on the post.

/*
 * The days from `from_day` to `to_day` (local days of the business; Monday to Sunday for the counts of weeks):
 * {total, cards, weeks, attention, since}. A card: {post, day, time, caption, media_type, movable, seen, clash,
 * twin, targets: [{kind, name, state, reason, time}]}, at most `most`, of `total`. `weeks`: how many posts are planned
 * or published in each. `attention`: posts of any day that need a person. Cancelled targets are not shown.
 * `clash`: less than 30 minutes from another post on the channel. `twin`: the same words within 30 days.
 */
create or replace function calendar_month(business uuid, from_day date, to_day date, most integer default 600) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  zone text;
  since date;
  answer jsonb;
begin
  select b.timezone, (b.created_at at time zone b.timezone)::date into zone, since
    from public.businesses b where b.id = business and b.id in (select private.my_business_ids());
  if not found then return null; end if;
  if to_day - from_day not between 0 and 62 then
    raise exception 'a calendar shows up to nine weeks' using errcode = 'check_violation';
  end if;
  with shown as materialized (
    select t.id, t.post_id, t.channel_id, t.state, t.reason, t.scheduled_at, t.scheduled_at at time zone zone as local
    from public.post_targets t
    where t.business_id = business and t.state <> 'cancelled'
      and t.scheduled_at >= from_day::timestamp at time zone zone
      and t.scheduled_at < (to_day + 1)::timestamp at time zone zone
  ), said as materialized (
    select t.post_id, t.scheduled_at, private.caption_key(coalesce(t.caption, p.caption)) as key
    from public.post_targets t join public.posts p on p.id = t.post_id
    where t.business_id = business and private.is_planned(t.state)
      and t.scheduled_at >= from_day::timestamp at time zone zone - interval '30 days'
      and t.scheduled_at < (to_day + 1)::timestamp at time zone zone + interval '30 days'
  ), cards as materialized (
    select s.post_id, s.local::date as day, min(s.local) as local,
      bool_or(private.may_move(s.state)) as movable,
      bool_or(private.may_move(s.state) and exists (
        select from public.post_targets o
        where o.business_id = business and o.channel_id = s.channel_id and o.post_id <> s.post_id
          and private.is_planned(o.state)
          and o.scheduled_at > s.scheduled_at - interval '30 minutes'
          and o.scheduled_at < s.scheduled_at + interval '30 minutes')) as clash,
      bool_or(private.may_move(s.state)) and exists (
        select from said o
        where o.key = (select private.caption_key(p.caption) from public.posts p where p.id = s.post_id)
          and o.post_id <> s.post_id
          and o.scheduled_at between min(s.scheduled_at) - interval '30 days' and max(s.scheduled_at) + interval '30 days'
      ) as twin,
      jsonb_agg(jsonb_build_object('kind', c.kind, 'name', c.name, 'state', s.state,
        'reason', s.reason, 'time', to_char(s.local, 'HH24:MI')) order by s.local, c.name, s.id) as targets
    from shown s join public.channels c on c.id = s.channel_id
    group by s.post_id, s.local::date
  )
  select jsonb_build_object(
    'total', (select count(*) from cards),
    'cards', coalesce((
      select jsonb_agg(jsonb_build_object('post', c.post_id, 'day', c.day, 'time', to_char(c.local, 'HH24:MI'),
          'caption', left(p.caption, 140), 'media_type', p.media_type, 'movable', c.movable,
          'seen', private.seen_versions(c.post_id), 'clash', c.clash, 'twin', c.twin, 'targets', c.targets)
        order by c.local, c.post_id)
      from (select * from cards order by local, post_id limit most) c
      join public.posts p on p.id = c.post_id), '[]'::jsonb),
    'weeks', coalesce((
      select jsonb_agg(jsonb_build_object('monday', w.monday, 'posts', w.posts) order by w.monday)
      from (
        select date_trunc('week', s.local)::date as monday, count(distinct s.post_id) as posts
        from shown s where private.is_planned(s.state) group by 1) w), '[]'::jsonb),
    'attention', (
      select count(distinct t.post_id) from public.post_targets t
      where t.business_id = business and t.state in ('failed', 'missed', 'unconfirmed')),
    'since', since
  ) into answer;
  return answer;
end
$$;
grant execute on function calendar_month(uuid, date, date, integer) to authenticated;
