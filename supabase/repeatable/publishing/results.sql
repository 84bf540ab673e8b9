-- What came of posts: the latest figures of each channel with the age they were taken at, and whether the goal was
-- reached, judged from the figures seven days after the post went out.

/* One figure of a snapshot. Interactions are what is known of likes, comments, shares and saves. */
create or replace function private.figure_of(m public.post_metrics, figure text) returns integer
language sql immutable set search_path = ''
as $$
  select case figure
    when 'reach' then m.reach when 'likes' then m.likes when 'comments' then m.comments
    when 'shares' then m.shares when 'saves' then m.saves
    when 'interactions' then case when num_nonnulls(m.likes, m.comments, m.shares, m.saves) > 0
      then coalesce(m.likes, 0) + coalesce(m.comments, 0) + coalesce(m.shares, 0) + coalesce(m.saves, 0) end
  end
$$;
grant execute on function private.figure_of(public.post_metrics, text) to authenticated;

/*
 * Results of up to 100 posts of a business, with the caller's own rights. `targets`: [{target_id, channel_id, kind,
 * name, published_at, age_hours, taken_at, reach, likes, comments, shares, saves, views}], one for each published
 * target, all null from `age_hours` on while nothing was taken. `value` is the goal's figure seven days after
 * publication, summed over the `measured` of `published` targets that have it. `reached` is null while there is not
 * enough to tell: a goal is missed only when every channel was measured and nothing is still to go out.
 */
create or replace function post_results(business uuid, posts uuid[])
returns table (post_id uuid, goal_figure text, goal_value integer, targets jsonb, published integer,
  measured integer, value integer, reached boolean)
language sql stable security invoker set search_path = ''
as $$
  select p.id, p.goal_figure, p.goal_value, r.targets, r.published, r.measured, r.value,
    case when p.goal_value is null then null
      when r.value >= p.goal_value then true
      when r.measured = r.published and r.published > 0 and r.pending = 0 then false end
  from public.posts p
  cross join lateral (
    select
      coalesce(jsonb_agg(jsonb_build_object('target_id', t.id, 'channel_id', c.id, 'kind', c.kind, 'name', c.name,
          'published_at', t.published_at, 'age_hours', l.age_hours, 'taken_at', l.taken_at, 'reach', l.reach,
          'likes', l.likes, 'comments', l.comments, 'shares', l.shares, 'saves', l.saves, 'views', l.views)
        order by t.created_at, t.id) filter (where t.state = 'published'), '[]'::jsonb) as targets,
      (count(*) filter (where t.state = 'published'))::integer as published,
      count(private.figure_of(week, p.goal_figure))::integer as measured,
      sum(private.figure_of(week, p.goal_figure))::integer as value,
      (count(*) filter (where t.state not in ('published', 'draft', 'failed', 'missed', 'cancelled')))::integer as pending
    from public.post_targets t
    join public.channels c on c.id = t.channel_id
    left join lateral (
      select m.* from public.post_metrics m where m.target_id = t.id and m.taken_at is not null
      order by m.age_hours desc limit 1
    ) l on true
    left join public.post_metrics week on week.target_id = t.id and week.age_hours = 168
    where t.post_id = p.id
  ) r
  where p.business_id = post_results.business and p.id = any (post_results.posts[1:100])
$$;
grant execute on function post_results(uuid, uuid[]) to authenticated;
