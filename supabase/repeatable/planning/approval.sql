drop policy if exists select_mine on post_reviews;
create policy select_mine on post_reviews for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* Whether this business wants a second person's word, and has a second person. */
create or replace function private.approval_needed(business uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select b.requires_approval and (select count(*) from public.members m where m.business_id = b.id) >= 2
  from public.businesses b where b.id = approval_needed.business
$$;

/* Whether somebody other than its last editor approved the post as it is now. */
create or replace function private.is_approved(post uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from public.posts p join public.post_reviews r on r.post_id = p.id and r.version = p.version
    where p.id = is_approved.post and r.verdict = 'approved' and r.reviewed_by is distinct from p.updated_by
  )
$$;

/* A colleague gives a submitted post back with a note of what to change. False when it has moved on. */
create or replace function return_post(post uuid, expected_version integer, note text) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare business uuid;
begin
  update public.posts p set submitted_by = null, submitted_at = null
    where p.id = post and p.version = expected_version and p.submitted_at is not null
      and p.business_id in (select private.my_business_ids())
    returning p.business_id into business;
  if not found then return false; end if;
  insert into public.post_reviews (post_id, business_id, version, verdict)
    values (post, business, expected_version, 'returned');
  insert into public.post_notes (post_id, business_id, body) values (post, business, note);
  perform private.append_event(business, 'post.returned', post);
  return true;
end
$$;
grant execute on function return_post(uuid, integer, text) to authenticated;

/* Whether the composer's button asks a second person. False for who is no member. */
create or replace function asks_approval(business uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select asks_approval.business in (select private.my_business_ids())
    and private.approval_needed(asks_approval.business)
$$;
grant execute on function asks_approval(uuid) to authenticated;

-- A submitted post whose way to the plan changed while it waited. Where no channel waits any more (each was cancelled
-- or scheduled), nothing does. Where a second person is not asked any more, it still waits, for it was not scheduled by
-- anybody; but whoever made it may now schedule it.

create or replace function private.end_submission() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.posts p set submitted_by = null, submitted_at = null
    where p.id = new.post_id and p.submitted_at is not null
      and not exists (select from public.post_targets t where t.post_id = p.id and t.state = 'draft');
  return null;
end
$$;
create or replace trigger end_submission after update of state on post_targets
  for each row when (old.state = 'draft' and new.state <> 'draft') execute function private.end_submission();

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
grant execute on function approve_post(uuid, integer) to authenticated;
