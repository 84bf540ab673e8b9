-- A plan from a file, all of it or nothing.

/*
 * Makes the posts of a plan through save_post, in one statement: one that can't be made takes all back. `rows`:
 * [{id, content, pictures, targets, facts, submit, local_time}] as save_post takes them, at most 500. The id comes from what a row
 * says, so the same file twice makes nothing new.
 *
 * Returns {known, draft, submitted, scheduled}: how many were there before, and what became of the new ones.
 */
create or replace function import_plan(business uuid, plan jsonb, valid_hours integer) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  zone text;
  item record;
  state text;
  counts jsonb := '{"known": 0, "draft": 0, "submitted": 0, "scheduled": 0}';
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then raise exception 'not a member' using errcode = 'insufficient_privilege'; end if;
  if jsonb_array_length(plan) > 500 then
    raise exception 'too many rows' using errcode = 'check_violation';
  end if;
  -- Two windows with the same file take turns.
  perform pg_advisory_xact_lock(hashtextextended('import_plan ' || business::text, 0));
  for item in select * from jsonb_to_recordset(plan) as r (id uuid, content jsonb, pictures jsonb, targets jsonb,
    facts jsonb, submit boolean, local_time timestamp)
  loop
    if exists (select from public.posts p where p.id = item.id and p.business_id = business) then
      state := 'known';
    elsif item.submit and item.local_time at time zone zone <= now() then
      raise exception 'an hour of the plan has passed' using errcode = 'check_violation', hint = item.id::text;
    else
      state := public.save_post(item.id, business, 0, item.content, item.pictures, item.targets, item.facts,
        item.submit, valid_hours, item.local_time) ->> 'state';
    end if;
    counts := jsonb_set(counts, array[state], to_jsonb((counts ->> state)::integer + 1));
  end loop;
  return counts;
end
$$;
grant execute on function import_plan(uuid, jsonb, integer) to authenticated;
