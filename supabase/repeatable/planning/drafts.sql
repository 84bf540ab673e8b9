drop policy if exists select_mine on post_revisions;
create policy select_mine on post_revisions for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* How far a post has come on its way to the plan. */
create or replace function private.post_stage(post public.posts) returns text
language sql stable set search_path = ''
as $$
  select case
    when post.submitted_at is not null then 'submitted'
    when exists (select from public.post_targets t
      where t.post_id = post.id and t.state not in ('draft', 'cancelled')) then 'scheduled'
    else 'draft' end
$$;

/* Deletes a draft that never went anywhere. False when it has moved on, or something of it was tried. */
create or replace function discard_post(post uuid, expected_version integer) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  perform from public.posts p where p.id = post and p.business_id in (select private.my_business_ids()) for update;
  if not found then return false; end if;
  perform from public.post_targets t where t.post_id = post order by t.id for update;
  delete from public.posts p
    where p.id = post and p.version = expected_version
      and p.business_id in (select private.my_business_ids())
      and not exists (select from public.post_targets t
        where t.post_id = p.id and t.state not in ('draft', 'approved', 'cancelled'))
      and not exists (select from public.publish_attempts a
        join public.post_targets t on t.id = a.target_id where t.post_id = p.id);
  return found;
end
$$;
grant execute on function discard_post(uuid, integer) to authenticated;

/*
 * Posts that are not in the plan yet, newest edit first: drafts, and those that wait for a second person. A page
 * begins after (`before`, `before_id`).
 */
create or replace function list_drafts(business uuid, before timestamptz default null, before_id uuid default null)
returns table (id uuid, caption text, media_type text, updated_at timestamptz, updated_by uuid,
  submitted_at timestamptz, scheduled_at timestamptz, picture uuid, channels text[], returned boolean)
language sql stable security definer set search_path = ''
as $$
  select p.id, left(p.caption, 200), p.media_type, p.updated_at, p.updated_by, p.submitted_at,
    (select min(t.scheduled_at) from public.post_targets t where t.post_id = p.id and t.state in ('draft', 'approved')),
    (select m.media_id from public.post_media m where m.post_id = p.id and m.position = 1),
    array(select c.name from public.post_targets t join public.channels c on c.id = t.channel_id
      where t.post_id = p.id and t.state in ('draft', 'approved') order by c.name),
    exists (select from public.post_reviews r
      where r.post_id = p.id and r.version = p.version and r.verdict = 'returned')
  from public.posts p
  where p.business_id = list_drafts.business and list_drafts.business in (select private.my_business_ids())
    and not exists (select from public.post_targets t
      where t.post_id = p.id and t.state not in ('draft', 'approved', 'cancelled'))
    -- One whose channels were all cancelled is over.
    and (exists (select from public.post_targets t where t.post_id = p.id and t.state <> 'cancelled')
      or not exists (select from public.post_targets t where t.post_id = p.id))
    and (before is null or (p.updated_at, p.id) < (before, before_id))
  order by p.updated_at desc, p.id desc
  limit 31
$$;
grant execute on function list_drafts(uuid, timestamptz, uuid) to authenticated;
