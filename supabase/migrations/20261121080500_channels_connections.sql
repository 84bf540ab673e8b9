-- A channel is where content goes out and messages come in. Its credentials stand in a table of their own
-- without policies: no person's session ever reads them, only the service role does, as ciphertext.

create table channels (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  kind text not null check (kind in ('instagram', 'facebook', 'whatsapp', 'widget', 'assisted', 'manual')),
  network text check (network in ('meta', 'sandbox')),
  external_id text,
  page_id text,
  name text not null check (char_length(name) between 1 and 120),
  connected_by uuid references auth.users on delete set null,
  connected_at timestamptz not null default now(),
  disconnected_by uuid references auth.users on delete set null,
  disconnected_at timestamptz,
  -- Why the connection does not work at present, and since when; null while it works.
  problem text,
  problem_at timestamptz,
  unique (id, business_id),
  unique (business_id, network, kind, external_id),
  check ((kind in ('instagram', 'facebook', 'whatsapp')) = (external_id is not null and network is not null)),
  check ((problem is null) = (problem_at is null))
);
create index channels_business on channels (business_id);
-- One live connection per external account, whoever connects it.
create unique index channels_one_live on channels (network, kind, external_id) where disconnected_at is null;

alter table channels enable row level security;
create policy select_mine on channels for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on channels to authenticated;
grant select, insert, update on channels to service_role;

create table channel_secrets (
  channel_id uuid primary key references channels on delete cascade,
  sealed text not null,
  sealed_at timestamptz not null default now()
);
alter table channel_secrets enable row level security;
grant select, insert, update, delete on channel_secrets to service_role;

-- Between the network's consent page and the choice of accounts: who started it, and what came back.
create table connection_flows (
  id uuid primary key default gen_random_uuid(),
  state_hash bytea not null unique check (octet_length(state_hash) = 32),
  business_id uuid not null references businesses on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  network text not null check (network in ('meta', 'sandbox')),
  started_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '30 minutes',
  returned_at timestamptz,
  sealed text,
  finished_at timestamptz
);
create index connection_flows_business on connection_flows (business_id);
create index connection_flows_user on connection_flows (user_id);
alter table connection_flows enable row level security;
grant select, insert, update, delete on connection_flows to service_role;

create constraint trigger record_connection after insert on channels
  deferrable initially deferred for each row execute function private.record_event('channel.connected');
create constraint trigger record_return after update on channels
  deferrable initially deferred for each row
  when (old.disconnected_at is not null and new.disconnected_at is null)
  execute function private.record_event('channel.connected');
create constraint trigger record_disconnection after update on channels
  deferrable initially deferred for each row
  when (old.disconnected_at is null and new.disconnected_at is not null)
  execute function private.record_event('channel.disconnected');
create constraint trigger record_problem after update on channels
  deferrable initially deferred for each row
  when (old.problem is distinct from new.problem)
  execute function private.record_event('channel.changed');

/*
 * Connects an account, or renews its credentials when this business has it already.
 * Fails with `unique_violation` on channels_one_live when another business holds it live.
 */
create function connect_channel(
  business uuid, member uuid, kind text, network text, external_id text, page_id text, name text, sealed text
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare connected uuid;
begin
  if not exists (
    select from public.members m where m.business_id = business and m.user_id = member and m.role = 'owner'
  ) then
    raise exception 'not an owner' using errcode = 'insufficient_privilege';
  end if;
  -- An account that comes back keeps its row, and with it its posts and conversations.
  update public.channels c set
      page_id = connect_channel.page_id, name = connect_channel.name, problem = null, problem_at = null,
      disconnected_at = null, disconnected_by = null
    where c.business_id = business and c.kind = connect_channel.kind and c.network = connect_channel.network
      and c.external_id = connect_channel.external_id
    returning c.id into connected;
  if connected is null then
    insert into public.channels (business_id, kind, network, external_id, page_id, name, connected_by)
      values (business, connect_channel.kind, connect_channel.network, connect_channel.external_id,
        connect_channel.page_id, connect_channel.name, member)
      returning id into connected;
  end if;
  insert into public.channel_secrets as s (channel_id, sealed) values (connected, connect_channel.sealed)
    on conflict (channel_id) do update set sealed = excluded.sealed, sealed_at = now();
  return connected;
end
$$;
grant execute on function connect_channel(uuid, uuid, text, text, text, text, text, text) to service_role;

/* Disconnecting destroys the credentials in the same statement; what was said stays. */
create function disconnect_channel(channel uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.channels c set disconnected_at = now(), disconnected_by = (select auth.uid())
    where c.id = channel and c.disconnected_at is null
      and c.business_id in (select private.my_owned_business_ids());
  if not found then return false; end if;
  delete from public.channel_secrets s where s.channel_id = channel;
  return true;
end
$$;
grant execute on function disconnect_channel(uuid) to authenticated;
