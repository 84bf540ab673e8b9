/* Takes an untouched occurrence out of the plan: away when nothing hangs on it, else cancelled and let go. */
create or replace function private.take_out_occurrence(post uuid) returns void
language plpgsql set search_path = ''
as $$
begin
  update public.posts p set series_on = null where p.id = post;
  delete from public.posts p where p.id = post
    and not exists (select from public.post_notes n where n.post_id = post)
    and not exists (select from public.publish_attempts a
      join public.post_targets t on t.id = a.target_id where t.post_id = post);
  if found then return; end if;
  update public.posts p set submitted_by = null, submitted_at = null where p.id = post;
  update public.post_targets t set state = 'cancelled', version = t.version + 1,
      container_id = null, container_at = null, next_try_at = null
    where t.post_id = post;
end
$$;

/*
 * Writes the occurrence of a day: a new post (`post` null), or an untouched one again. It is scheduled, or put
 * before a second person where the business wants one, in the name of whoever last changed the series.
 */
create or replace function private.write_occurrence(series public.post_series, zone text, day date, post uuid) returns void
language plpgsql set search_path = ''
as $$
declare
  held public.posts;
  local_time timestamp := day + series.local_hour;
  due timestamptz := private.series_instant(day, series.local_hour, zone);
  waits boolean := private.approval_needed(series.business_id);
  said text := private.series_caption(series, day);
begin
  if post is null then
    insert into public.posts (business_id, media_type, message_type, goal, goal_figure, goal_value, pillar, caption,
        link, first_comment, created_by, updated_by, series_id, series_on, series_version)
      values (series.business_id, series.media_type, series.message_type, series.goal, series.goal_figure,
        series.goal_value, series.pillar, said, series.link, series.first_comment, series.updated_by,
        series.updated_by, series.id, day, 1)
      on conflict do nothing returning * into held;
    if not found then return; end if;
  else
    update public.posts p set media_type = series.media_type, placement = 'feed', message_type = series.message_type,
        goal = series.goal, goal_figure = series.goal_figure, goal_value = series.goal_value, pillar = series.pillar,
        caption = said, link = series.link, first_comment = series.first_comment,
        version = p.version + 1, series_version = p.version + 1,
        updated_by = series.updated_by, updated_at = now(), submitted_by = null, submitted_at = null
      where p.id = post returning * into held;
    delete from public.post_media m where m.post_id = post;
    delete from public.post_facts f where f.post_id = post;
  end if;
  insert into public.post_media (post_id, business_id, position, media_id, alt_text)
    select held.id, m.business_id, m.position, m.media_id, m.alt_text
    from public.series_media m where m.series_id = series.id;
  insert into public.post_facts (post_id, business_id, product_id, fact)
    select held.id, f.business_id, f.product_id, f.fact from public.series_facts f where f.series_id = series.id;
  delete from public.post_targets t
    where t.post_id = held.id
      and t.channel_id not in (select private.series_reach(series.id))
      and not exists (select from public.publish_attempts a where a.target_id = t.id);
  update public.post_targets t set state = 'cancelled', version = t.version + 1,
      container_id = null, container_at = null, next_try_at = null
    where t.post_id = held.id and t.channel_id not in (select private.series_reach(series.id));
  insert into public.post_targets as t (post_id, business_id, channel_id, state, scheduled_at, scheduled_local,
      scheduled_zone, not_after)
    select held.id, held.business_id, channel_id, case when waits then 'draft' else 'scheduled' end,
      due, local_time, zone, due + make_interval(hours => series.valid_hours)
    from private.series_reach(series.id) as channel_id
    on conflict (post_id, channel_id) do update set
      state = excluded.state, version = t.version + 1, caption = null,
      scheduled_at = excluded.scheduled_at, scheduled_local = excluded.scheduled_local,
      scheduled_zone = excluded.scheduled_zone, not_after = excluded.not_after,
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null;
  if waits then
    update public.posts p set submitted_by = series.updated_by, submitted_at = now() where p.id = held.id;
  end if;
  insert into public.post_revisions (post_id, business_id, version, edited_by, content)
    values (held.id, held.business_id, held.version, series.updated_by, jsonb_build_object(
      'media_type', held.media_type, 'placement', held.placement, 'message_type', held.message_type,
      'goal', held.goal, 'goal_figure', held.goal_figure, 'goal_value', held.goal_value, 'pillar', held.pillar,
      'caption', held.caption, 'link', held.link, 'first_comment', held.first_comment,
      'pictures', (select coalesce(jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt_text', m.alt_text)
        order by m.position), '[]') from public.series_media m where m.series_id = series.id),
      'targets', (select coalesce(jsonb_agg(jsonb_build_object('channel_id', w.channel_id, 'caption', null)
        order by w.channel_id), '[]') from public.series_channels w where w.series_id = series.id),
      'facts', (select coalesce(jsonb_agg(jsonb_build_object('product_id', f.product_id, 'fact', f.fact)
        order by f.product_id, f.fact), '[]') from public.series_facts f where f.series_id = series.id),
      'local_time', local_time, 'submit', true));
end
$$;

/* Notes the days whose hour passed while nobody made their occurrence: they are not made late. */
create or replace function private.note_late(series public.post_series) returns void
language plpgsql set search_path = ''
as $$
declare zone text;
begin
  if series.paused_at is not null or series.ended_at is not null then return; end if;
  select b.timezone into zone from public.businesses b where b.id = series.business_id;
  -- After a very long silence the last sixty days say enough.
  insert into public.series_skips (series_id, business_id, day, reason, skipped_by)
    select series.id, series.business_id, d, 'late', null
    from private.series_days(series,
      greatest((series.considered_until at time zone zone)::date, (now() at time zone zone)::date - 60),
      (now() at time zone zone)::date) as d
    where private.series_instant(d, series.local_hour, zone) > series.considered_until
      and private.series_instant(d, series.local_hour, zone) <= now()
      and not exists (select from public.posts p where p.series_id = series.id and p.series_on = d)
    on conflict do nothing;
  update public.post_series s set considered_until = now() where s.id = series.id;
end
$$;

/*
 * Makes the occurrences of the next 28 days that are not there yet, never one whose hour has passed. Without a
 * connected channel nothing is made. Returns how many were made.
 */
create or replace function private.fill_series(series public.post_series) returns integer
language plpgsql set search_path = ''
as $$
declare
  zone text;
  today date;
  day date;
  made integer := 0;
begin
  perform private.note_late(series);
  if series.paused_at is not null or series.ended_at is not null
    or not exists (select private.series_reach(series.id)) then return 0; end if;
  select b.timezone into zone from public.businesses b where b.id = series.business_id;
  today := (now() at time zone zone)::date;
  for day in select d from private.series_days(series, today, today + 28) as d
    where private.series_instant(d, series.local_hour, zone) > now()
      and not exists (select from public.posts p where p.series_id = series.id and p.series_on = d)
      and not exists (select from public.series_skips k where k.series_id = series.id and k.day = d)
  loop
    perform private.write_occurrence(series, zone, day, null);
    made := made + 1;
  end loop;
  if made > 0 then perform pg_catalog.pg_notify('tanggap_due', ''); end if;
  return made;
end
$$;

/*
 * Brings untouched occurrences in line with the series as it is now: rewritten where the day still belongs to it
 * and its hour is to come, taken out where not; a day whose new hour has passed already is noted as late.
 */
create or replace function private.rewrite_occurrences(series public.post_series, untouched uuid[]) returns integer
language plpgsql set search_path = ''
as $$
declare
  zone text;
  post record;
  rewritten integer := 0;
begin
  select b.timezone into zone from public.businesses b where b.id = series.business_id;
  for post in select p.id, p.series_on from public.posts p where p.id = any (untouched) order by p.id loop
    if not exists (select from private.series_days(series, post.series_on, post.series_on))
      or not exists (select private.series_reach(series.id)) then
      perform private.take_out_occurrence(post.id);
    elsif private.series_instant(post.series_on, series.local_hour, zone) <= now() then
      perform private.take_out_occurrence(post.id);
      insert into public.series_skips (series_id, business_id, day, reason, skipped_by)
        values (series.id, series.business_id, post.series_on, 'late', null) on conflict do nothing;
    else
      perform private.write_occurrence(series, zone, post.series_on, post.id);
      rewritten := rewritten + 1;
    end if;
  end loop;
  if cardinality(untouched) > 0 then perform pg_catalog.pg_notify('tanggap_due', ''); end if;
  return rewritten;
end
$$;
