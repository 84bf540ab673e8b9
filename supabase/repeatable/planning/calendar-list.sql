/*
 * A page of posts: `upcoming` (still to go out, or in need of a person; soonest first) or `past` (all over;
 * newest first), after the post with this instant and id. Cards as of calendar_month, with `at`.
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
grant execute on function list_posts(uuid, text, integer, timestamptz, uuid) to authenticated;
