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

/*
 * A page of posts: `upcoming` (still to go out, or in need of a person; soonest first) or `past` (all over;
 * newest first), after the post with this instant and id. Cards as above, with `at`.
 */
create or replace function list_posts(
  business uuid, part text, most integer, after_at timestamptz default null, after_id uuid default null
) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  zone text;
  answer jsonb;
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then return null; end if;
  with every as (
    select p.id, p.created_at,
      min(t.scheduled_at) filter (where t.state not in ('published', 'cancelled')) as next_at,
      max(t.scheduled_at) as last_at,
      bool_and(t.state in ('published', 'cancelled')) as over,
      bool_and(t.state in ('draft', 'cancelled')) and not bool_and(t.state = 'cancelled') as draft
    from public.posts p left join public.post_targets t on t.post_id = p.id
    where p.business_id = business
    group by p.id
  ), listed as (
    select e.id,
      case part when 'upcoming' then e.next_at else coalesce(e.last_at, e.created_at) end as at
    from every e
    where case part
      when 'upcoming' then not e.over and e.next_at is not null and (not e.draft or e.next_at > now())
      when 'past' then e.over
      else false end
  ), chosen as (
    select l.id, l.at from listed l
    where after_at is null
      or case part when 'upcoming' then (l.at, l.id) > (after_at, after_id) else (l.at, l.id) < (after_at, after_id) end
    order by case when part = 'upcoming' then l.at end, case when part = 'upcoming' then l.id end,
      case when part <> 'upcoming' then l.at end desc, case when part <> 'upcoming' then l.id end desc
    limit most
  )
  select coalesce(jsonb_agg(jsonb_build_object('post', c.id, 'at', c.at, 'day', (c.at at time zone zone)::date,
      'time', to_char(c.at at time zone zone, 'HH24:MI'), 'caption', left(p.caption, 140),
      'media_type', p.media_type, 'movable', coalesce(shown.movable, false),
      'seen', private.seen_versions(c.id), 'clash', false, 'twin', false,
      'targets', coalesce(shown.targets, '[]'::jsonb))
    order by case when part = 'upcoming' then c.at end, case when part = 'upcoming' then c.id end,
      case when part <> 'upcoming' then c.at end desc, case when part <> 'upcoming' then c.id end desc), '[]'::jsonb)
  into answer
  from chosen c join public.posts p on p.id = c.id
  left join lateral (
    select bool_or(private.may_move(t.state) and t.scheduled_at is not null) as movable,
      jsonb_agg(jsonb_build_object('kind', k.kind, 'name', k.name, 'state', t.state,
        'reason', t.reason, 'time', to_char(t.scheduled_at at time zone zone, 'HH24:MI')) order by t.scheduled_at, k.name, t.id) as targets
    from public.post_targets t join public.channels k on k.id = t.channel_id
    where t.post_id = c.id
  ) shown on true;
  return answer;
end
$$;
