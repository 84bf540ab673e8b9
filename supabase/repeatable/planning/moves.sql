-- A post is moved to another day as a whole, or not at all.

-- A draft that moves becomes another version too: of two people who move it at once the later one is told.

/*
 * Gives the targets of a post that may still move another day, and another hour when `at_time` is given;
 * otherwise each keeps the hour the clock shows in the business's zone. With `from_day` only those of that day
 * move. `expected_versions`: of all its targets, in the order of their ids, as the person saw them. What was
 * prepared on the network is thrown away; what failed or was missed has another chance (as a draft where it
 * still needs a second person's word); a draft stays a draft.
 *
 * An hour that the day's clock leaves out (spring) becomes the one an hour later, and `shifted` says so; of an
 * hour the clock strikes twice (autumn) the second is meant. That is how `at time zone` reads them.
 *
 * Returns {outcome: 'moved', moved, at, shifted, seen} or {outcome} alone: `changed` (not as seen any more), `busy`
 * (a publisher holds one), `past`, `nothing` (no target may move), `gone`.
 */
create or replace function move_post(
  post uuid, expected_versions integer[], to_day date, valid_hours integer,
  at_time time default null, from_day date default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  zone text;
  chosen uuid[];
  earliest timestamptz;
  shifted boolean;
  unapproved boolean;
begin
  select b.timezone into zone from public.posts p join public.businesses b on b.id = p.business_id
    where p.id = move_post.post and p.business_id in (select private.my_business_ids());
  if not found then return jsonb_build_object('outcome', 'gone'); end if;
  perform from public.post_targets t where t.post_id = move_post.post order by t.id for update;
  if to_jsonb(expected_versions) is distinct from private.seen_versions(move_post.post) then
    return jsonb_build_object('outcome', 'changed');
  end if;
  if exists (
    select from public.post_targets t where t.post_id = move_post.post and t.state in ('claimed', 'publishing')
  ) then
    return jsonb_build_object('outcome', 'busy');
  end if;

  select array_agg(m.id), min(m.local at time zone zone),
      bool_or((m.local at time zone zone) at time zone zone <> m.local)
    into chosen, earliest, shifted
    from (
      select t.id, to_day + coalesce(at_time, (t.scheduled_at at time zone zone)::time) as local
      from public.post_targets t
      where t.post_id = move_post.post and private.may_move(t.state) and t.scheduled_at is not null
        and (from_day is null or (t.scheduled_at at time zone zone)::date = from_day)
    ) m;
  if chosen is null then return jsonb_build_object('outcome', 'nothing'); end if;
  if earliest <= now() then return jsonb_build_object('outcome', 'past'); end if;

  unapproved := (select private.approval_needed(p.business_id) from public.posts p where p.id = move_post.post)
    and not private.is_approved(move_post.post);
  update public.post_targets t set
      state = case when t.state = 'draft' or (unapproved and t.state in ('failed', 'missed'))
        then 'draft' else 'scheduled' end,
      version = t.version + 1,
      scheduled_local = m.local, scheduled_at = m.local at time zone zone, scheduled_zone = zone,
      not_after = m.local at time zone zone
        + coalesce(t.not_after - t.scheduled_at, make_interval(hours => move_post.valid_hours)),
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null
    from (
      select o.id, to_day + coalesce(at_time, (o.scheduled_at at time zone zone)::time) as local
      from public.post_targets o where o.id = any (chosen)
    ) m
    where t.id = m.id;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return jsonb_build_object('outcome', 'moved', 'moved', cardinality(chosen),
    'at', to_char(earliest at time zone zone, 'YYYY-MM-DD"T"HH24:MI'), 'shifted', shifted,
    'seen', private.seen_versions(move_post.post));
end
$$;
grant execute on function move_post(uuid, integer[], date, integer, time, date) to authenticated;
