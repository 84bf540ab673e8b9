-- What people do with a series, and the program: create or change it, pause, resume and end it, make what is due.

/*
 * Creates a series (`expected_version` 0) or changes it, with its channels, pictures and facts, in one statement;
 * untouched occurrences to come follow, and what is missing for the next four weeks is made. `plan`: {name,
 * weekdays, local_hour, first_day, last_day, valid_hours, media_type, message_type, goal, goal_figure, goal_value,
 * pillar, captions, link, first_comment}; `pictures`: [{media_id, alt_text}]; `facts`: [{product_id, fact}].
 *
 * Returns {version, made, changed}, or {refused}: `moved` (somebody else changed it), `ended`, `gone`.
 */
create or replace function save_series(
  series uuid, business uuid, expected_version integer, plan jsonb, pictures jsonb, channels uuid[], facts jsonb
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  held public.post_series;
  said public.post_series;
  untouched uuid[];
  rewritten integer := 0;
begin
  if business not in (select private.my_business_ids()) then
    raise exception 'not a member' using errcode = 'insufficient_privilege';
  end if;
  said := jsonb_populate_record(null::public.post_series, plan);
  said.weekdays := array(select distinct d from unnest(said.weekdays) as d order by d);
  if coalesce(cardinality(channels), 0) = 0 or (said.media_type = 'photo' and jsonb_array_length(pictures) = 0)
      or exists (select from unnest(said.captions) as c where c is null or char_length(c) > 5000)
      or (said.media_type <> 'photo' and exists (select from unnest(said.captions) as c where btrim(c) = '')) then
    raise exception 'a series has a channel, words, and a photo where it says so' using errcode = 'check_violation';
  end if;
  if exists (select from unnest(channels) as wanted
    where not exists (select from public.channels c
      where c.id = wanted and c.business_id = business and c.disconnected_at is null)) then
    raise exception 'unknown channel' using errcode = 'foreign_key_violation';
  end if;

  if expected_version = 0 then
    insert into public.post_series (id, business_id, name, weekdays, local_hour, first_day, last_day, valid_hours,
        media_type, message_type, goal, goal_figure, goal_value, pillar, captions, link, first_comment)
      values (series, business, said.name, said.weekdays, said.local_hour, said.first_day, said.last_day,
        said.valid_hours, said.media_type, said.message_type, said.goal, said.goal_figure, said.goal_value,
        said.pillar, said.captions, said.link, said.first_comment)
      on conflict do nothing returning * into held;
    if not found then
      select * into held from public.post_series s where s.id = series and s.business_id = business;
      if not found then raise exception 'this id is taken' using errcode = 'unique_violation'; end if;
      return jsonb_build_object('version', held.version, 'made', 0, 'changed', 0);
    end if;
  else
    select * into held from public.post_series s where s.id = series and s.business_id = business for update;
    if not found then return jsonb_build_object('refused', 'gone'); end if;
    if held.version <> expected_version then return jsonb_build_object('refused', 'moved'); end if;
    if held.ended_at is not null then return jsonb_build_object('refused', 'ended'); end if;
    perform private.note_late(held);
    untouched := array(select private.untouched_occurrences(held));
    update public.post_series s set name = said.name, weekdays = said.weekdays, local_hour = said.local_hour,
        first_day = said.first_day, last_day = said.last_day, valid_hours = said.valid_hours,
        media_type = said.media_type, message_type = said.message_type, goal = said.goal,
        goal_figure = said.goal_figure, goal_value = said.goal_value, pillar = said.pillar,
        captions = said.captions, link = said.link, first_comment = said.first_comment,
        version = s.version + 1, updated_by = (select auth.uid()), updated_at = now(), considered_until = now()
      where s.id = series returning * into held;
    delete from public.series_channels w where w.series_id = series;
    delete from public.series_media m where m.series_id = series;
    delete from public.series_facts f where f.series_id = series;
  end if;

  insert into public.series_channels (series_id, business_id, channel_id)
    select distinct series, business, wanted from unnest(channels) as wanted;
  insert into public.series_media (series_id, business_id, position, media_id, alt_text)
    select series, business, item.ordinality, (item.value ->> 'media_id')::uuid, item.value ->> 'alt_text'
    from jsonb_array_elements(pictures) with ordinality as item;
  insert into public.series_facts (series_id, business_id, product_id, fact)
    select distinct series, business, f.product_id, f.fact
    from jsonb_to_recordset(facts) as f (product_id uuid, fact text);
  if untouched is not null then rewritten := private.rewrite_occurrences(held, untouched); end if;
  return jsonb_build_object('version', held.version, 'made', private.fill_series(held), 'changed', rewritten);
end
$$;
grant execute on function save_series(uuid, uuid, integer, jsonb, jsonb, uuid[], jsonb) to authenticated;

/*
 * Pauses, resumes or ends a series. Paused or ended, its untouched occurrences leave the plan; those a person
 * touched stay. What would have been due during a pause is not made later. An ended series stays ended.
 *
 * Returns {version, taken_out, made}, or {refused}: `moved`, `ended`, `gone`.
 */
create or replace function move_series(series uuid, expected_version integer, wanted text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  held public.post_series;
  untouched uuid[] := '{}';
  post uuid;
begin
  if wanted not in ('running', 'paused', 'ended') then
    raise exception 'no such state' using errcode = 'check_violation';
  end if;
  select * into held from public.post_series s
    where s.id = series and s.business_id in (select private.my_business_ids()) for update;
  if not found then return jsonb_build_object('refused', 'gone'); end if;
  if held.version <> expected_version then return jsonb_build_object('refused', 'moved'); end if;
  if held.ended_at is not null then return jsonb_build_object('refused', 'ended'); end if;
  perform private.note_late(held);
  if wanted <> 'running' then
    untouched := array(select private.untouched_occurrences(held));
    foreach post in array untouched loop
      perform private.take_out_occurrence(post);
    end loop;
  end if;
  update public.post_series s set version = s.version + 1, considered_until = now(),
      paused_at = case wanted when 'paused' then coalesce(s.paused_at, now()) when 'ended' then s.paused_at end,
      paused_by = case wanted when 'paused' then (select auth.uid()) when 'ended' then s.paused_by end,
      ended_at = case wanted when 'ended' then now() end,
      ended_by = case wanted when 'ended' then (select auth.uid()) end
    where s.id = series returning * into held;
  return jsonb_build_object('version', held.version, 'taken_out', cardinality(untouched),
    'made', private.fill_series(held));
end
$$;
grant execute on function move_series(uuid, integer, text) to authenticated;

/* Makes what a running series lacks for the next four weeks. Another worker at the same one is not waited for. */
create or replace function fill_series(series uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
declare held public.post_series;
begin
  select * into held from public.post_series s where s.id = series for update skip locked;
  if not found then return 0; end if;
  return private.fill_series(held);
end
$$;
grant execute on function fill_series(uuid) to service_role;

/* The series of a business, the running ones first, each with its next occurrence. */
create or replace function list_series(business uuid)
returns table (id uuid, name text, weekdays smallint[], local_hour time, media_type text, captions integer,
  version integer, paused_at timestamptz, ended_at timestamptz, next_at timestamptz, next_post uuid, next_caption text)
language sql stable security definer set search_path = ''
as $$
  select s.id, s.name, s.weekdays, s.local_hour, s.media_type, cardinality(s.captions), s.version, s.paused_at, s.ended_at,
    o.scheduled_at, o.id, left(o.caption, 200)
  from public.post_series s
  left join lateral (
    select p.id, p.caption, min(t.scheduled_at) as scheduled_at
    from public.posts p join public.post_targets t on t.post_id = p.id
    where p.series_id = s.id and p.series_on is not null and t.scheduled_at > now()
      and t.state in ('draft', 'approved', 'scheduled', 'claimed', 'container_ready', 'publishing')
    group by p.id order by 3 limit 1
  ) o on true
  where s.business_id = list_series.business and list_series.business in (select private.my_business_ids())
  order by s.ended_at is not null, s.created_at desc, s.id
  limit 200
$$;
grant execute on function list_series(uuid) to authenticated;
