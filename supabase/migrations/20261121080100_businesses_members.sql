-- A business is the tenant: everything belongs to one, and membership is the only way in. It is asked in
-- one place (private.my_business_ids), so that every policy means the same thing by it.

create function private.is_timezone(name text) returns boolean
language sql stable set search_path = ''
as $$ select exists (select from pg_catalog.pg_timezone_names t where t.name = is_timezone.name) $$;

create table businesses (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){2,47}$'),
  name text not null check (char_length(btrim(name)) between 2 and 80),
  timezone text not null default 'Asia/Jakarta',
  language text not null default 'id' check (language in ('id', 'en')),
  sample boolean not null default false,
  posting_target_per_week smallint not null default 3 check (posting_target_per_week between 1 and 50),
  answer_promise_hours smallint not null default 24 check (answer_promise_hours between 1 and 168),
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now()
);

create function private.check_timezone() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if not private.is_timezone(new.timezone) then
    raise exception 'unknown timezone' using errcode = 'check_violation', constraint = 'businesses_timezone_check';
  end if;
  return new;
end
$$;
create trigger check_timezone before insert or update of timezone on businesses
  for each row execute function private.check_timezone();

create table members (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  role text not null check (role in ('owner', 'staff')),
  joined_at timestamptz not null default now(),
  unique (business_id, user_id)
);
create index members_user on members (user_id, business_id);

create function private.my_business_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$ select m.business_id from public.members m where m.user_id = (select auth.uid()) $$;

create function private.my_owned_business_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$ select m.business_id from public.members m where m.user_id = (select auth.uid()) and m.role = 'owner' $$;

grant execute on function private.my_business_ids() to authenticated;
grant execute on function private.my_owned_business_ids() to authenticated;

alter table businesses enable row level security;
create policy select_mine on businesses for select to authenticated
  using (id in (select private.my_business_ids()));
create policy update_owned on businesses for update to authenticated
  using (id in (select private.my_owned_business_ids()))
  with check (id in (select private.my_owned_business_ids()));
grant select on businesses to authenticated;
grant update (name, timezone, language, posting_target_per_week, answer_promise_hours) on businesses to authenticated;
grant select, insert on businesses to service_role;

alter table members enable row level security;
create policy select_colleagues on members for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy update_owned on members for update to authenticated
  using (business_id in (select private.my_owned_business_ids()))
  with check (business_id in (select private.my_owned_business_ids()));
create policy delete_owned_or_self on members for delete to authenticated
  using (business_id in (select private.my_owned_business_ids()) or user_id = (select auth.uid()));
grant select, delete on members to authenticated;
grant update (role) on members to authenticated;
grant select, insert on members to service_role;

-- A business without an owner could never be governed again.
create function private.keep_an_owner() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner') then
    -- The lock makes two owners who leave at the same moment take turns.
    perform from public.businesses b where b.id = old.business_id for update;
    if found and not exists (
      select from public.members m
      where m.business_id = old.business_id and m.role = 'owner' and m.id <> old.id
    ) then
      raise exception 'a business keeps at least one owner' using errcode = 'P0001', hint = 'last_owner';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
$$;
create trigger keep_an_owner before update of role or delete on members
  for each row execute function private.keep_an_owner();

/* The person who creates a business becomes its owner in the same statement. */
create function create_business(name text, slug text, timezone text) returns businesses
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

/* Names and addresses of colleagues live in auth.users, which the API does not show. */
create function list_members(business uuid)
returns table (id uuid, user_id uuid, role text, joined_at timestamptz, email text)
language sql stable security definer set search_path = ''
as $$
  select m.id, m.user_id, m.role, m.joined_at, u.email::text
  from public.members m join auth.users u on u.id = m.user_id
  where m.business_id = list_members.business
    and list_members.business in (select private.my_business_ids())
  order by m.joined_at, m.id
$$;
grant execute on function list_members(uuid) to authenticated;
