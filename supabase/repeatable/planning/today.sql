/*
 * The posts that today's page speaks of, by state: those in which it is the owner's turn (first hour first), those that
 * failed, were missed or are uncertain (newest hour first), and the next to go out. Each as {total, targets}: at most
 * `most` targets {id, post, channel, state, reason, at, caption}. `drafts` counts posts without an hour. Null for who is
 * no member.
 */
create or replace function today(business uuid, most integer default 5) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with standing as (
    select t.id, t.post_id, t.channel_id, t.state, t.reason, t.scheduled_at, t.caption,
      case
        when t.state = 'unconfirmed' and t.reason = 'your_turn' then 'turns'
        when t.state in ('failed', 'missed', 'unconfirmed') then 'troubled'
        else 'next'
      end as part
    from public.post_targets t
    where t.business_id = today.business
      and t.state in ('failed', 'missed', 'unconfirmed', 'scheduled', 'claimed', 'container_ready', 'publishing')
  ), ordered as (
    select s.*, count(*) over (partition by s.part) as total,
      row_number() over (partition by s.part order by
        case when s.part = 'troubled' then s.scheduled_at end desc nulls last, s.scheduled_at nulls first, s.id) as place
    from standing s
  ), told as (
    select o.part, jsonb_build_object('total', max(o.total), 'targets', jsonb_agg(jsonb_build_object(
      'id', o.id, 'post', o.post_id, 'channel', c.name, 'state', o.state, 'reason', o.reason,
      'at', o.scheduled_at, 'caption', left(coalesce(o.caption, p.caption), 140)) order by o.place)) as said
    from ordered o
    join public.posts p on p.id = o.post_id
    join public.channels c on c.id = o.channel_id
    where o.place <= today.most
    group by o.part
  )
  select jsonb_build_object('turns', null, 'troubled', null, 'next', null)
    || coalesce((select jsonb_object_agg(t.part, t.said) from told t), '{}')
    || jsonb_build_object('drafts', (
      select count(*) from public.posts p
      where p.business_id = today.business
        and not exists (select from public.post_targets t
          where t.post_id = p.id and (t.state not in ('draft', 'approved', 'cancelled') or t.scheduled_at is not null))
        and (exists (select from public.post_targets t where t.post_id = p.id and t.state <> 'cancelled')
          or not exists (select from public.post_targets t where t.post_id = p.id))))
  where today.business in (select private.my_business_ids())
$$;
revoke execute on function today(uuid, integer) from public, anon;
grant execute on function today(uuid, integer) to authenticated;
