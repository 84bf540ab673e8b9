-- What a plan comes too close to. Warnings refuse nothing: the owner may mean it.

/*
 * For a plan (`hours`: [{channel_id, local_time}], wall clock in the business's zone) with this caption:
 * [{kind: 'clash', post, channel, at}] for each other post planned or published on one of its channels less
 * than 30 minutes away, and [{kind: 'twin', post, at}] for each with the same words within 30 days; up to five
 * of each. Without `hours` the plan is what stands of `own_post`, which never warns of itself.
 */
create or replace function plan_warnings(
  business uuid, caption text default null, hours jsonb default null, own_post uuid default null
) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  zone text;
  words text;
  answer jsonb;
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then return null; end if;
  words := private.caption_key(coalesce(plan_warnings.caption,
    (select p.caption from public.posts p where p.id = own_post and p.business_id = business)));
  with plan as materialized (
    select h.channel_id, h.local_time at time zone zone as at
    from jsonb_to_recordset(plan_warnings.hours) as h (channel_id uuid, local_time timestamp)
    union all
    select t.channel_id, t.scheduled_at from public.post_targets t
    where plan_warnings.hours is null and t.post_id = own_post and t.business_id = business
      and private.may_move(t.state) and t.scheduled_at is not null
  ), clashes as (
    select distinct o.post_id, c.name, o.scheduled_at
    from plan w
    join public.post_targets o on o.business_id = business and o.channel_id = w.channel_id
      and o.scheduled_at > w.at - interval '30 minutes' and o.scheduled_at < w.at + interval '30 minutes'
      and private.is_planned(o.state) and o.post_id is distinct from own_post
    join public.channels c on c.id = o.channel_id
    order by o.scheduled_at, o.post_id, c.name limit 5
  ), twins as (
    select o.post_id, min(o.scheduled_at) as scheduled_at
    from public.post_targets o join public.posts p on p.id = o.post_id
    where o.business_id = business and private.is_planned(o.state) and o.post_id is distinct from own_post
      and o.scheduled_at between (select min(w.at) from plan w) - interval '30 days'
        and (select max(w.at) from plan w) + interval '30 days'
      and private.caption_key(coalesce(o.caption, p.caption)) = words
    group by o.post_id
    order by 2, 1 limit 5
  )
  select coalesce(jsonb_agg(w.warning), '[]'::jsonb) into answer from (
    select jsonb_build_object('kind', 'clash', 'post', c.post_id, 'channel', c.name, 'at', c.scheduled_at) as warning
    from clashes c
    union all
    select jsonb_build_object('kind', 'twin', 'post', t.post_id, 'at', t.scheduled_at) from twins t
  ) w;
  return answer;
end
$$;
grant execute on function plan_warnings(uuid, text, jsonb, uuid) to authenticated;
