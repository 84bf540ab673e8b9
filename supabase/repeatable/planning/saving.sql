-- The composer's verb and the second person's: each is one function that asks for membership, compares the
-- version, and locks the post's targets as a publisher does, so that an edit and a publication never cross.

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
create or replace function save_post(
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
grant execute on function
  save_post(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb, boolean, integer, timestamp, uuid, boolean) to authenticated;
