-- The tables of channels as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/channels.

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
  followers_due_at timestamptz default now(),
  place text check (place in ('instagram', 'facebook', 'whatsapp', 'tiktok', 'other')),
  -- The day, in the business's zone, of the latest letter about a problem of the channel.
  problem_mailed_on date,
  -- The operator says whether the network gave the app the feature to answer as a person for seven days.
  human_agent boolean not null default false,
  templates_read_at timestamptz,
  unique (id, business_id),
  unique (business_id, network, kind, external_id),
  check ((kind in ('instagram', 'facebook', 'whatsapp')) = (external_id is not null and network is not null)),
  check ((problem is null) = (problem_at is null)),
  constraint channels_place check (place is null or kind = 'assisted')
);
create index channels_business on channels (business_id);
-- One live connection per external account, whoever connects it.
create unique index channels_one_live on channels (network, kind, external_id) where disconnected_at is null;
create index channels_followers_due on channels (followers_due_at);
create unique index channels_one_assisted on channels (business_id, place, lower(name))
  where kind = 'assisted' and disconnected_at is null;

-- "Catat percakapan": what a customer said in the shop, on the telephone or in a private WhatsApp is logged by hand and
-- counts like the rest. It stands on the business's own channel of kind `manual`, made on first use.

create unique index channels_one_manual on channels (business_id) where kind = 'manual';

-- The widget's channel and the public keys by which other sites name it. A key is no secret: whoever reads the page
-- reads it. What it opens is the form, from the origins that the owner allows; it can be replaced, and the old one
-- works for seven more days, for pages that nobody changes at once.

-- NOTE: unique where a condition holds, said as an expression: see cases_one_open.
create unique index channels_one_widget on channels ((case when kind = 'widget' then business_id end));
alter table channels enable row level security;
grant select on channels to authenticated;
grant select, insert, update on channels to service_role;

create table channel_secrets (
  channel_id uuid primary key references channels on delete cascade,
  sealed text not null,
  sealed_at timestamptz not null default now(),
  granted_by text
);
create index channel_secrets_granted_by on channel_secrets (granted_by) where granted_by is not null;
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
  finished_at timestamptz,
  granted_by text
);
create index connection_flows_business on connection_flows (business_id);
create index connection_flows_user on connection_flows (user_id);
alter table connection_flows enable row level security;
grant select, insert, update, delete on connection_flows to service_role;

-- A person had what the network told us of them deleted; holds nothing of the person.
create table data_deletions (
  id uuid primary key default gen_random_uuid(),
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  -- How many channels lost their access by it.
  channels integer not null,
  deleted_at timestamptz not null default now()
);
alter table data_deletions enable row level security;
