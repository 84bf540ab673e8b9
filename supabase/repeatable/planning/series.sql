drop policy if exists select_mine on post_series;
create policy select_mine on post_series for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on series_channels;
create policy select_mine on series_channels for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on series_media;
create policy select_mine on series_media for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on series_facts;
create policy select_mine on series_facts for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on series_skips;
create policy select_mine on series_skips for select to authenticated
  using (business_id in (select private.my_business_ids()));

create or replace function private.keep_skipped() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- When the business itself is being deleted its series goes too.
  if exists (select from public.businesses b where b.id = old.business_id)
    and exists (select from public.post_series s where s.id = old.series_id) then
    insert into public.series_skips (series_id, business_id, day, reason)
      values (old.series_id, old.business_id, old.series_on, 'deleted') on conflict do nothing;
  end if;
  return null;
end
$$;
create or replace trigger keep_skipped after delete on posts
  for each row when (old.series_id is not null and old.series_on is not null)
  execute function private.keep_skipped();
drop trigger if exists record_series on post_series;
create constraint trigger record_series after insert on post_series
  deferrable initially deferred for each row execute function private.record_event('series.created');
drop trigger if exists record_series_change on post_series;
create constraint trigger record_series_change after update on post_series
  deferrable initially deferred for each row
  when (old.version is distinct from new.version
    and old.paused_at is not distinct from new.paused_at and old.ended_at is not distinct from new.ended_at)
  execute function private.record_event('series.changed');
drop trigger if exists record_series_pause on post_series;
create constraint trigger record_series_pause after update on post_series
  deferrable initially deferred for each row when (old.paused_at is null and new.paused_at is not null)
  execute function private.record_event('series.paused');
drop trigger if exists record_series_return on post_series;
create constraint trigger record_series_return after update on post_series
  deferrable initially deferred for each row when (old.paused_at is not null and new.paused_at is null)
  execute function private.record_event('series.resumed');
drop trigger if exists record_series_end on post_series;
create constraint trigger record_series_end after update on post_series
  deferrable initially deferred for each row when (old.ended_at is null and new.ended_at is not null)
  execute function private.record_event('series.ended');

/* When a business moves to another zone, what its series planned keeps its hour on the wall. */
create or replace function private.move_series_zone() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  held public.post_series;
begin
  for held in select s.* from public.post_series s
    where s.business_id = new.id and s.paused_at is null and s.ended_at is null order by s.id for update
  loop
    perform private.rewrite_occurrences(held, array(select private.untouched_occurrences(held)));
  end loop;
  return null;
end
$$;
create or replace trigger move_series_zone after update of timezone on businesses
  for each row when (old.timezone is distinct from new.timezone) execute function private.move_series_zone();
