-- The tables of businesses as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/businesses.

-- A business is the tenant: everything belongs to one, and membership is the only way in. It is asked in
-- one place (private.my_business_ids), so that every policy means the same thing by it.

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
  created_at timestamptz not null default now(),
  requires_approval boolean not null default false,
  catalogue_public boolean not null default false,
  media_quota_bytes bigint not null default 2000000000 check (media_quota_bytes >= 0),
  -- When a business was given its first ones: whoever deletes them all is not given them again.
  reply_templates_at timestamptz,
  escalates_to uuid,
  tells_read boolean not null default true,
  retention_months smallint check (retention_months in (6, 12, 24, 36, 60))
);
alter table businesses enable row level security;
grant select on businesses to authenticated;
grant update (name, timezone, language, posting_target_per_week, answer_promise_hours, requires_approval,
    catalogue_public, escalates_to, tells_read, retention_months) on businesses to authenticated;
grant select, insert on businesses to service_role;
grant update (media_quota_bytes) on businesses to service_role;

alter table private.event_counters add foreign key (business_id) references businesses on delete cascade;
alter table events add foreign key (business_id) references businesses on delete cascade;

create table members (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  role text not null check (role in ('owner', 'staff')),
  joined_at timestamptz not null default now(),
  unique (business_id, user_id)
);
create index members_user on members (user_id, business_id);
alter table members enable row level security;
grant select, delete on members to authenticated;
grant update (role) on members to authenticated;
grant select, insert on members to service_role;

alter table businesses add foreign key (id, escalates_to) references members (business_id, user_id) on delete set null (escalates_to);

-- An invitation is a private link: only the hash of its token is stored, it works once and for seven days.

create table invitations (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  email text not null check (email ~ '^[^@\s]+@[^@\s]+$' and char_length(email) <= 254),
  role text not null check (role in ('owner', 'staff')),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  invited_by uuid default auth.uid() references auth.users on delete set null,
  invited_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_by uuid references auth.users on delete set null,
  accepted_at timestamptz
);
create index invitations_business on invitations (business_id, invited_at desc);
alter table invitations enable row level security;
grant select (id, business_id, email, role, invited_by, invited_at, expires_at, accepted_at) on invitations to authenticated;
grant insert (business_id, email, role, token_hash) on invitations to authenticated;
grant delete on invitations to authenticated;
grant insert on invitations to service_role;
grant select on invitations to service_role;
