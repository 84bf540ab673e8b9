-- Where a person's phone can be reached (web push), and the keys by which push services know this installation.
-- Both are for the program alone: an endpoint is an address anybody could send to who had the keys.

create table installation_keys (
  name text primary key check (name in ('web-push')),
  public text not null,
  sealed text not null,
  made_at timestamptz not null default now()
);
alter table installation_keys enable row level security;
grant select, insert, delete on installation_keys to service_role;

create table push_devices (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users on delete cascade,
  endpoint text not null unique check (char_length(endpoint) between 1 and 1000),
  p256dh text not null check (char_length(p256dh) between 80 and 100),
  auth text not null check (char_length(auth) between 16 and 40),
  language text not null default 'id' check (language in ('id', 'en')),
  added_at timestamptz not null default now()
);
create index push_devices_user on push_devices (user_id, added_at);
alter table push_devices enable row level security;
grant select, delete on push_devices to service_role;

/*
 * Remembers the device in the person's hands; one that somebody else used before is theirs now. A person has ten at
 * most: the oldest goes.
 */
create function remember_device(endpoint text, p256dh text, auth text, language text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.push_devices as d (user_id, endpoint, p256dh, auth, language)
    values ((select auth.uid()), remember_device.endpoint, remember_device.p256dh, remember_device.auth,
      remember_device.language)
    on conflict on constraint push_devices_endpoint_key do update set
      user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, language = excluded.language,
      added_at = now();
  delete from public.push_devices d where d.id in (
    select o.id from public.push_devices o where o.user_id = (select auth.uid())
    order by o.added_at desc, o.id offset 10);
end
$$;
grant execute on function remember_device(text, text, text, text) to authenticated;

/* Whoever can name a device's address has it in hand. */
create function forget_device(endpoint text) returns void
language sql volatile security definer set search_path = ''
as $$
  delete from public.push_devices d where d.endpoint = forget_device.endpoint and d.user_id = (select auth.uid())
$$;
grant execute on function forget_device(text) to authenticated;
