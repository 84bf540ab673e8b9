drop policy if exists select_mine on cases;
create policy select_mine on cases for select to authenticated
  using (business_id in (select private.my_business_ids()) and erased_at is null);
drop policy if exists select_mine on case_promises;
create policy select_mine on case_promises for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on case_steps;
create policy select_mine on case_steps for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on case_steps;
create policy insert_mine on case_steps for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on case_resolutions;
create policy select_mine on case_resolutions for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on case_closures;
create policy select_mine on case_closures for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on case_reopenings;
create policy select_mine on case_reopenings for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on ratings;
create policy select_mine on ratings for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* The row moves its case, and only from where it may: what has moved on meanwhile raises. */
create or replace function private.move_case() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  case tg_table_name
    when 'case_promises' then
      update public.cases c set promise = new.what, due_at = new.due_at, responsible = new.responsible,
          version = c.version + 1
        where c.id = new.case_id and c.state = 'open';
    when 'case_resolutions' then
      update public.cases c set state = 'resolved', resolved_at = new.resolved_at,
          first_resolved_at = coalesce(c.first_resolved_at, new.resolved_at), version = c.version + 1
        where c.id = new.case_id and c.state = 'open';
    when 'case_closures' then
      update public.cases c set state = 'closed', closed_at = new.closed_at, version = c.version + 1
        where c.id = new.case_id and c.state = 'resolved'
          and new.resolution_id = private.standing_resolution(c.id);
    when 'case_reopenings' then
      update public.cases c set state = 'open', reopened_at = new.reopened_at, version = c.version + 1
        where c.id = new.case_id and c.state in ('resolved', 'closed')
          and new.resolution_id = private.standing_resolution(c.id);
  end case;
  if not found then
    raise exception 'the case has moved on' using errcode = 'check_violation', constraint = 'case_state';
  end if;
  return null;
end
$$;

create or replace function private.standing_resolution(of_case uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  select r.id from public.case_resolutions r where r.case_id = of_case order by r.resolved_at desc, r.id desc limit 1
$$;
create or replace trigger move_case after insert on case_promises for each row execute function private.move_case();
create or replace trigger move_case after insert on case_resolutions for each row execute function private.move_case();
create or replace trigger move_case after insert on case_closures for each row execute function private.move_case();
create or replace trigger move_case after insert on case_reopenings for each row execute function private.move_case();

/* As record_event, about the case of the row. */
create or replace function private.record_case_event() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.append_event(new.business_id, tg_argv[0], new.case_id);
  return null;
end
$$;
drop trigger if exists record_opening on cases;
create constraint trigger record_opening after insert on cases
  deferrable initially deferred for each row execute function private.record_event('case.opened');
drop trigger if exists record_promise on case_promises;
create constraint trigger record_promise after insert on case_promises
  deferrable initially deferred for each row execute function private.record_case_event('case.promised');
drop trigger if exists record_step on case_steps;
create constraint trigger record_step after insert on case_steps
  deferrable initially deferred for each row execute function private.record_case_event('case.noted');
drop trigger if exists record_resolution on case_resolutions;
create constraint trigger record_resolution after insert on case_resolutions
  deferrable initially deferred for each row execute function private.record_case_event('case.resolved');
drop trigger if exists record_confirmation on case_closures;
create constraint trigger record_confirmation after insert on case_closures
  deferrable initially deferred for each row when (new.how = 'customer')
  execute function private.record_case_event('case.confirmed');
drop trigger if exists record_closing on case_closures;
create constraint trigger record_closing after insert on case_closures
  deferrable initially deferred for each row when (new.how <> 'customer')
  execute function private.record_case_event('case.closed');
drop trigger if exists record_reopening on case_reopenings;
create constraint trigger record_reopening after insert on case_reopenings
  deferrable initially deferred for each row execute function private.record_case_event('case.reopened');
drop trigger if exists record_rating on ratings;
create constraint trigger record_rating after insert on ratings
  deferrable initially deferred for each row when (new.case_id is not null)
  execute function private.record_case_event('case.rated');
drop trigger if exists record_escalation on case_escalations;
create constraint trigger record_escalation after insert on case_escalations
  deferrable initially deferred for each row execute function private.record_case_event('case.overdue');
