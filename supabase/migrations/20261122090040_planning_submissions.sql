-- A submitted post whose way to the plan changed while it waited. Where no channel waits any more (each was cancelled
-- or scheduled), nothing does. Where a second person is not asked any more, it still waits, for it was not scheduled by
-- anybody; but whoever made it may now schedule it.

create function private.end_submission() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.posts p set submitted_by = null, submitted_at = null
    where p.id = new.post_id and p.submitted_at is not null
      and not exists (select from public.post_targets t where t.post_id = p.id and t.state = 'draft');
  return null;
end
$$;
create trigger end_submission after update of state on post_targets
  for each row when (old.state = 'draft' and new.state <> 'draft') execute function private.end_submission();

update posts p set submitted_by = null, submitted_at = null
  where p.submitted_at is not null
    and not exists (select from post_targets t where t.post_id = p.id and t.state = 'draft');

/* As before; the post is held first, as an edit and an approval hold it, because its submission may end. */
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

/* As before; the post is held first. */
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

/*
 * A second person approves a submitted post as it is: its channels are scheduled for their hours; where the
 * hour has passed meanwhile they are `approved` and wait for another. Returns how many were scheduled, or
 * null when it is not theirs to approve (not submitted, edited meanwhile, or edited last by themselves). Where no second
 * person is asked any more, whoever edited it last schedules it too; that is no second person's word, and a channel
 * whose hour has passed stays a draft.
 */
create or replace function approve_post(post uuid, expected_version integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  business uuid;
  second boolean;
  planned integer;
begin
  update public.posts p set submitted_by = null, submitted_at = null
    where p.id = post and p.version = expected_version and p.submitted_at is not null
      and p.business_id in (select private.my_business_ids())
      and (p.updated_by is distinct from (select auth.uid()) or not private.approval_needed(p.business_id))
    returning p.business_id, p.updated_by is distinct from (select auth.uid()) into business, second;
  if not found then return null; end if;
  if second then
    insert into public.post_reviews (post_id, business_id, version, verdict)
      values (post, business, expected_version, 'approved');
    perform private.append_event(business, 'post.approved', post);
  end if;
  update public.post_targets t
    set state = case when t.scheduled_at > now() then 'scheduled' else 'approved' end, version = t.version + 1
    where t.post_id = post and t.state = 'draft' and t.scheduled_at is not null
      and (second or t.scheduled_at > now());
  select count(*) into planned from public.post_targets t where t.post_id = post and t.state = 'scheduled';
  perform pg_catalog.pg_notify('tanggap_due', '');
  return planned;
end
$$;
