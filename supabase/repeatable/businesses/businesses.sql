create or replace function private.is_timezone(name text) returns boolean
language sql stable set search_path = ''
as $$ select exists (select from pg_catalog.pg_timezone_names t where t.name = is_timezone.name) $$;

create or replace function private.check_timezone() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if not private.is_timezone(new.timezone) then
    raise exception 'unknown timezone' using errcode = 'check_violation', constraint = 'businesses_timezone_check';
  end if;
  return new;
end
$$;
create or replace trigger check_timezone before insert or update of timezone on businesses
  for each row execute function private.check_timezone();

drop policy if exists select_mine on businesses;
create policy select_mine on businesses for select to authenticated
  using (id in (select private.my_business_ids()));
drop policy if exists update_owned on businesses;
create policy update_owned on businesses for update to authenticated
  using (id in (select private.my_owned_business_ids()))
  with check (id in (select private.my_owned_business_ids()));

/* The person who creates a business becomes its owner in the same statement. */
create or replace function create_business(name text, slug text, timezone text) returns businesses
language plpgsql security definer set search_path = ''
as $$
declare made public.businesses;
begin
  if (select auth.uid()) is null then
    raise exception 'sign in first' using errcode = 'insufficient_privilege';
  end if;
  insert into public.businesses (name, slug, timezone, created_by)
    values (btrim(create_business.name), create_business.slug, create_business.timezone, (select auth.uid()))
    returning * into made;
  insert into public.members (business_id, user_id, role) values (made.id, (select auth.uid()), 'owner');
  return made;
end
$$;
grant execute on function create_business(text, text, text) to authenticated;
drop trigger if exists record_creation on businesses;
create constraint trigger record_creation after insert on businesses
  deferrable initially deferred for each row execute function private.record_event('business.created');
drop trigger if exists record_change on businesses;
create constraint trigger record_change after update on businesses
  deferrable initially deferred for each row execute function private.record_event('business.changed');
