-- What a member does with a post: plan it, cancel it, give it another hour, say that it is live. Each is one
-- statement that asks for membership and compares the version.

/*
 * Plans a post with its pictures and targets in one statement. `id` comes with the form, so a form sent
 * twice plans once. Scheduling needs goal and message type; a draft does not.
 * `pictures`: [{"media_id", "alt_text"}]; `channels`: channel ids; `local_time`: wall clock in the
 * business's zone, or null for a draft; `not_after`: hours after the hour at which it is still right.
 */
create function plan_post(
  id uuid, business uuid, media_type text, caption text, pictures jsonb, channels uuid[], valid_hours integer,
  local_time timestamp default null, message_type text default null, goal text default null, link text default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  zone text;
  due timestamptz;
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then raise exception 'not a member' using errcode = 'insufficient_privilege'; end if;
  if local_time is not null and (plan_post.goal is null or plan_post.message_type is null) then
    raise exception 'a scheduled post has a goal and a message type' using errcode = 'check_violation';
  end if;
  if exists (
    select from unnest(plan_post.channels) as wanted
    where not exists (select from public.channels c
      where c.id = wanted and c.business_id = business and c.disconnected_at is null)
  ) then
    raise exception 'unknown channel' using errcode = 'foreign_key_violation';
  end if;
  due := local_time at time zone zone;
  insert into public.posts (id, business_id, media_type, message_type, goal, caption, link)
    values (plan_post.id, business, plan_post.media_type, plan_post.message_type, plan_post.goal,
      plan_post.caption, plan_post.link)
    on conflict do nothing;
  if not found then
    if exists (select from public.posts p where p.id = plan_post.id and p.business_id = business) then
      return plan_post.id;
    end if;
    raise exception 'this id is taken' using errcode = 'unique_violation';
  end if;
  insert into public.post_media (post_id, business_id, position, media_id, alt_text)
    select plan_post.id, business, item.ordinality, (item.value ->> 'media_id')::uuid, item.value ->> 'alt_text'
    from jsonb_array_elements(plan_post.pictures) with ordinality as item;
  insert into public.post_targets
      (post_id, business_id, channel_id, state, scheduled_at, scheduled_local, scheduled_zone, not_after)
    select plan_post.id, business, wanted, case when due is null then 'draft' else 'scheduled' end,
      due, local_time, zone, due + make_interval(hours => plan_post.valid_hours)
    from unnest(plan_post.channels) as wanted;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return plan_post.id;
end
$$;
grant execute on function plan_post(uuid, uuid, text, text, jsonb, uuid[], integer, timestamp, text, text, text)
  to authenticated;

/* A person moves a target: cancel, or give it another hour. Null when it has moved on meanwhile. */
create function cancel_target(target uuid, expected_version integer) returns text
language sql volatile security definer set search_path = ''
as $$
  update public.post_targets t
    set state = 'cancelled', version = t.version + 1, container_id = null, container_at = null, next_try_at = null
    where t.id = target and t.version = expected_version
      and t.business_id in (select private.my_business_ids())
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state
$$;
grant execute on function cancel_target(uuid, integer) to authenticated;

create function schedule_target(target uuid, expected_version integer, local_time timestamp, valid_hours integer)
returns text
language plpgsql security definer set search_path = ''
as $$
declare moved text;
begin
  update public.post_targets t
    set state = 'scheduled', version = t.version + 1,
      scheduled_at = local_time at time zone b.timezone, scheduled_local = local_time, scheduled_zone = b.timezone,
      not_after = local_time at time zone b.timezone + make_interval(hours => schedule_target.valid_hours),
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null
    from public.businesses b, public.posts p
    where t.id = target and t.version = expected_version and b.id = t.business_id and p.id = t.post_id
      and t.business_id in (select private.my_business_ids())
      and p.goal is not null and p.message_type is not null
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state into moved;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return moved;
end
$$;
grant execute on function schedule_target(uuid, integer, timestamp, integer) to authenticated;

/* The owner saw it live: an unconfirmed or failed target counts as published, with the link given. */
create function confirm_published(target uuid, expected_version integer, link text default null) returns text
language sql volatile security definer set search_path = ''
as $$
  update public.post_targets t
    set state = 'published', version = t.version + 1, permalink = link, reason = null,
      published_at = coalesce(t.published_at, greatest(t.scheduled_at, now() - interval '7 days'))
    where t.id = target and t.version = expected_version
      and t.business_id in (select private.my_business_ids())
      and t.state in ('unconfirmed', 'failed')
    returning t.state
$$;
grant execute on function confirm_published(uuid, integer, text) to authenticated;
