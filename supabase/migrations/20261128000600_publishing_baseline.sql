-- The tables of publishing as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/publishing.

-- The attempt ledger: a row is written before every call that is not idempotent, and closed after it. A
-- restart finds the open row, asks the network what happened, and only then decides.

create table publish_attempts (
  id uuid primary key default gen_random_uuid(),
  target_id uuid not null,
  business_id uuid not null,
  step text not null check (step in ('prepare', 'publish')),
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  outcome text check (outcome in ('ok', 'failed', 'unknown', 'found', 'absent')),
  reason text,
  trace text,
  -- Since when the network has been asked what became of an attempt.
  looked_from timestamptz,
  foreign key (target_id, business_id) references post_targets (id, business_id) on delete cascade,
  check ((closed_at is null) = (outcome is null))
);
create unique index publish_attempts_one_open on publish_attempts (target_id) where closed_at is null;
create index publish_attempts_target on publish_attempts (target_id, opened_at);
create index publish_attempts_business on publish_attempts (business_id);
alter table publish_attempts enable row level security;
grant select on publish_attempts to authenticated;
grant select on publish_attempts to service_role;

-- What a post's figures were at six ages, and how many followed a channel on each day. Missing is null, never 0; a
-- figure that could not be read at its age is not read later under a wrong one.

create table post_metrics (
  target_id uuid not null,
  business_id uuid not null,
  age_hours smallint not null check (age_hours in (1, 6, 24, 72, 168, 672)),
  -- Null: not taken, and `reason` says why (`late`: nobody looked in time).
  taken_at timestamptz,
  reason text,
  reach integer check (reach >= 0),
  likes integer check (likes >= 0),
  comments integer check (comments >= 0),
  shares integer check (shares >= 0),
  saves integer check (saves >= 0),
  views integer check (views >= 0),
  primary key (target_id, age_hours),
  foreign key (target_id, business_id) references post_targets (id, business_id) on delete cascade,
  check ((taken_at is null) = (reason is not null)),
  check (taken_at is not null or num_nonnulls(reach, likes, comments, shares, saves, views) = 0)
);
create index post_metrics_business on post_metrics (business_id, taken_at);
alter table post_metrics enable row level security;
grant select on post_metrics to authenticated;
grant select on post_metrics to service_role;

create table channel_metrics (
  channel_id uuid not null,
  business_id uuid not null,
  -- In the business's zone.
  day date not null,
  taken_at timestamptz not null default now(),
  followers integer check (followers >= 0),
  primary key (channel_id, day),
  foreign key (channel_id, business_id) references channels (id, business_id) on delete cascade
);
create index channel_metrics_business on channel_metrics (business_id, day);
alter table channel_metrics enable row level security;
grant select on channel_metrics to authenticated;
grant select on channel_metrics to service_role;

-- Assisted posting. At its hour a target on an assisted channel becomes `unconfirmed` because of `your_turn`: nothing
-- was sent, a person is asked. Who made the post and who owns the business are reminded, each once; the row of a
-- reminder is there before anything is sent, and in the same transaction as the state. A crash between sending
-- and writing it down sends it again: twice is the lesser evil than not at all, and the phone shows one.

create table reminders (
  id uuid primary key default gen_random_uuid(),
  target_id uuid not null,
  business_id uuid not null,
  user_id uuid not null references auth.users on delete cascade,
  due_at timestamptz not null default now(),
  -- After this hour nobody is reminded any more.
  not_after timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'failed')),
  way text check (way in ('push', 'mail')),
  tries smallint not null default 0,
  -- When the present or latest try began, and until when nobody else may begin one.
  opened_at timestamptz,
  lease_until timestamptz,
  sent_at timestamptz,
  foreign key (target_id, business_id) references post_targets (id, business_id) on delete cascade,
  check ((state = 'sent') = (sent_at is not null and way is not null))
);
create unique index reminders_one_waiting on reminders (target_id, user_id) where state = 'waiting';
create index reminders_target on reminders (target_id, business_id);
create index reminders_due on reminders (due_at) where state = 'waiting';
create index reminders_business on reminders (business_id);
create index reminders_user on reminders (user_id);
alter table reminders enable row level security;
grant select on reminders to authenticated;
grant select on reminders to service_role;

-- What an account says under its own post once it is out: said once, never twice. The row is the ledger: it is marked
-- open (`opened_at`) before the call and closed after it; whoever finds it open asks the network first.

create table first_comments (
  target_id uuid primary key,
  business_id uuid not null,
  body text not null check (char_length(btrim(body)) between 1 and 2200),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'unconfirmed')),
  version integer not null default 1,
  tries smallint not null default 0,
  -- When somebody should send it or look for it; while it is sent, until when nobody else may.
  due_at timestamptz default now(),
  opened_at timestamptz,
  remote_id text,
  reason text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (target_id, business_id) references post_targets (id, business_id) on delete cascade,
  check ((state in ('waiting', 'sending')) = (due_at is not null)),
  check ((state = 'sending') = (opened_at is not null)),
  check ((state = 'sent') = (sent_at is not null))
);
create index first_comments_due on first_comments (due_at) where due_at is not null;
create index first_comments_business on first_comments (business_id);
alter table first_comments enable row level security;
grant select on first_comments to authenticated;
grant select on first_comments to service_role;

create table preflights (
  target_id uuid primary key,
  business_id uuid not null,
  checked_at timestamptz not null default now(),
  moment text not null check (moment in ('24h', '1h')),
  -- [{"code", ...}]: what stands in the way, as the channels name it, with the figures of its sentence.
  problems jsonb not null default '[]' check (jsonb_typeof(problems) = 'array'),
  foreign key (target_id, business_id) references post_targets (id, business_id) on delete cascade
);
create index preflights_problems on preflights (business_id) where problems <> '[]';
create index preflights_business on preflights (business_id);
alter table preflights enable row level security;
grant select on preflights to authenticated;
grant select on preflights to service_role;
