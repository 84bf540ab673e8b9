-- The tables of platform as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/platform.

-- Who may be named in a grant, and that nothing is granted by default: from here on each table and each
-- function says itself who may do what. On Supabase the roles are there already and hold broad default
-- privileges; on our own API they are made here.

do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin noinherit bypassrls; end if;
end
$$;

create schema private;

revoke all on schema public from public;

grant usage on schema public, private to anon, authenticated, service_role;

alter default privileges revoke all on tables from public, anon, authenticated, service_role;
alter default privileges revoke all on sequences from public, anon, authenticated, service_role;
alter default privileges revoke all on functions from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;

revoke all on all tables in schema public from public, anon, authenticated, service_role;

revoke all on all functions in schema public from public, anon, authenticated, service_role;

-- Pictures are put and fetched by the service role; who may see which is decided by the tables that name them.
-- Supabase grants this itself, our own API does not.

do $$
begin
  if not has_schema_privilege('service_role', 'storage', 'usage') then
    grant usage on schema storage to service_role;
  end if;
  if not has_table_privilege('service_role', 'storage.objects', 'insert') then
    grant select, insert, update, delete on storage.buckets, storage.objects to service_role;
  end if;
end
$$;

-- What happened, in order. A sequence's order is not commit order, so a reader with a cursor would skip
-- rows; the number therefore comes from a counter row of the business, taken by a deferred trigger at the
-- very end of the transaction. Within a business numbers have no gaps and follow commit order; no business
-- waits for another.

create table private.event_counters (
  business_id uuid primary key,
  last bigint not null default 0
);

create table events (
  business_id uuid not null,
  number bigint not null,
  kind text not null check (kind ~ '^[a-z]+\.[a-z_]+$'),
  subject uuid not null,
  actor uuid,
  at timestamptz not null default now(),
  relayed_at timestamptz,
  primary key (business_id, number)
);
create index events_unrelayed on events (business_id, number) where relayed_at is null;
create index events_subject on events (subject);
alter table events enable row level security;
grant select (business_id, number, kind, subject, actor, at) on events to authenticated;
grant select on events to service_role;

-- Limits on sign-in, sign-up, reset and public pages live in the database, so that they hold across
-- processes and restarts. The key is a hash: no address and no e-mail is kept.

create table rate_limits (
  key bytea primary key check (octet_length(key) = 32),
  level double precision not null,
  updated_at timestamptz not null default now()
);
create index rate_limits_age on rate_limits (updated_at);
alter table rate_limits enable row level security;

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
