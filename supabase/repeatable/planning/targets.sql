-- What a member does with a post on one channel: give it another hour, take it out. Each is one statement that asks
-- for membership and compares the version.

drop policy if exists select_mine on post_targets;
create policy select_mine on post_targets for select to authenticated
  using (business_id in (select private.my_business_ids()));

create or replace trigger check_transition before update on post_targets
  for each row execute function private.check_target_transition();
drop trigger if exists record_plan on post_targets;
create constraint trigger record_plan after insert on post_targets
  deferrable initially deferred for each row execute function private.record_event('target.', 'state');
drop trigger if exists record_state on post_targets;
create constraint trigger record_state after update on post_targets
  deferrable initially deferred for each row when (old.state is distinct from new.state)
  execute function private.record_event('target.', 'state');
drop trigger if exists record_reschedule on post_targets;
create constraint trigger record_reschedule after update on post_targets
  deferrable initially deferred for each row
  when (old.state = new.state and old.scheduled_at is distinct from new.scheduled_at)
  execute function private.record_event('target.rescheduled');
drop trigger if exists record_link on post_targets;
create constraint trigger record_link after update on post_targets
  deferrable initially deferred for each row when (old.permalink is distinct from new.permalink)
  execute function private.record_event('target.linked');

/*
 * Which states may follow which. A state moves only by compare-and-set on the version. A target may go back to being a
 * draft (its post was edited), and one that was taken out may return; on an assisted channel a person may have posted
 * before its hour, or say so after it was missed.
 */
create or replace function private.check_target_transition() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.state = old.state and new.version = old.version then return new; end if;
  if new.version <> old.version + 1 then
    raise exception 'a target moves one version at a time' using errcode = 'check_violation';
  end if;
  if not (case old.state
    when 'draft' then new.state in ('draft', 'approved', 'scheduled', 'cancelled')
    when 'approved' then new.state in ('approved', 'draft', 'scheduled', 'cancelled')
    when 'scheduled' then new.state in ('scheduled', 'draft', 'claimed', 'missed', 'failed', 'cancelled')
    when 'claimed' then new.state in
      ('claimed', 'scheduled', 'container_ready', 'publishing', 'failed', 'unconfirmed', 'missed')
    when 'container_ready' then new.state in
      ('container_ready', 'draft', 'scheduled', 'claimed', 'missed', 'failed', 'cancelled')
    when 'publishing' then new.state in ('publishing', 'published', 'failed', 'unconfirmed', 'scheduled', 'container_ready')
    when 'unconfirmed' then new.state in ('published', 'scheduled', 'cancelled')
    when 'failed' then new.state in ('draft', 'scheduled', 'cancelled', 'published')
    when 'missed' then new.state in ('draft', 'scheduled', 'cancelled')
    when 'cancelled' then new.state in ('draft', 'scheduled')
    else false
  end) and not (old.state in ('scheduled', 'missed') and new.state = 'published'
    and exists (select from public.channels c where c.id = new.channel_id and c.kind = 'assisted'))
  then
    raise exception 'a target cannot go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end
$$;

/*
 * A person takes a target out. The post is held first, as an edit and an approval hold it, because its submission may
 * end. Null when the target has moved on meanwhile.
 */
create or replace function cancel_target(target uuid, expected_version integer) returns text
language plpgsql security definer set search_path = ''
as $$
declare moved text;
begin
  perform from public.posts p join public.post_targets t on t.post_id = p.id
    where t.id = target and p.business_id in (select private.my_business_ids()) for no key update of p;
  update public.post_targets t
    set state = 'cancelled', version = t.version + 1, container_id = null, container_at = null, next_try_at = null
    where t.id = target and t.version = expected_version
      and t.business_id in (select private.my_business_ids())
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state into moved;
  return moved;
end
$$;
grant execute on function cancel_target(uuid, integer) to authenticated;

/*
 * A person gives a target its hour, or another one: only for what is approved where that is wanted, with a goal that can
 * be measured. The post is held first, as an edit and an approval hold it. Null when the target has moved on meanwhile.
 */
create or replace function schedule_target(target uuid, expected_version integer, local_time timestamp, valid_hours integer)
returns text
language plpgsql security definer set search_path = ''
as $$
declare moved text;
begin
  perform from public.posts p join public.post_targets t on t.post_id = p.id
    where t.id = target and p.business_id in (select private.my_business_ids()) for no key update of p;
  update public.post_targets t
    set state = 'scheduled', version = t.version + 1,
      scheduled_at = local_time at time zone b.timezone, scheduled_local = local_time, scheduled_zone = b.timezone,
      not_after = local_time at time zone b.timezone + make_interval(hours => schedule_target.valid_hours),
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null
    from public.businesses b, public.posts p
    where t.id = target and t.version = expected_version and b.id = t.business_id and p.id = t.post_id
      and t.business_id in (select private.my_business_ids())
      and p.goal is not null and p.goal_figure is not null and p.message_type is not null
      and (p.media_type <> 'link' or p.link is not null)
      and (not private.approval_needed(b.id) or private.is_approved(p.id))
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state into moved;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return moved;
end
$$;
grant execute on function schedule_target(uuid, integer, timestamp, integer) to authenticated;
