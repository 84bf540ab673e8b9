-- The composer's verb and the second person's: each is one function that asks for membership, compares the
-- version, and locks the post's targets as a publisher does, so that an edit and a publication never cross.

drop function plan_post(uuid, uuid, text, text, jsonb, uuid[], integer, timestamp, text, text, text);

/* Whether this business wants a second person's word, and has a second person. */
create function private.approval_needed(business uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select b.requires_approval and (select count(*) from public.members m where m.business_id = b.id) >= 2
  from public.businesses b where b.id = approval_needed.business
$$;

/* Whether somebody other than its last editor approved the post as it is now. */
create function private.is_approved(post uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from public.posts p join public.post_reviews r on r.post_id = p.id and r.version = p.version
    where p.id = is_approved.post and r.verdict = 'approved' and r.reviewed_by is distinct from p.updated_by
  )
$$;

/*
 * Creates a post (`expected_version` 0) or edits it, with its pictures, channels and facts, in one statement.
 * `content`: {media_type, placement, message_type, goal, goal_figure, goal_value, pillar, caption, link,
 * first_comment}; `pictures`: [{media_id, alt_text}]; `targets`: [{channel_id, caption}], caption null for the
 * post's own; `facts`: [{product_id, fact}]. With `submit` it is scheduled at `local_time` (wall clock in the
 * business's zone), or put before a second person where the business wants one; without, it is a draft that
 * keeps the hour. The same content sent twice is saved once. `sheet` is the opened composer: the one the latest
 * edit came from may go on from any version, for it may not have heard of it. `typing`: kept as it is typed,
 * which takes nothing out of the plan again.
 *
 * Returns {version, state: draft | submitted | scheduled}, or {refused}: `moved` (somebody else edited it),
 * `busy` (a publisher holds it), `published`, `unconfirmed` (say first whether it is live), `gone`.
 */
create function save_post(
  post uuid, business uuid, expected_version integer, content jsonb, pictures jsonb, targets jsonb, facts jsonb,
  submit boolean, valid_hours integer, local_time timestamp default null, sheet uuid default null,
  typing boolean default false
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  zone text;
  due timestamptz;
  waits boolean;
  held public.posts;
  said record;
  made boolean := false;
  revision jsonb := content || jsonb_build_object('pictures', pictures, 'targets', targets, 'facts', facts,
    'local_time', local_time, 'submit', submit);
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then raise exception 'not a member' using errcode = 'insufficient_privilege'; end if;
  select * into said from jsonb_to_record(content) as c (media_type text, placement text, message_type text,
    goal text, goal_figure text, goal_value integer, pillar text, caption text, link text, first_comment text);
  if submit and (said.goal is null or said.goal_figure is null or said.message_type is null
      or local_time is null or jsonb_array_length(targets) = 0
      or (said.media_type = 'link' and said.link is null)) then
    raise exception 'a scheduled post has an hour, a channel, a goal with its figure, and a message type'
      using errcode = 'check_violation';
  end if;
  if exists (
    select from jsonb_to_recordset(targets) as wanted (channel_id uuid)
    where not exists (select from public.channels c
      where c.id = wanted.channel_id and c.business_id = business and c.disconnected_at is null)
  ) then
    raise exception 'unknown channel' using errcode = 'foreign_key_violation';
  end if;

  if expected_version = 0 then
    insert into public.posts (id, business_id, media_type, placement, message_type, goal, goal_figure, goal_value,
        pillar, caption, link, first_comment, edited_in)
      values (post, business, said.media_type, coalesce(said.placement, 'feed'), said.message_type, said.goal,
        said.goal_figure, said.goal_value, said.pillar, coalesce(said.caption, ''), said.link, said.first_comment,
        sheet)
      on conflict do nothing returning * into held;
    made := found;
  end if;
  if not made then
    select * into held from public.posts p where p.id = post and p.business_id = business for update;
    if not found and expected_version = 0 then
      raise exception 'this id is taken' using errcode = 'unique_violation';
    end if;
    if not found then return jsonb_build_object('refused', 'gone'); end if;
    if held.version = expected_version + 1 and exists (select from public.post_revisions r
        where r.post_id = post and r.version = held.version and r.content = revision
          and r.edited_by = (select auth.uid())) then
      return jsonb_build_object('version', held.version, 'state', private.post_stage(held));
    end if;
    if held.version <> expected_version and (sheet is null or held.edited_in is distinct from sheet) then
      return jsonb_build_object('refused', 'moved');
    end if;
    perform from public.post_targets t where t.post_id = post order by t.id for update;
    if exists (select from public.post_targets t where t.post_id = post and t.state in ('claimed', 'publishing')) then
      return jsonb_build_object('refused', 'busy');
    end if;
    if exists (select from public.post_targets t where t.post_id = post and t.state = 'published') then
      return jsonb_build_object('refused', 'published');
    end if;
    if exists (select from public.post_targets t where t.post_id = post and t.state = 'unconfirmed') then
      return jsonb_build_object('refused', 'unconfirmed');
    end if;
    if typing and private.post_stage(held) <> 'draft' then return jsonb_build_object('refused', 'moved'); end if;
    update public.posts p set
        media_type = said.media_type, placement = coalesce(said.placement, 'feed'), message_type = said.message_type,
        goal = said.goal, goal_figure = said.goal_figure, goal_value = said.goal_value, pillar = said.pillar,
        caption = coalesce(said.caption, ''), link = said.link, first_comment = said.first_comment,
        version = p.version + 1, updated_by = (select auth.uid()), updated_at = now(),
        edited_in = sheet, submitted_by = null, submitted_at = null
      where p.id = post returning * into held;
    delete from public.post_media m where m.post_id = post;
    delete from public.post_facts f where f.post_id = post;
  end if;

  insert into public.post_media (post_id, business_id, position, media_id, alt_text)
    select post, business, item.ordinality, (item.value ->> 'media_id')::uuid, item.value ->> 'alt_text'
    from jsonb_array_elements(pictures) with ordinality as item;
  insert into public.post_facts (post_id, business_id, product_id, fact)
    select distinct post, business, f.product_id, f.fact
    from jsonb_to_recordset(facts) as f (product_id uuid, fact text);

  due := local_time at time zone zone;
  waits := submit and private.approval_needed(business);
  -- A channel that was taken out: forgotten when nothing ever happened there, cancelled otherwise.
  delete from public.post_targets t
    where t.post_id = post and t.state in ('draft', 'approved', 'cancelled')
      and t.channel_id not in (select w.channel_id from jsonb_to_recordset(targets) as w (channel_id uuid))
      and not exists (select from public.publish_attempts a where a.target_id = t.id);
  update public.post_targets t set state = 'cancelled', version = t.version + 1,
      container_id = null, container_at = null, next_try_at = null
    where t.post_id = post and t.state <> 'cancelled'
      and t.channel_id not in (select w.channel_id from jsonb_to_recordset(targets) as w (channel_id uuid));
  -- What was prepared on the network shows the old content: it is thrown away.
  insert into public.post_targets as t (post_id, business_id, channel_id, caption, state, scheduled_at,
      scheduled_local, scheduled_zone, not_after)
    select post, business, w.channel_id, w.caption, case when submit and not waits then 'scheduled' else 'draft' end,
      due, local_time, zone, due + make_interval(hours => valid_hours)
    from jsonb_to_recordset(targets) as w (channel_id uuid, caption text)
    on conflict (post_id, channel_id) do update set
      state = excluded.state, version = t.version + 1, caption = excluded.caption,
      scheduled_at = excluded.scheduled_at, scheduled_local = excluded.scheduled_local,
      scheduled_zone = excluded.scheduled_zone, not_after = excluded.not_after,
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null;
  if waits then
    update public.posts p set submitted_by = (select auth.uid()), submitted_at = now()
      where p.id = post returning * into held;
  end if;

  -- Saves of one unfinished draft by one person, minutes apart, are one step of its history.
  delete from public.post_revisions r
    where r.post_id = post and not submit and r.version = held.version - 1
      and r.edited_by = (select auth.uid()) and r.edited_at > now() - interval '15 minutes'
      and not (r.content ->> 'submit')::boolean;
  insert into public.post_revisions (post_id, business_id, version, content)
    values (post, business, held.version, revision);
  perform pg_catalog.pg_notify('tanggap_due', '');
  return jsonb_build_object('version', held.version,
    'state', case when waits then 'submitted' when submit then 'scheduled' else 'draft' end);
end
$$;

/* How far a post has come on its way to the plan. */
create function private.post_stage(post public.posts) returns text
language sql stable set search_path = ''
as $$
  select case
    when post.submitted_at is not null then 'submitted'
    when exists (select from public.post_targets t
      where t.post_id = post.id and t.state not in ('draft', 'cancelled')) then 'scheduled'
    else 'draft' end
$$;
grant execute on function
  save_post(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb, boolean, integer, timestamp, uuid, boolean) to authenticated;

/*
 * A second person approves a submitted post as it is: its channels are scheduled for their hours; where the
 * hour has passed meanwhile they are `approved` and wait for another. Returns how many were scheduled, or
 * null when it is not theirs to approve (not submitted, edited meanwhile, or edited last by themselves).
 */
create function approve_post(post uuid, expected_version integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  business uuid;
  planned integer;
begin
  update public.posts p set submitted_by = null, submitted_at = null
    where p.id = post and p.version = expected_version and p.submitted_at is not null
      and p.business_id in (select private.my_business_ids())
      and p.updated_by is distinct from (select auth.uid())
    returning p.business_id into business;
  if not found then return null; end if;
  insert into public.post_reviews (post_id, business_id, version, verdict)
    values (post, business, expected_version, 'approved');
  update public.post_targets t
    set state = case when t.scheduled_at > now() then 'scheduled' else 'approved' end, version = t.version + 1
    where t.post_id = post and t.state = 'draft' and t.scheduled_at is not null;
  select count(*) into planned from public.post_targets t where t.post_id = post and t.state = 'scheduled';
  perform private.append_event(business, 'post.approved', post);
  perform pg_catalog.pg_notify('tanggap_due', '');
  return planned;
end
$$;
grant execute on function approve_post(uuid, integer) to authenticated;

/* A colleague gives a submitted post back with a note of what to change. False when it has moved on. */
create function return_post(post uuid, expected_version integer, note text) returns boolean
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

/* Deletes a draft that never went anywhere. False when it has moved on, or something of it was tried. */
create function discard_post(post uuid, expected_version integer) returns boolean
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

/* As before, and only for what is approved where that is wanted, with a goal that can be measured. */
create or replace function schedule_target(target uuid, expected_version integer, local_time timestamp, valid_hours integer)
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
      and p.goal is not null and p.goal_figure is not null and p.message_type is not null
      and (p.media_type <> 'link' or p.link is not null)
      and (not private.approval_needed(b.id) or private.is_approved(p.id))
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state into moved;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return moved;
end
$$;

/* As before, with what this channel says, and where it is shown. */
create or replace function private.target_work(target public.post_targets) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'id', target.id, 'version', target.version, 'state', target.state, 'tries', target.tries,
    'business_id', target.business_id, 'channel_id', target.channel_id, 'kind', c.kind,
    'connected', c.disconnected_at is null and c.problem is null,
    'scheduled_at', target.scheduled_at, 'not_after', target.not_after,
    'container_id', target.container_id, 'container_at', target.container_at,
    'media_type', p.media_type, 'placement', p.placement, 'caption', coalesce(target.caption, p.caption),
    'link', p.link, 'first_comment', p.first_comment,
    'pictures', coalesce((
      select jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt_text', m.alt_text) order by m.position)
      from public.post_media m where m.post_id = p.id), '[]'::jsonb),
    'attempt', (
      select jsonb_build_object('id', a.id, 'step', a.step, 'opened_at', a.opened_at)
      from public.publish_attempts a where a.target_id = target.id and a.closed_at is null),
    -- What is ours already can't be the post an open attempt made.
    'known_remote_ids', coalesce((
      select jsonb_agg(o.remote_id) from public.post_targets o
      where o.channel_id = target.channel_id and o.remote_id is not null
        and target.state = 'publishing' and o.published_at > now() - interval '7 days'), '[]'::jsonb)
  )
  from public.posts p, public.channels c
  where p.id = target.post_id and c.id = target.channel_id
$$;

/* Whether the composer's button asks a second person. False for who is no member. */
create function asks_approval(business uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select asks_approval.business in (select private.my_business_ids())
    and private.approval_needed(asks_approval.business)
$$;
grant execute on function asks_approval(uuid) to authenticated;

/*
 * Posts that are not in the plan yet, newest edit first: drafts, and those that wait for a second person. A page
 * begins after (`before`, `before_id`).
 */
create function list_drafts(business uuid, before timestamptz default null, before_id uuid default null)
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
create index posts_drafts on posts (business_id, updated_at desc, id desc);
