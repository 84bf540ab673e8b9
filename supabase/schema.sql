-- What the migrations and the repeatable files make together, read back from the database by npm run schema.
-- To be read and compared; nobody applies it.

grant usage on schema private to anon;
grant usage on schema private to authenticated;
grant usage on schema private to service_role;
grant usage on schema public to anon;
grant usage on schema public to authenticated;
grant usage on schema public to service_role;
grant usage on schema storage to service_role;

-- default privileges in every schema on objects of kind f: none

create extension btree_gin with schema extensions;
create type private.arrival as (
  place bigint,
  item_id bigint,
  business_id uuid,
  channel_id uuid,
  message_id uuid,
  external_id text,
  person text,
  name text,
  username text,
  sort text,
  spot text,
  at timestamp with time zone,
  said jsonb,
  contact_id uuid,
  identity_id uuid,
  conversation_id uuid
);
create sequence public.webhook_items_id_seq;

create table private.answer_times (
  business_id uuid not null,
  n integer not null,
  seconds integer,
  measured_at timestamp with time zone default now() not null
);
alter table private.answer_times enable row level security;

create table private.erased_messages (
  id uuid not null,
  business_id uuid not null
);
alter table private.erased_messages enable row level security;

create table private.event_counters (
  business_id uuid not null,
  last bigint default 0 not null
);
alter table private.event_counters enable row level security;

create table private.installation_secrets (
  fingerprint text not null,
  since timestamp with time zone default now() not null
);
alter table private.installation_secrets enable row level security;

create table private.processes (
  id uuid not null,
  kind text not null,
  host text not null,
  pid integer not null,
  works boolean not null,
  healthy boolean not null,
  fingerprint text not null,
  pool integer not null,
  started_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null
);
alter table private.processes enable row level security;

create table public.away_messages (
  business_id uuid not null,
  body text not null,
  active boolean not null,
  set_by uuid default auth.uid(),
  set_at timestamp with time zone default now() not null
);
alter table public.away_messages enable row level security;

create table public.business_hour_exceptions (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  name text not null,
  from_on date not null,
  to_on date not null,
  opens time without time zone,
  closes time without time zone
);
alter table public.business_hour_exceptions enable row level security;

create table public.business_hours (
  business_id uuid not null,
  weekday smallint not null,
  opens time without time zone not null,
  closes time without time zone not null
);
alter table public.business_hours enable row level security;

create table public.businesses (
  id uuid default gen_random_uuid() not null,
  slug text not null,
  name text not null,
  timezone text default 'Asia/Jakarta'::text not null,
  language text default 'id'::text not null,
  sample boolean default false not null,
  posting_target_per_week smallint default 3 not null,
  answer_promise_hours smallint default 24 not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  requires_approval boolean default false not null,
  catalogue_public boolean default false not null,
  media_quota_bytes bigint default 2000000000 not null,
  reply_templates_at timestamp with time zone,
  escalates_to uuid,
  tells_read boolean default true not null,
  retention_months smallint
);
alter table public.businesses enable row level security;

create table public.calendar_feeds (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  made_at timestamp with time zone default now() not null
);
alter table public.calendar_feeds enable row level security;

create table public.case_closures (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  case_id uuid not null,
  resolution_id uuid not null,
  how text not null,
  closed_by uuid default auth.uid(),
  link_id uuid,
  closed_at timestamp with time zone default now() not null
);
alter table public.case_closures enable row level security;

create table public.case_escalations (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  case_id uuid not null,
  due_at timestamp with time zone not null,
  user_id uuid,
  noticed_at timestamp with time zone default now() not null,
  tries smallint default 1 not null,
  lease_until timestamp with time zone,
  mailed_at timestamp with time zone
);
alter table public.case_escalations enable row level security;

create table public.case_links (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  case_id uuid not null,
  token_hash bytea not null,
  made_by uuid default auth.uid(),
  made_at timestamp with time zone default now() not null,
  revoked_by uuid,
  revoked_at timestamp with time zone
);
alter table public.case_links enable row level security;

create table public.case_promises (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  case_id uuid not null,
  what text not null,
  due_at timestamp with time zone not null,
  responsible uuid,
  made_by uuid default auth.uid(),
  made_at timestamp with time zone default now() not null
);
alter table public.case_promises enable row level security;

create table public.case_reopenings (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  case_id uuid not null,
  resolution_id uuid not null,
  reason text not null,
  by_customer boolean not null,
  reopened_by uuid default auth.uid(),
  link_id uuid,
  reopened_at timestamp with time zone default now() not null
);
alter table public.case_reopenings enable row level security;

create table public.case_resolutions (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  case_id uuid not null,
  what text not null,
  asks_rating boolean default false not null,
  resolved_by uuid default auth.uid(),
  resolved_at timestamp with time zone default now() not null
);
alter table public.case_resolutions enable row level security;

create table public.case_steps (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  case_id uuid not null,
  what text not null,
  for_customer boolean default false not null,
  made_by uuid default auth.uid(),
  made_at timestamp with time zone default now() not null
);
alter table public.case_steps enable row level security;

create table public.cases (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  conversation_id uuid not null,
  message_id uuid,
  number text not null,
  category text default 'other'::text not null,
  wants text default 'unknown'::text not null,
  wants_words text default ''::text not null,
  complaint text default ''::text not null,
  opened_by uuid default auth.uid(),
  opened_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  erased_at timestamp with time zone,
  state text default 'open'::text not null,
  promise text default ''::text not null,
  due_at timestamp with time zone not null,
  responsible uuid,
  first_resolved_at timestamp with time zone,
  resolved_at timestamp with time zone,
  reopened_at timestamp with time zone,
  closed_at timestamp with time zone
);
alter table public.cases enable row level security;

create table public.channel_metrics (
  channel_id uuid not null,
  business_id uuid not null,
  day date not null,
  taken_at timestamp with time zone default now() not null,
  followers integer
);
alter table public.channel_metrics enable row level security;

create table public.channel_secrets (
  channel_id uuid not null,
  sealed text not null,
  sealed_at timestamp with time zone default now() not null,
  granted_by text
);
alter table public.channel_secrets enable row level security;

create table public.channels (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  kind text not null,
  network text,
  external_id text,
  page_id text,
  name text not null,
  connected_by uuid,
  connected_at timestamp with time zone default now() not null,
  disconnected_by uuid,
  disconnected_at timestamp with time zone,
  problem text,
  problem_at timestamp with time zone,
  followers_due_at timestamp with time zone default now(),
  place text,
  problem_mailed_on date,
  human_agent boolean default false not null,
  templates_read_at timestamp with time zone
);
alter table public.channels enable row level security;

create table public.comment_actions (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  message_id uuid not null,
  action text not null,
  state text default 'queued'::text not null,
  reason text,
  asked_by uuid default auth.uid(),
  asked_at timestamp with time zone default clock_timestamp() not null,
  ended_at timestamp with time zone,
  version integer default 1 not null,
  tries smallint default 0 not null,
  next_try_at timestamp with time zone,
  lease_until timestamp with time zone
);
alter table public.comment_actions enable row level security;

create table public.connection_flows (
  id uuid default gen_random_uuid() not null,
  state_hash bytea not null,
  business_id uuid not null,
  user_id uuid not null,
  network text not null,
  started_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone default (now() + '00:30:00'::interval) not null,
  returned_at timestamp with time zone,
  sealed text,
  finished_at timestamp with time zone,
  granted_by text
);
alter table public.connection_flows enable row level security;

create table public.consents (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  contact_id uuid not null,
  purpose text not null,
  way text not null,
  wording text not null,
  given_at timestamp with time zone not null,
  recorded_by uuid default auth.uid(),
  recorded_at timestamp with time zone default now() not null,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone
);
alter table public.consents enable row level security;

create table public.contact_copies (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  contact_id uuid not null,
  made_by uuid,
  made_at timestamp with time zone default now() not null
);
alter table public.contact_copies enable row level security;

create table public.contact_merges (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  identity_ids uuid[] not null,
  merged_by uuid default auth.uid(),
  merged_at timestamp with time zone default now() not null,
  undone_by uuid,
  undone_at timestamp with time zone
);
alter table public.contact_merges enable row level security;

create table public.contacts (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  name text default ''::text not null,
  created_at timestamp with time zone default now() not null,
  search tsvector generated always as (to_tsvector('simple'::regconfig, name)) stored,
  merged_into uuid,
  erased_at timestamp with time zone
);
alter table public.contacts enable row level security;

create table public.conversation_labels (
  conversation_id uuid not null,
  label_id uuid not null,
  business_id uuid not null,
  put_by uuid default auth.uid(),
  put_at timestamp with time zone default now() not null
);
alter table public.conversation_labels enable row level security;

create table public.conversation_notes (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  conversation_id uuid not null,
  body text not null,
  written_by uuid default auth.uid(),
  written_at timestamp with time zone default now() not null
);
alter table public.conversation_notes enable row level security;

create table public.conversation_reads (
  conversation_id uuid not null,
  user_id uuid not null,
  business_id uuid not null,
  read_at timestamp with time zone,
  seen_at timestamp with time zone default now() not null,
  muted_at timestamp with time zone
);
alter table public.conversation_reads enable row level security;

create table public.conversation_states (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  conversation_id uuid not null,
  status text not null,
  snoozed_until timestamp with time zone,
  automatic boolean default false not null,
  set_by uuid,
  set_at timestamp with time zone default now() not null
);
alter table public.conversation_states enable row level security;

create table public.conversations (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  channel_id uuid not null,
  contact_id uuid not null,
  kind text not null,
  place text default ''::text not null,
  post_target_id uuid,
  created_at timestamp with time zone default now() not null,
  last_at timestamp with time zone default now() not null,
  last_body text default ''::text not null,
  last_direction text default 'in'::text not null,
  waiting_since timestamp with time zone,
  identity_id uuid not null,
  status text default 'open'::text not null,
  status_at timestamp with time zone default now() not null,
  snoozed_until timestamp with time zone,
  closed_at timestamp with time zone,
  assigned_to uuid,
  last_in_at timestamp with time zone,
  intent text,
  urgency text,
  erased_at timestamp with time zone,
  delivered_up_to timestamp with time zone,
  read_up_to timestamp with time zone
);
alter table public.conversations enable row level security;

create table public.data_deletions (
  id uuid default gen_random_uuid() not null,
  code_hash bytea not null,
  channels integer not null,
  deleted_at timestamp with time zone default now() not null
);
alter table public.data_deletions enable row level security;

create table public.digests (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  user_id uuid not null,
  day date not null,
  state text default 'waiting'::text not null,
  waiting integer,
  made_at timestamp with time zone default now() not null,
  due_at timestamp with time zone default now() not null,
  tries smallint default 0 not null,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone,
  link_hash bytea
);
alter table public.digests enable row level security;

create table public.erasures (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  contact_id uuid not null,
  why text not null,
  erased_by uuid,
  erased_at timestamp with time zone default now() not null,
  conversations integer not null,
  messages integer not null,
  files integer not null,
  traces text[],
  looked_up_to bigint default 0 not null,
  finished_at timestamp with time zone
);
alter table public.erasures enable row level security;

create table public.events (
  business_id uuid not null,
  number bigint not null,
  kind text not null,
  subject uuid not null,
  actor uuid,
  at timestamp with time zone default now() not null,
  relayed_at timestamp with time zone
);
alter table public.events enable row level security;

create table public.feedback_links (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  feedback_id uuid not null,
  token_hash bytea not null,
  made_at timestamp with time zone default now() not null
);
alter table public.feedback_links enable row level security;

create table public.feedbacks (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  conversation_id uuid not null,
  message_id uuid not null,
  key uuid not null,
  widget_key_id uuid,
  number text not null,
  kind text,
  email text,
  whatsapp text,
  ordered text default ''::text not null,
  wants text default 'unknown'::text not null,
  page text,
  product text default ''::text not null,
  language text default 'id'::text not null,
  notice text not null,
  consented_at timestamp with time zone not null,
  received_at timestamp with time zone default now() not null,
  erased_at timestamp with time zone,
  letter_message_id uuid,
  letter_at timestamp with time zone,
  letter_sent_at timestamp with time zone
);
alter table public.feedbacks enable row level security;

create table public.first_comments (
  target_id uuid not null,
  business_id uuid not null,
  body text not null,
  state text default 'waiting'::text not null,
  version integer default 1 not null,
  tries smallint default 0 not null,
  due_at timestamp with time zone default now(),
  opened_at timestamp with time zone,
  remote_id text,
  reason text,
  sent_at timestamp with time zone,
  created_at timestamp with time zone default now() not null
);
alter table public.first_comments enable row level security;

create table public.hashtag_sets (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  name text not null,
  tags text not null,
  created_by uuid default auth.uid(),
  created_at timestamp with time zone default now() not null
);
alter table public.hashtag_sets enable row level security;

create table public.identities (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  contact_id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  username text
);
alter table public.identities enable row level security;

create table public.installation_keys (
  name text not null,
  public text not null,
  sealed text not null,
  made_at timestamp with time zone default now() not null
);
alter table public.installation_keys enable row level security;

create table public.invitations (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  email text not null,
  role text not null,
  token_hash bytea not null,
  invited_by uuid default auth.uid(),
  invited_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone default (now() + '7 days'::interval) not null,
  accepted_by uuid,
  accepted_at timestamp with time zone
);
alter table public.invitations enable row level security;

create table public.labels (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  name text not null,
  made_by uuid default auth.uid(),
  made_at timestamp with time zone default now() not null
);
alter table public.labels enable row level security;

create table public.media (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  mime text not null,
  bytes integer not null,
  width integer not null,
  height integer not null,
  uploaded_by uuid default auth.uid(),
  uploaded_at timestamp with time zone default now() not null,
  original_id uuid,
  shape text,
  fit text,
  focus text,
  original_width integer,
  original_height integer,
  duration_ms integer,
  video_bytes integer,
  codec text,
  has_poster boolean default false not null,
  alt_text text default ''::text not null
);
alter table public.media enable row level security;

create table public.media_removals (
  media_id uuid not null,
  names text[] not null,
  queued_at timestamp with time zone default now() not null
);
alter table public.media_removals enable row level security;

create table public.members (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  user_id uuid not null,
  role text not null,
  joined_at timestamp with time zone default now() not null
);
alter table public.members enable row level security;

create table public.mentions (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  channel_id uuid not null,
  media_id text not null,
  comment_id text default ''::text not null,
  told_at timestamp with time zone not null,
  outcome text,
  tries smallint default 0 not null,
  next_try_at timestamp with time zone
);
alter table public.mentions enable row level security;

create table public.message_attachments (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  message_id uuid not null,
  "position" smallint not null,
  kind text not null,
  name text,
  source_url text,
  source_id text,
  state text default 'waiting'::text not null,
  reason text,
  mime text,
  bytes integer,
  width integer,
  height integer,
  has_preview boolean default false not null,
  tries smallint default 0 not null,
  next_try_at timestamp with time zone,
  lease_until timestamp with time zone,
  arrived_at timestamp with time zone default now() not null,
  stored_at timestamp with time zone
);
alter table public.message_attachments enable row level security;

create table public.message_corrections (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  message_id uuid not null,
  was jsonb not null,
  intent text not null,
  topic text,
  sentiment text not null,
  urgency text not null,
  corrected_by uuid default auth.uid(),
  corrected_at timestamp with time zone default now() not null
);
alter table public.message_corrections enable row level security;

create table public.message_reactions (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  message_id uuid not null,
  person_id text not null,
  ours boolean not null,
  emoji text,
  at timestamp with time zone not null
);
alter table public.message_reactions enable row level security;

create table public.message_sends (
  id uuid default gen_random_uuid() not null,
  message_id uuid not null,
  business_id uuid not null,
  opened_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  outcome text,
  reason text,
  trace text
);
alter table public.message_sends enable row level security;

create table public.message_templates (
  channel_id uuid not null,
  business_id uuid not null,
  name text not null,
  language text not null,
  category text not null,
  body text not null,
  header text,
  footer text,
  gaps text[] default '{}'::text[] not null
);
alter table public.message_templates enable row level security;

create table public.messages (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  direction text default 'out'::text not null,
  external_id text,
  parent_external_id text,
  body text not null,
  wordless boolean default false not null,
  automatic boolean default false not null,
  sent_at timestamp with time zone default now() not null,
  created_at timestamp with time zone default now() not null,
  written_by uuid,
  delivery text,
  version integer default 1 not null,
  reason text,
  tries smallint default 0 not null,
  next_try_at timestamp with time zone,
  lease_until timestamp with time zone,
  edited_at timestamp with time zone,
  hidden_at timestamp with time zone,
  removed_at timestamp with time zone,
  intent text,
  topic text,
  sentiment text,
  urgency text,
  sorted_by text,
  model text,
  confidence real,
  answers_conversation_id uuid,
  about text,
  about_url text,
  quotes_external_id text,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  liked_at timestamp with time zone,
  search tsvector generated always as ((strip(to_tsvector('indonesian'::regconfig, body)) || strip(to_tsvector('simple'::regconfig, body)))) stored,
  automatic_on date,
  erased_at timestamp with time zone,
  hidden_changed_at timestamp with time zone,
  tag text,
  template jsonb,
  sent_with uuid
);
alter table public.messages enable row level security;

create table public.notice_choices (
  business_id uuid not null,
  user_id uuid not null,
  push text default 'none'::text not null,
  push_outside_hours boolean default false not null,
  push_shows_words boolean default false not null,
  digest text default 'off'::text not null,
  digest_hour smallint default 7 not null,
  digest_after_hours smallint default 4 not null,
  language text default 'id'::text not null,
  chosen_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone,
  told_number bigint default 0 not null,
  next_push_at timestamp with time zone default now() not null
);
alter table public.notice_choices enable row level security;

create table public.notices (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  user_id uuid not null,
  after_number bigint not null,
  up_to_number bigint not null,
  state text default 'waiting'::text not null,
  made_at timestamp with time zone default now() not null,
  due_at timestamp with time zone default now() not null,
  tries smallint default 0 not null,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone
);
alter table public.notices enable row level security;

create table public.poll_marks (
  channel_id uuid not null,
  business_id uuid not null,
  place text not null,
  mark text not null,
  read_at timestamp with time zone default now() not null
);
alter table public.poll_marks enable row level security;

create table public.post_facts (
  post_id uuid not null,
  business_id uuid not null,
  product_id uuid not null,
  fact text not null
);
alter table public.post_facts enable row level security;

create table public.post_media (
  post_id uuid not null,
  business_id uuid not null,
  "position" smallint not null,
  media_id uuid not null,
  alt_text text default ''::text not null
);
alter table public.post_media enable row level security;

create table public.post_metrics (
  target_id uuid not null,
  business_id uuid not null,
  age_hours smallint not null,
  taken_at timestamp with time zone,
  reason text,
  reach integer,
  likes integer,
  comments integer,
  shares integer,
  saves integer,
  views integer
);
alter table public.post_metrics enable row level security;

create table public.post_notes (
  id uuid default gen_random_uuid() not null,
  post_id uuid not null,
  business_id uuid not null,
  body text not null,
  written_by uuid default auth.uid(),
  written_at timestamp with time zone default now() not null
);
alter table public.post_notes enable row level security;

create table public.post_promotions (
  post_id uuid not null,
  business_id uuid not null,
  account text not null,
  agreement text not null,
  link text,
  result text,
  noted_by uuid default auth.uid(),
  noted_at timestamp with time zone default now() not null
);
alter table public.post_promotions enable row level security;

create table public.post_reviews (
  id uuid default gen_random_uuid() not null,
  post_id uuid not null,
  business_id uuid not null,
  version integer not null,
  verdict text not null,
  reviewed_by uuid default auth.uid(),
  reviewed_at timestamp with time zone default now() not null
);
alter table public.post_reviews enable row level security;

create table public.post_revisions (
  post_id uuid not null,
  business_id uuid not null,
  version integer not null,
  content jsonb not null,
  edited_by uuid default auth.uid(),
  edited_at timestamp with time zone default now() not null
);
alter table public.post_revisions enable row level security;

create table public.post_series (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  name text not null,
  weekdays smallint[] not null,
  local_hour time without time zone not null,
  first_day date not null,
  last_day date,
  valid_hours smallint not null,
  media_type text not null,
  message_type text not null,
  goal text not null,
  goal_figure text not null,
  goal_value integer not null,
  pillar text,
  captions text[] not null,
  link text,
  first_comment text,
  version integer default 1 not null,
  considered_until timestamp with time zone default now() not null,
  created_by uuid default auth.uid(),
  created_at timestamp with time zone default now() not null,
  updated_by uuid default auth.uid(),
  updated_at timestamp with time zone default now() not null,
  paused_by uuid,
  paused_at timestamp with time zone,
  ended_by uuid,
  ended_at timestamp with time zone
);
alter table public.post_series enable row level security;

create table public.post_targets (
  id uuid default gen_random_uuid() not null,
  post_id uuid not null,
  business_id uuid not null,
  channel_id uuid not null,
  state text default 'draft'::text not null,
  version integer default 1 not null,
  scheduled_at timestamp with time zone,
  scheduled_local timestamp without time zone,
  scheduled_zone text,
  not_after timestamp with time zone,
  container_id text,
  container_at timestamp with time zone,
  remote_id text,
  permalink text,
  published_at timestamp with time zone,
  reason text,
  tries smallint default 0 not null,
  next_try_at timestamp with time zone,
  lease_until timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  caption text,
  metrics_due_at timestamp with time zone,
  preflight_due_at timestamp with time zone
);
alter table public.post_targets enable row level security;

create table public.post_templates (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  name text not null,
  caption text default ''::text not null,
  first_comment text,
  message_type text,
  pillar text,
  goal text,
  goal_figure text,
  goal_value integer,
  created_by uuid default auth.uid(),
  created_at timestamp with time zone default now() not null
);
alter table public.post_templates enable row level security;

create table public.posts (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  media_type text not null,
  message_type text,
  goal text,
  caption text default ''::text not null,
  link text,
  created_by uuid default auth.uid(),
  created_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  placement text default 'feed'::text not null,
  first_comment text,
  pillar text,
  goal_figure text,
  goal_value integer,
  updated_by uuid default auth.uid(),
  updated_at timestamp with time zone default now() not null,
  edited_in uuid,
  submitted_by uuid,
  submitted_at timestamp with time zone,
  series_id uuid,
  series_on date,
  series_version integer
);
alter table public.posts enable row level security;

create table public.preflights (
  target_id uuid not null,
  business_id uuid not null,
  checked_at timestamp with time zone default now() not null,
  moment text not null,
  problems jsonb default '[]'::jsonb not null
);
alter table public.preflights enable row level security;

create table public.product_marks (
  product_id uuid not null,
  business_id uuid not null,
  kind text not null,
  number text not null,
  expires_on date
);
alter table public.product_marks enable row level security;

create table public.product_media (
  product_id uuid not null,
  business_id uuid not null,
  "position" smallint not null,
  media_id uuid not null,
  alt_text text not null
);
alter table public.product_media enable row level security;

create table public.products (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  name text not null,
  active boolean default true not null,
  benefits text,
  strengths text,
  weaknesses text,
  price integer,
  price_unit text,
  how_to_buy text,
  quality_assurance text,
  place integer not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null
);
alter table public.products enable row level security;

create table public.profile_requests (
  identity_id uuid not null,
  business_id uuid not null,
  state text default 'waiting'::text not null,
  asked_at timestamp with time zone default now() not null,
  due_at timestamp with time zone default now() not null,
  tries smallint default 0 not null,
  lease_until timestamp with time zone
);
alter table public.profile_requests enable row level security;

create table public.publish_attempts (
  id uuid default gen_random_uuid() not null,
  target_id uuid not null,
  business_id uuid not null,
  step text not null,
  opened_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  outcome text,
  reason text,
  trace text,
  looked_from timestamp with time zone
);
alter table public.publish_attempts enable row level security;

create table public.push_devices (
  id uuid default gen_random_uuid() not null,
  user_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  language text default 'id'::text not null,
  added_at timestamp with time zone default now() not null
);
alter table public.push_devices enable row level security;

create table public.rate_limits (
  key bytea not null,
  level double precision not null,
  updated_at timestamp with time zone default now() not null
);
alter table public.rate_limits enable row level security;

create table public.ratings (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  conversation_id uuid not null,
  case_id uuid,
  score smallint not null,
  words text default ''::text not null,
  rated_at timestamp with time zone default now() not null
);
alter table public.ratings enable row level security;

create table public.read_receipts (
  conversation_id uuid not null,
  business_id uuid not null,
  message_id uuid not null,
  state text default 'waiting'::text not null,
  due_at timestamp with time zone default now() not null,
  tries smallint default 0 not null,
  lease_until timestamp with time zone
);
alter table public.read_receipts enable row level security;

create table public.reminders (
  id uuid default gen_random_uuid() not null,
  target_id uuid not null,
  business_id uuid not null,
  user_id uuid not null,
  due_at timestamp with time zone default now() not null,
  not_after timestamp with time zone not null,
  state text default 'waiting'::text not null,
  way text,
  tries smallint default 0 not null,
  opened_at timestamp with time zone,
  lease_until timestamp with time zone,
  sent_at timestamp with time zone
);
alter table public.reminders enable row level security;

create table public.reply_pictures (
  id uuid not null,
  business_id uuid not null,
  message_id uuid not null,
  bytes integer not null,
  width integer not null,
  height integer not null
);
alter table public.reply_pictures enable row level security;

create table public.reply_templates (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  shortcut text not null,
  body text not null,
  updated_at timestamp with time zone default now() not null,
  updated_by uuid default auth.uid()
);
alter table public.reply_templates enable row level security;

create table public.saved_views (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  name text not null,
  query text not null,
  saved_by uuid default auth.uid(),
  saved_at timestamp with time zone default now() not null
);
alter table public.saved_views enable row level security;

create table public.series_channels (
  series_id uuid not null,
  business_id uuid not null,
  channel_id uuid not null
);
alter table public.series_channels enable row level security;

create table public.series_facts (
  series_id uuid not null,
  business_id uuid not null,
  product_id uuid not null,
  fact text not null
);
alter table public.series_facts enable row level security;

create table public.series_media (
  series_id uuid not null,
  business_id uuid not null,
  "position" smallint not null,
  media_id uuid not null,
  alt_text text default ''::text not null
);
alter table public.series_media enable row level security;

create table public.series_skips (
  series_id uuid not null,
  business_id uuid not null,
  day date not null,
  reason text not null,
  skipped_by uuid default auth.uid(),
  skipped_at timestamp with time zone default now() not null
);
alter table public.series_skips enable row level security;

create table public.webhook_items (
  id bigint generated always as identity not null,
  network text not null,
  key text not null,
  object text not null,
  account_id text not null,
  field text not null,
  value jsonb,
  item_at timestamp with time zone not null,
  received_at timestamp with time zone default now() not null,
  claimed_until timestamp with time zone,
  tries smallint default 0 not null,
  projected_at timestamp with time zone,
  outcome text,
  waits_for text
);
alter table public.webhook_items enable row level security;

create table public.widget_keys (
  id uuid default gen_random_uuid() not null,
  business_id uuid not null,
  channel_id uuid not null,
  key text default ('tg_'::text || replace((gen_random_uuid())::text, '-'::text, ''::text)) not null,
  origins text[] default '{}'::text[] not null,
  made_by uuid default auth.uid(),
  made_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone
);
alter table public.widget_keys enable row level security;

alter table private.answer_times add constraint answer_times_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table private.answer_times add constraint answer_times_n_check CHECK ((n >= 0));
alter table private.answer_times add constraint answer_times_pkey PRIMARY KEY (business_id);
alter table private.answer_times add constraint answer_times_seconds_check CHECK ((seconds >= 0));
alter table private.erased_messages add constraint erased_messages_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table private.erased_messages add constraint erased_messages_pkey PRIMARY KEY (id);
alter table private.event_counters add constraint event_counters_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table private.event_counters add constraint event_counters_pkey PRIMARY KEY (business_id);
alter table private.installation_secrets add constraint installation_secrets_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{32}$'::text));
alter table private.installation_secrets add constraint installation_secrets_pkey PRIMARY KEY (fingerprint);
alter table private.processes add constraint processes_host_check CHECK ((char_length(host) <= 200));
alter table private.processes add constraint processes_kind_check CHECK ((kind = ANY (ARRAY['server'::text, 'worker'::text])));
alter table private.processes add constraint processes_pkey PRIMARY KEY (id);
alter table public.away_messages add constraint away_messages_body_check CHECK (((char_length(btrim(body)) >= 1) AND (char_length(btrim(body)) <= 900)));
alter table public.away_messages add constraint away_messages_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.away_messages add constraint away_messages_pkey PRIMARY KEY (business_id);
alter table public.away_messages add constraint away_messages_set_by_fkey FOREIGN KEY (set_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.business_hour_exceptions add constraint business_hour_exceptions_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.business_hour_exceptions add constraint business_hour_exceptions_check CHECK (((to_on >= from_on) AND (to_on <= (from_on + 366))));
alter table public.business_hour_exceptions add constraint business_hour_exceptions_check1 CHECK ((((opens IS NULL) = (closes IS NULL)) AND ((closes > opens) IS NOT FALSE)));
alter table public.business_hour_exceptions add constraint business_hour_exceptions_name_check CHECK (((char_length(btrim(name)) >= 1) AND (char_length(btrim(name)) <= 60)));
alter table public.business_hour_exceptions add constraint business_hour_exceptions_pkey PRIMARY KEY (id);
alter table public.business_hours add constraint business_hours_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.business_hours add constraint business_hours_check CHECK ((closes > opens));
alter table public.business_hours add constraint business_hours_pkey PRIMARY KEY (business_id, weekday, opens);
alter table public.business_hours add constraint business_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)));
alter table public.businesses add constraint businesses_answer_promise_hours_check CHECK (((answer_promise_hours >= 1) AND (answer_promise_hours <= 168)));
alter table public.businesses add constraint businesses_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.businesses add constraint businesses_id_escalates_to_fkey FOREIGN KEY (id, escalates_to) REFERENCES public.members(business_id, user_id) ON DELETE SET NULL (escalates_to);
alter table public.businesses add constraint businesses_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text])));
alter table public.businesses add constraint businesses_media_quota_bytes_check CHECK ((media_quota_bytes >= 0));
alter table public.businesses add constraint businesses_name_check CHECK (((char_length(btrim(name)) >= 2) AND (char_length(btrim(name)) <= 80)));
alter table public.businesses add constraint businesses_pkey PRIMARY KEY (id);
alter table public.businesses add constraint businesses_posting_target_per_week_check CHECK (((posting_target_per_week >= 1) AND (posting_target_per_week <= 50)));
alter table public.businesses add constraint businesses_retention_months_check CHECK ((retention_months = ANY (ARRAY[6, 12, 24, 36, 60])));
alter table public.businesses add constraint businesses_slug_check CHECK ((slug ~ '^[a-z0-9](-?[a-z0-9]){2,47}$'::text));
alter table public.businesses add constraint businesses_slug_key UNIQUE (slug);
alter table public.calendar_feeds add constraint calendar_feeds_business_id_user_id_fkey FOREIGN KEY (business_id, user_id) REFERENCES public.members(business_id, user_id) ON DELETE CASCADE;
alter table public.calendar_feeds add constraint calendar_feeds_business_id_user_id_key UNIQUE (business_id, user_id);
alter table public.calendar_feeds add constraint calendar_feeds_pkey PRIMARY KEY (id);
alter table public.calendar_feeds add constraint calendar_feeds_token_hash_check CHECK ((octet_length(token_hash) = 32));
alter table public.calendar_feeds add constraint calendar_feeds_token_hash_key UNIQUE (token_hash);
alter table public.case_closures add constraint case_closures_case_id_business_id_fkey FOREIGN KEY (case_id, business_id) REFERENCES public.cases(id, business_id) ON DELETE CASCADE;
alter table public.case_closures add constraint case_closures_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.case_closures add constraint case_closures_how_check CHECK ((how = ANY (ARRAY['customer'::text, 'member'::text, 'automatic'::text])));
alter table public.case_closures add constraint case_closures_link_id_business_id_fkey FOREIGN KEY (link_id, business_id) REFERENCES public.case_links(id, business_id) ON DELETE SET NULL (link_id);
alter table public.case_closures add constraint case_closures_pkey PRIMARY KEY (id);
alter table public.case_closures add constraint case_closures_resolution_id_business_id_fkey FOREIGN KEY (resolution_id, business_id) REFERENCES public.case_resolutions(id, business_id) ON DELETE CASCADE;
alter table public.case_closures add constraint case_closures_resolution_id_key UNIQUE (resolution_id);
alter table public.case_escalations add constraint case_escalations_case_id_business_id_fkey FOREIGN KEY (case_id, business_id) REFERENCES public.cases(id, business_id) ON DELETE CASCADE;
alter table public.case_escalations add constraint case_escalations_case_id_due_at_key UNIQUE (case_id, due_at);
alter table public.case_escalations add constraint case_escalations_pkey PRIMARY KEY (id);
alter table public.case_escalations add constraint case_escalations_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.case_links add constraint case_links_case_id_business_id_fkey FOREIGN KEY (case_id, business_id) REFERENCES public.cases(id, business_id) ON DELETE CASCADE;
alter table public.case_links add constraint case_links_id_business_id_key UNIQUE (id, business_id);
alter table public.case_links add constraint case_links_made_by_fkey FOREIGN KEY (made_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.case_links add constraint case_links_pkey PRIMARY KEY (id);
alter table public.case_links add constraint case_links_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.case_links add constraint case_links_token_hash_check CHECK ((octet_length(token_hash) = 32));
alter table public.case_links add constraint case_links_token_hash_key UNIQUE (token_hash);
alter table public.case_promises add constraint case_promises_business_id_responsible_fkey FOREIGN KEY (business_id, responsible) REFERENCES public.members(business_id, user_id) ON DELETE SET NULL (responsible);
alter table public.case_promises add constraint case_promises_case_id_business_id_fkey FOREIGN KEY (case_id, business_id) REFERENCES public.cases(id, business_id) ON DELETE CASCADE;
alter table public.case_promises add constraint case_promises_made_by_fkey FOREIGN KEY (made_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.case_promises add constraint case_promises_pkey PRIMARY KEY (id);
alter table public.case_promises add constraint case_promises_what_check CHECK (((char_length(btrim(what)) >= 1) AND (char_length(btrim(what)) <= 500)));
alter table public.case_reopenings add constraint case_reopenings_case_id_business_id_fkey FOREIGN KEY (case_id, business_id) REFERENCES public.cases(id, business_id) ON DELETE CASCADE;
alter table public.case_reopenings add constraint case_reopenings_link_id_business_id_fkey FOREIGN KEY (link_id, business_id) REFERENCES public.case_links(id, business_id) ON DELETE SET NULL (link_id);
alter table public.case_reopenings add constraint case_reopenings_pkey PRIMARY KEY (id);
alter table public.case_reopenings add constraint case_reopenings_reason_check CHECK (((char_length(btrim(reason)) >= 1) AND (char_length(btrim(reason)) <= 1000)));
alter table public.case_reopenings add constraint case_reopenings_reopened_by_fkey FOREIGN KEY (reopened_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.case_reopenings add constraint case_reopenings_resolution_id_business_id_fkey FOREIGN KEY (resolution_id, business_id) REFERENCES public.case_resolutions(id, business_id) ON DELETE CASCADE;
alter table public.case_reopenings add constraint case_reopenings_resolution_id_key UNIQUE (resolution_id);
alter table public.case_resolutions add constraint case_resolutions_case_id_business_id_fkey FOREIGN KEY (case_id, business_id) REFERENCES public.cases(id, business_id) ON DELETE CASCADE;
alter table public.case_resolutions add constraint case_resolutions_id_business_id_key UNIQUE (id, business_id);
alter table public.case_resolutions add constraint case_resolutions_pkey PRIMARY KEY (id);
alter table public.case_resolutions add constraint case_resolutions_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.case_resolutions add constraint case_resolutions_what_check CHECK (((char_length(btrim(what)) >= 1) AND (char_length(btrim(what)) <= 1000)));
alter table public.case_steps add constraint case_steps_case_id_business_id_fkey FOREIGN KEY (case_id, business_id) REFERENCES public.cases(id, business_id) ON DELETE CASCADE;
alter table public.case_steps add constraint case_steps_made_by_fkey FOREIGN KEY (made_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.case_steps add constraint case_steps_pkey PRIMARY KEY (id);
alter table public.case_steps add constraint case_steps_what_check CHECK (((char_length(btrim(what)) >= 1) AND (char_length(btrim(what)) <= 2000)));
alter table public.cases add constraint cases_business_id_number_key UNIQUE (business_id, number);
alter table public.cases add constraint cases_business_id_responsible_fkey FOREIGN KEY (business_id, responsible) REFERENCES public.members(business_id, user_id) ON DELETE SET NULL (responsible);
alter table public.cases add constraint cases_category_check CHECK ((category = ANY (ARRAY['quality'::text, 'wrong_item'::text, 'missing'::text, 'late'::text, 'service'::text, 'price'::text, 'other'::text])));
alter table public.cases add constraint cases_complaint_check CHECK ((char_length(complaint) <= 2000));
alter table public.cases add constraint cases_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.cases add constraint cases_id_business_id_key UNIQUE (id, business_id);
alter table public.cases add constraint cases_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE SET NULL (message_id);
alter table public.cases add constraint cases_number_check CHECK ((number ~ '^[1-9][0-9]{4,7}$'::text));
alter table public.cases add constraint cases_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.cases add constraint cases_pkey PRIMARY KEY (id);
alter table public.cases add constraint cases_state_check CHECK ((state = ANY (ARRAY['open'::text, 'resolved'::text, 'closed'::text])));
alter table public.cases add constraint cases_wants_check CHECK ((wants = ANY (ARRAY['replacement'::text, 'refund'::text, 'delivery'::text, 'explanation'::text, 'other'::text, 'unknown'::text])));
alter table public.cases add constraint cases_wants_words_check CHECK ((char_length(wants_words) <= 1000));
alter table public.channel_metrics add constraint channel_metrics_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) ON DELETE CASCADE;
alter table public.channel_metrics add constraint channel_metrics_followers_check CHECK ((followers >= 0));
alter table public.channel_metrics add constraint channel_metrics_pkey PRIMARY KEY (channel_id, day);
alter table public.channel_secrets add constraint channel_secrets_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES public.channels(id) ON DELETE CASCADE;
alter table public.channel_secrets add constraint channel_secrets_pkey PRIMARY KEY (channel_id);
alter table public.channels add constraint channels_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.channels add constraint channels_business_id_network_kind_external_id_key UNIQUE (business_id, network, kind, external_id);
alter table public.channels add constraint channels_check CHECK (((kind = ANY (ARRAY['instagram'::text, 'facebook'::text, 'whatsapp'::text])) = ((external_id IS NOT NULL) AND (network IS NOT NULL))));
alter table public.channels add constraint channels_check1 CHECK (((problem IS NULL) = (problem_at IS NULL)));
alter table public.channels add constraint channels_connected_by_fkey FOREIGN KEY (connected_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.channels add constraint channels_disconnected_by_fkey FOREIGN KEY (disconnected_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.channels add constraint channels_id_business_id_key UNIQUE (id, business_id);
alter table public.channels add constraint channels_kind_check CHECK ((kind = ANY (ARRAY['instagram'::text, 'facebook'::text, 'whatsapp'::text, 'widget'::text, 'assisted'::text, 'manual'::text])));
alter table public.channels add constraint channels_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120)));
alter table public.channels add constraint channels_network_check CHECK ((network = ANY (ARRAY['meta'::text, 'sandbox'::text])));
alter table public.channels add constraint channels_pkey PRIMARY KEY (id);
alter table public.channels add constraint channels_place CHECK (((place IS NULL) OR (kind = 'assisted'::text)));
alter table public.channels add constraint channels_place_check CHECK ((place = ANY (ARRAY['instagram'::text, 'facebook'::text, 'whatsapp'::text, 'tiktok'::text, 'other'::text])));
alter table public.comment_actions add constraint comment_actions_action_check CHECK ((action = ANY (ARRAY['hide'::text, 'unhide'::text, 'like'::text, 'unlike'::text, 'delete'::text])));
alter table public.comment_actions add constraint comment_actions_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.comment_actions add constraint comment_actions_check CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text])) = (ended_at IS NOT NULL)));
alter table public.comment_actions add constraint comment_actions_check1 CHECK (((state = 'working'::text) = (lease_until IS NOT NULL)));
alter table public.comment_actions add constraint comment_actions_check2 CHECK (((state = 'failed'::text) = (reason IS NOT NULL)));
alter table public.comment_actions add constraint comment_actions_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE CASCADE;
alter table public.comment_actions add constraint comment_actions_pkey PRIMARY KEY (id);
alter table public.comment_actions add constraint comment_actions_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'working'::text, 'done'::text, 'failed'::text])));
alter table public.connection_flows add constraint connection_flows_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.connection_flows add constraint connection_flows_network_check CHECK ((network = ANY (ARRAY['meta'::text, 'sandbox'::text])));
alter table public.connection_flows add constraint connection_flows_pkey PRIMARY KEY (id);
alter table public.connection_flows add constraint connection_flows_state_hash_check CHECK ((octet_length(state_hash) = 32));
alter table public.connection_flows add constraint connection_flows_state_hash_key UNIQUE (state_hash);
alter table public.connection_flows add constraint connection_flows_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;
alter table public.consents add constraint consents_check CHECK ((given_at <= (recorded_at + '00:01:00'::interval)));
alter table public.consents add constraint consents_contact_id_business_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES public.contacts(id, business_id) ON DELETE CASCADE;
alter table public.consents add constraint consents_pkey PRIMARY KEY (id);
alter table public.consents add constraint consents_purpose_check CHECK ((purpose = ANY (ARRAY['answers'::text, 'news'::text, 'publication'::text])));
alter table public.consents add constraint consents_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.consents add constraint consents_way_check CHECK ((way = ANY (ARRAY['widget'::text, 'chat'::text, 'talk'::text, 'telephone'::text, 'paper'::text])));
alter table public.consents add constraint consents_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.consents add constraint consents_wording_check CHECK (((char_length(btrim(wording)) >= 1) AND (char_length(btrim(wording)) <= 1000)));
alter table public.contact_copies add constraint contact_copies_contact_id_business_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES public.contacts(id, business_id) ON DELETE CASCADE;
alter table public.contact_copies add constraint contact_copies_made_by_fkey FOREIGN KEY (made_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.contact_copies add constraint contact_copies_pkey PRIMARY KEY (id);
alter table public.contact_merges add constraint contact_merges_check CHECK ((kept_id <> merged_id));
alter table public.contact_merges add constraint contact_merges_kept_id_business_id_fkey FOREIGN KEY (kept_id, business_id) REFERENCES public.contacts(id, business_id) ON DELETE CASCADE;
alter table public.contact_merges add constraint contact_merges_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.contact_merges add constraint contact_merges_merged_id_business_id_fkey FOREIGN KEY (merged_id, business_id) REFERENCES public.contacts(id, business_id) ON DELETE CASCADE;
alter table public.contact_merges add constraint contact_merges_pkey PRIMARY KEY (id);
alter table public.contact_merges add constraint contact_merges_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.contacts add constraint contacts_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.contacts add constraint contacts_id_business_id_key UNIQUE (id, business_id);
alter table public.contacts add constraint contacts_merged_into_business_id_fkey FOREIGN KEY (merged_into, business_id) REFERENCES public.contacts(id, business_id) ON DELETE SET NULL (merged_into);
alter table public.contacts add constraint contacts_name_check CHECK ((char_length(name) <= 200));
alter table public.contacts add constraint contacts_pkey PRIMARY KEY (id);
alter table public.conversation_labels add constraint conversation_labels_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.conversation_labels add constraint conversation_labels_label_id_business_id_fkey FOREIGN KEY (label_id, business_id) REFERENCES public.labels(id, business_id) ON DELETE CASCADE;
alter table public.conversation_labels add constraint conversation_labels_pkey PRIMARY KEY (conversation_id, label_id);
alter table public.conversation_labels add constraint conversation_labels_put_by_fkey FOREIGN KEY (put_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.conversation_notes add constraint conversation_notes_body_check CHECK (((char_length(btrim(body)) >= 1) AND (char_length(btrim(body)) <= 4000)));
alter table public.conversation_notes add constraint conversation_notes_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.conversation_notes add constraint conversation_notes_pkey PRIMARY KEY (id);
alter table public.conversation_notes add constraint conversation_notes_written_by_fkey FOREIGN KEY (written_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.conversation_reads add constraint conversation_reads_business_id_user_id_fkey FOREIGN KEY (business_id, user_id) REFERENCES public.members(business_id, user_id) ON DELETE CASCADE;
alter table public.conversation_reads add constraint conversation_reads_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.conversation_reads add constraint conversation_reads_pkey PRIMARY KEY (conversation_id, user_id);
alter table public.conversation_states add constraint conversation_states_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.conversation_states add constraint conversation_states_pkey PRIMARY KEY (id);
alter table public.conversation_states add constraint conversation_states_set_by_fkey FOREIGN KEY (set_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.conversation_states add constraint conversation_states_status_check CHECK ((status = ANY (ARRAY['open'::text, 'waiting'::text, 'snoozed'::text, 'resolved'::text, 'spam'::text])));
alter table public.conversations add constraint conversations_business_id_assigned_to_fkey FOREIGN KEY (business_id, assigned_to) REFERENCES public.members(business_id, user_id) ON DELETE SET NULL (assigned_to);
alter table public.conversations add constraint conversations_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) DEFERRABLE INITIALLY DEFERRED;
alter table public.conversations add constraint conversations_check CHECK (((status = 'snoozed'::text) = (snoozed_until IS NOT NULL)));
alter table public.conversations add constraint conversations_contact_id_business_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES public.contacts(id, business_id) ON DELETE CASCADE;
alter table public.conversations add constraint conversations_id_business_id_key UNIQUE (id, business_id);
alter table public.conversations add constraint conversations_identity_id_business_id_fkey FOREIGN KEY (identity_id, business_id) REFERENCES public.identities(id, business_id) ON DELETE CASCADE;
alter table public.conversations add constraint conversations_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'dm'::text, 'feedback'::text])));
alter table public.conversations add constraint conversations_last_direction_check CHECK ((last_direction = ANY (ARRAY['in'::text, 'out'::text])));
alter table public.conversations add constraint conversations_one UNIQUE (channel_id, kind, place, identity_id);
alter table public.conversations add constraint conversations_pkey PRIMARY KEY (id);
alter table public.conversations add constraint conversations_post_target_id_fkey FOREIGN KEY (post_target_id) REFERENCES public.post_targets(id) ON DELETE SET NULL;
alter table public.conversations add constraint conversations_status_check CHECK ((status = ANY (ARRAY['open'::text, 'waiting'::text, 'snoozed'::text, 'resolved'::text, 'spam'::text])));
alter table public.data_deletions add constraint data_deletions_code_hash_check CHECK ((octet_length(code_hash) = 32));
alter table public.data_deletions add constraint data_deletions_code_hash_key UNIQUE (code_hash);
alter table public.data_deletions add constraint data_deletions_pkey PRIMARY KEY (id);
alter table public.digests add constraint digests_business_id_user_id_day_key UNIQUE (business_id, user_id, day);
alter table public.digests add constraint digests_business_id_user_id_fkey FOREIGN KEY (business_id, user_id) REFERENCES public.notice_choices(business_id, user_id) ON DELETE CASCADE;
alter table public.digests add constraint digests_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL)));
alter table public.digests add constraint digests_link_hash_key UNIQUE (link_hash);
alter table public.digests add constraint digests_pkey PRIMARY KEY (id);
alter table public.digests add constraint digests_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'dropped'::text, 'failed'::text, 'unconfirmed'::text])));
alter table public.erasures add constraint erasures_check CHECK (((traces IS NULL) = (finished_at IS NOT NULL)));
alter table public.erasures add constraint erasures_contact_id_business_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES public.contacts(id, business_id) ON DELETE CASCADE;
alter table public.erasures add constraint erasures_contact_id_key UNIQUE (contact_id);
alter table public.erasures add constraint erasures_erased_by_fkey FOREIGN KEY (erased_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.erasures add constraint erasures_pkey PRIMARY KEY (id);
alter table public.erasures add constraint erasures_why_check CHECK ((why = ANY (ARRAY['asked'::text, 'retention'::text])));
alter table public.events add constraint events_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.events add constraint events_kind_check CHECK ((kind ~ '^[a-z]+\.[a-z_]+$'::text));
alter table public.events add constraint events_pkey PRIMARY KEY (business_id, number);
alter table public.feedback_links add constraint feedback_links_feedback_id_business_id_fkey FOREIGN KEY (feedback_id, business_id) REFERENCES public.feedbacks(id, business_id) ON DELETE CASCADE;
alter table public.feedback_links add constraint feedback_links_pkey PRIMARY KEY (id);
alter table public.feedback_links add constraint feedback_links_token_hash_check CHECK ((octet_length(token_hash) = 32));
alter table public.feedback_links add constraint feedback_links_token_hash_key UNIQUE (token_hash);
alter table public.feedbacks add constraint feedbacks_business_id_key_key UNIQUE (business_id, key);
alter table public.feedbacks add constraint feedbacks_business_id_number_key UNIQUE (business_id, number);
alter table public.feedbacks add constraint feedbacks_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.feedbacks add constraint feedbacks_conversation_id_key UNIQUE (conversation_id);
alter table public.feedbacks add constraint feedbacks_email_check CHECK ((char_length(email) <= 254));
alter table public.feedbacks add constraint feedbacks_id_business_id_key UNIQUE (id, business_id);
alter table public.feedbacks add constraint feedbacks_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'praise'::text, 'suggestion'::text, 'criticism'::text, 'complaint'::text])));
alter table public.feedbacks add constraint feedbacks_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text])));
alter table public.feedbacks add constraint feedbacks_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE CASCADE;
alter table public.feedbacks add constraint feedbacks_notice_check CHECK (((char_length(notice) >= 1) AND (char_length(notice) <= 40)));
alter table public.feedbacks add constraint feedbacks_number_check CHECK ((number ~ '^[1-9][0-9]{4,7}$'::text));
alter table public.feedbacks add constraint feedbacks_ordered_check CHECK ((char_length(ordered) <= 200));
alter table public.feedbacks add constraint feedbacks_page_check CHECK (((page ~ '^https?://'::text) AND (char_length(page) <= 2000)));
alter table public.feedbacks add constraint feedbacks_pkey PRIMARY KEY (id);
alter table public.feedbacks add constraint feedbacks_product_check CHECK ((char_length(product) <= 200));
alter table public.feedbacks add constraint feedbacks_wants_check CHECK ((wants = ANY (ARRAY['replacement'::text, 'refund'::text, 'delivery'::text, 'explanation'::text, 'other'::text, 'unknown'::text])));
alter table public.feedbacks add constraint feedbacks_whatsapp_check CHECK ((whatsapp ~ '^[0-9]{8,15}$'::text));
alter table public.feedbacks add constraint feedbacks_widget_key_id_business_id_fkey FOREIGN KEY (widget_key_id, business_id) REFERENCES public.widget_keys(id, business_id) ON DELETE SET NULL (widget_key_id);
alter table public.first_comments add constraint first_comments_body_check CHECK (((char_length(btrim(body)) >= 1) AND (char_length(btrim(body)) <= 2200)));
alter table public.first_comments add constraint first_comments_check CHECK (((state = ANY (ARRAY['waiting'::text, 'sending'::text])) = (due_at IS NOT NULL)));
alter table public.first_comments add constraint first_comments_check1 CHECK (((state = 'sending'::text) = (opened_at IS NOT NULL)));
alter table public.first_comments add constraint first_comments_check2 CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL)));
alter table public.first_comments add constraint first_comments_pkey PRIMARY KEY (target_id);
alter table public.first_comments add constraint first_comments_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unconfirmed'::text])));
alter table public.first_comments add constraint first_comments_target_id_business_id_fkey FOREIGN KEY (target_id, business_id) REFERENCES public.post_targets(id, business_id) ON DELETE CASCADE;
alter table public.hashtag_sets add constraint hashtag_sets_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.hashtag_sets add constraint hashtag_sets_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.hashtag_sets add constraint hashtag_sets_name_check CHECK (((char_length(btrim(name)) >= 1) AND (char_length(btrim(name)) <= 60)));
alter table public.hashtag_sets add constraint hashtag_sets_pkey PRIMARY KEY (id);
alter table public.hashtag_sets add constraint hashtag_sets_tags_check CHECK (((tags ~ '^#[^\s#]+( #[^\s#]+){0,29}$'::text) AND (char_length(tags) <= 1000)));
alter table public.identities add constraint identities_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) DEFERRABLE INITIALLY DEFERRED;
alter table public.identities add constraint identities_channel_id_external_id_key UNIQUE (channel_id, external_id);
alter table public.identities add constraint identities_contact_id_business_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES public.contacts(id, business_id) ON DELETE CASCADE;
alter table public.identities add constraint identities_id_business_id_key UNIQUE (id, business_id);
alter table public.identities add constraint identities_pkey PRIMARY KEY (id);
alter table public.installation_keys add constraint installation_keys_name_check CHECK ((name = 'web-push'::text));
alter table public.installation_keys add constraint installation_keys_pkey PRIMARY KEY (name);
alter table public.invitations add constraint invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.invitations add constraint invitations_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.invitations add constraint invitations_email_check CHECK (((email ~ '^[^@\s]+@[^@\s]+$'::text) AND (char_length(email) <= 254)));
alter table public.invitations add constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.invitations add constraint invitations_pkey PRIMARY KEY (id);
alter table public.invitations add constraint invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'staff'::text])));
alter table public.invitations add constraint invitations_token_hash_check CHECK ((octet_length(token_hash) = 32));
alter table public.invitations add constraint invitations_token_hash_key UNIQUE (token_hash);
alter table public.labels add constraint labels_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.labels add constraint labels_id_business_id_key UNIQUE (id, business_id);
alter table public.labels add constraint labels_made_by_fkey FOREIGN KEY (made_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.labels add constraint labels_name_check CHECK (((char_length(btrim(name)) >= 1) AND (char_length(btrim(name)) <= 30)));
alter table public.labels add constraint labels_pkey PRIMARY KEY (id);
alter table public.media add constraint media_alt_text_check CHECK ((char_length(alt_text) <= 1000));
alter table public.media add constraint media_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.media add constraint media_bytes_check CHECK (((bytes >= 1) AND (bytes <= 125829120)));
alter table public.media add constraint media_codec_check CHECK ((codec = ANY (ARRAY['h264'::text, 'hevc'::text])));
alter table public.media add constraint media_duration_ms_check CHECK ((duration_ms > 0));
alter table public.media add constraint media_fit_check CHECK ((fit = ANY (ARRAY['pad'::text, 'crop'::text])));
alter table public.media add constraint media_focus_check CHECK ((focus = ANY (ARRAY['top-left'::text, 'top'::text, 'top-right'::text, 'left'::text, 'centre'::text, 'right'::text, 'bottom-left'::text, 'bottom'::text, 'bottom-right'::text])));
alter table public.media add constraint media_frame_check CHECK ((((original_id IS NULL) = (shape IS NULL)) AND ((original_id IS NULL) = (fit IS NULL)) AND ((original_id IS NULL) = (focus IS NULL)) AND ((original_id IS NULL) OR (mime = 'image/jpeg'::text))));
alter table public.media add constraint media_height_check CHECK ((height > 0));
alter table public.media add constraint media_id_business_id_key UNIQUE (id, business_id);
alter table public.media add constraint media_mime_check CHECK ((mime = ANY (ARRAY['image/jpeg'::text, 'video/mp4'::text, 'video/quicktime'::text])));
alter table public.media add constraint media_original_check CHECK (((original_width IS NULL) = (original_height IS NULL)));
alter table public.media add constraint media_original_height_check CHECK ((original_height > 0));
alter table public.media add constraint media_original_id_business_id_fkey FOREIGN KEY (original_id, business_id) REFERENCES public.media(id, business_id) ON DELETE CASCADE;
alter table public.media add constraint media_original_width_check CHECK ((original_width > 0));
alter table public.media add constraint media_pkey PRIMARY KEY (id);
alter table public.media add constraint media_poster_check CHECK (((NOT has_poster) OR (mime ~~ 'video/%'::text)));
alter table public.media add constraint media_shape_check CHECK ((shape = ANY (ARRAY['original'::text, 'portrait'::text, 'square'::text, 'landscape'::text, 'story'::text, 'same'::text])));
alter table public.media add constraint media_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.media add constraint media_video_bytes_check CHECK ((video_bytes > 0));
alter table public.media add constraint media_video_check CHECK ((((mime ~~ 'video/%'::text) = (duration_ms IS NOT NULL)) AND ((mime ~~ 'video/%'::text) = (codec IS NOT NULL)) AND ((mime ~~ 'video/%'::text) = (video_bytes IS NOT NULL))));
alter table public.media add constraint media_width_check CHECK ((width > 0));
alter table public.media_removals add constraint media_removals_names_check CHECK ((cardinality(names) > 0));
alter table public.media_removals add constraint media_removals_pkey PRIMARY KEY (media_id);
alter table public.members add constraint members_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.members add constraint members_business_id_user_id_key UNIQUE (business_id, user_id);
alter table public.members add constraint members_pkey PRIMARY KEY (id);
alter table public.members add constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'staff'::text])));
alter table public.members add constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;
alter table public.mentions add constraint mentions_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) ON DELETE CASCADE;
alter table public.mentions add constraint mentions_channel_id_media_id_comment_id_key UNIQUE (channel_id, media_id, comment_id);
alter table public.mentions add constraint mentions_outcome_check CHECK ((outcome = ANY (ARRAY['fetched'::text, 'gone'::text])));
alter table public.mentions add constraint mentions_pkey PRIMARY KEY (id);
alter table public.message_attachments add constraint message_attachments_bytes_check CHECK ((bytes > 0));
alter table public.message_attachments add constraint message_attachments_check CHECK (((state = 'stored'::text) = (stored_at IS NOT NULL)));
alter table public.message_attachments add constraint message_attachments_check1 CHECK (((state <> 'stored'::text) OR ((mime IS NOT NULL) AND (bytes IS NOT NULL))));
alter table public.message_attachments add constraint message_attachments_check2 CHECK (((state = 'gone'::text) = (reason IS NOT NULL)));
alter table public.message_attachments add constraint message_attachments_height_check CHECK ((height > 0));
alter table public.message_attachments add constraint message_attachments_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'video'::text, 'audio'::text, 'file'::text, 'sticker'::text])));
alter table public.message_attachments add constraint message_attachments_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE CASCADE;
alter table public.message_attachments add constraint message_attachments_message_id_position_key UNIQUE (message_id, "position");
alter table public.message_attachments add constraint message_attachments_name_check CHECK ((char_length(name) <= 200));
alter table public.message_attachments add constraint message_attachments_pkey PRIMARY KEY (id);
alter table public.message_attachments add constraint message_attachments_position_check CHECK ((("position" >= 1) AND ("position" <= 100)));
alter table public.message_attachments add constraint message_attachments_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'stored'::text, 'gone'::text])));
alter table public.message_attachments add constraint message_attachments_width_check CHECK ((width > 0));
alter table public.message_corrections add constraint message_corrections_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.message_corrections add constraint message_corrections_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE CASCADE;
alter table public.message_corrections add constraint message_corrections_pkey PRIMARY KEY (id);
alter table public.message_reactions add constraint message_reactions_emoji_check CHECK (((char_length(emoji) >= 1) AND (char_length(emoji) <= 32)));
alter table public.message_reactions add constraint message_reactions_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE CASCADE;
alter table public.message_reactions add constraint message_reactions_message_id_person_id_key UNIQUE (message_id, person_id);
alter table public.message_reactions add constraint message_reactions_pkey PRIMARY KEY (id);
alter table public.message_sends add constraint message_sends_check CHECK (((closed_at IS NULL) = (outcome IS NULL)));
alter table public.message_sends add constraint message_sends_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE CASCADE;
alter table public.message_sends add constraint message_sends_outcome_check CHECK ((outcome = ANY (ARRAY['ok'::text, 'failed'::text, 'unknown'::text, 'found'::text, 'absent'::text])));
alter table public.message_sends add constraint message_sends_pkey PRIMARY KEY (id);
alter table public.message_templates add constraint message_templates_body_check CHECK (((char_length(body) >= 1) AND (char_length(body) <= 2000)));
alter table public.message_templates add constraint message_templates_category_check CHECK ((char_length(category) <= 40));
alter table public.message_templates add constraint message_templates_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) ON DELETE CASCADE;
alter table public.message_templates add constraint message_templates_footer_check CHECK ((char_length(footer) <= 200));
alter table public.message_templates add constraint message_templates_header_check CHECK ((char_length(header) <= 200));
alter table public.message_templates add constraint message_templates_language_check CHECK (((char_length(language) >= 2) AND (char_length(language) <= 20)));
alter table public.message_templates add constraint message_templates_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 512)));
alter table public.message_templates add constraint message_templates_pkey PRIMARY KEY (channel_id, name, language);
alter table public.messages add constraint messages_about_check CHECK ((about = ANY (ARRAY['story_reply'::text, 'story_mention'::text, 'mention'::text, 'visitor_post'::text, 'ad'::text, 'post'::text, 'private_reply'::text, 'talk'::text, 'telephone'::text, 'whatsapp'::text])));
alter table public.messages add constraint messages_about_url_check CHECK ((char_length(about_url) <= 2000));
alter table public.messages add constraint messages_answers_conversation_id_business_id_fkey FOREIGN KEY (answers_conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE SET NULL (answers_conversation_id);
alter table public.messages add constraint messages_body_check CHECK ((char_length(body) <= 10000));
alter table public.messages add constraint messages_channel_id_external_id_key UNIQUE (channel_id, external_id);
alter table public.messages add constraint messages_check CHECK (((direction = 'out'::text) OR (delivery IS NULL)));
alter table public.messages add constraint messages_check1 CHECK ((((delivery = 'sending'::text) IS NOT TRUE) OR (lease_until IS NOT NULL)));
alter table public.messages add constraint messages_check2 CHECK (((intent IS NULL) = (sorted_by IS NULL)));
alter table public.messages add constraint messages_check3 CHECK (((direction = 'in'::text) OR (intent IS NULL)));
alter table public.messages add constraint messages_check4 CHECK (((automatic_on IS NULL) OR (automatic AND (direction = 'out'::text))));
alter table public.messages add constraint messages_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision)));
alter table public.messages add constraint messages_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.messages add constraint messages_delivery_check CHECK ((delivery = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'unconfirmed'::text])));
alter table public.messages add constraint messages_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])));
alter table public.messages add constraint messages_id_business_id_key UNIQUE (id, business_id);
alter table public.messages add constraint messages_intent_check CHECK ((intent = ANY (ARRAY['question'::text, 'complaint'::text, 'criticism'::text, 'suggestion'::text, 'praise'::text, 'objection'::text, 'giveaway_entry'::text, 'spam'::text, 'other'::text])));
alter table public.messages add constraint messages_model_check CHECK ((char_length(model) <= 60));
alter table public.messages add constraint messages_pkey PRIMARY KEY (id);
alter table public.messages add constraint messages_sentiment_check CHECK ((sentiment = ANY (ARRAY['positive'::text, 'neutral'::text, 'negative'::text])));
alter table public.messages add constraint messages_sorted_by_check CHECK ((sorted_by = ANY (ARRAY['model'::text, 'person'::text])));
alter table public.messages add constraint messages_tag_check CHECK ((tag = 'human_agent'::text));
alter table public.messages add constraint messages_topic_check CHECK (((char_length(topic) >= 1) AND (char_length(topic) <= 60)));
alter table public.messages add constraint messages_urgency_check CHECK ((urgency = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text])));
alter table public.messages add constraint messages_written_by_fkey FOREIGN KEY (written_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.notice_choices add constraint notice_choices_business_id_user_id_fkey FOREIGN KEY (business_id, user_id) REFERENCES public.members(business_id, user_id) ON DELETE CASCADE;
alter table public.notice_choices add constraint notice_choices_digest_after_hours_check CHECK (((digest_after_hours >= 1) AND (digest_after_hours <= 72)));
alter table public.notice_choices add constraint notice_choices_digest_check CHECK ((digest = ANY (ARRAY['off'::text, 'daily'::text, 'waiting'::text])));
alter table public.notice_choices add constraint notice_choices_digest_hour_check CHECK (((digest_hour >= 0) AND (digest_hour <= 23)));
alter table public.notice_choices add constraint notice_choices_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text])));
alter table public.notice_choices add constraint notice_choices_pkey PRIMARY KEY (business_id, user_id);
alter table public.notice_choices add constraint notice_choices_push_check CHECK ((push = ANY (ARRAY['all'::text, 'mine'::text, 'none'::text])));
alter table public.notices add constraint notices_business_id_user_id_fkey FOREIGN KEY (business_id, user_id) REFERENCES public.notice_choices(business_id, user_id) ON DELETE CASCADE;
alter table public.notices add constraint notices_check CHECK ((up_to_number > after_number));
alter table public.notices add constraint notices_check1 CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL)));
alter table public.notices add constraint notices_pkey PRIMARY KEY (id);
alter table public.notices add constraint notices_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dropped'::text, 'failed'::text])));
alter table public.poll_marks add constraint poll_marks_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) ON DELETE CASCADE;
alter table public.poll_marks add constraint poll_marks_pkey PRIMARY KEY (channel_id, place);
alter table public.post_facts add constraint post_facts_fact_check CHECK ((fact = ANY (ARRAY['benefits'::text, 'strengths'::text, 'weaknesses'::text, 'price'::text, 'how_to_buy'::text, 'quality_assurance'::text])));
alter table public.post_facts add constraint post_facts_pkey PRIMARY KEY (post_id, product_id, fact);
alter table public.post_facts add constraint post_facts_post_id_business_id_fkey FOREIGN KEY (post_id, business_id) REFERENCES public.posts(id, business_id) ON DELETE CASCADE;
alter table public.post_facts add constraint post_facts_product_id_business_id_fkey FOREIGN KEY (product_id, business_id) REFERENCES public.products(id, business_id) ON DELETE CASCADE;
alter table public.post_media add constraint post_media_alt_text_check CHECK ((char_length(alt_text) <= 1000));
alter table public.post_media add constraint post_media_media_id_business_id_fkey FOREIGN KEY (media_id, business_id) REFERENCES public.media(id, business_id) DEFERRABLE INITIALLY DEFERRED;
alter table public.post_media add constraint post_media_pkey PRIMARY KEY (post_id, "position");
alter table public.post_media add constraint post_media_position_check CHECK ((("position" >= 1) AND ("position" <= 10)));
alter table public.post_media add constraint post_media_post_id_business_id_fkey FOREIGN KEY (post_id, business_id) REFERENCES public.posts(id, business_id) ON DELETE CASCADE;
alter table public.post_metrics add constraint post_metrics_age_hours_check CHECK ((age_hours = ANY (ARRAY[1, 6, 24, 72, 168, 672])));
alter table public.post_metrics add constraint post_metrics_check CHECK (((taken_at IS NULL) = (reason IS NOT NULL)));
alter table public.post_metrics add constraint post_metrics_check1 CHECK (((taken_at IS NOT NULL) OR (num_nonnulls(reach, likes, comments, shares, saves, views) = 0)));
alter table public.post_metrics add constraint post_metrics_comments_check CHECK ((comments >= 0));
alter table public.post_metrics add constraint post_metrics_likes_check CHECK ((likes >= 0));
alter table public.post_metrics add constraint post_metrics_pkey PRIMARY KEY (target_id, age_hours);
alter table public.post_metrics add constraint post_metrics_reach_check CHECK ((reach >= 0));
alter table public.post_metrics add constraint post_metrics_saves_check CHECK ((saves >= 0));
alter table public.post_metrics add constraint post_metrics_shares_check CHECK ((shares >= 0));
alter table public.post_metrics add constraint post_metrics_target_id_business_id_fkey FOREIGN KEY (target_id, business_id) REFERENCES public.post_targets(id, business_id) ON DELETE CASCADE;
alter table public.post_metrics add constraint post_metrics_views_check CHECK ((views >= 0));
alter table public.post_notes add constraint post_notes_body_check CHECK (((char_length(btrim(body)) >= 1) AND (char_length(btrim(body)) <= 1000)));
alter table public.post_notes add constraint post_notes_pkey PRIMARY KEY (id);
alter table public.post_notes add constraint post_notes_post_id_business_id_fkey FOREIGN KEY (post_id, business_id) REFERENCES public.posts(id, business_id) ON DELETE CASCADE;
alter table public.post_notes add constraint post_notes_written_by_fkey FOREIGN KEY (written_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_promotions add constraint post_promotions_account_check CHECK (((char_length(btrim(account)) >= 1) AND (char_length(btrim(account)) <= 100)));
alter table public.post_promotions add constraint post_promotions_agreement_check CHECK (((char_length(btrim(agreement)) >= 1) AND (char_length(btrim(agreement)) <= 1000)));
alter table public.post_promotions add constraint post_promotions_link_check CHECK (((link ~ '^https?://'::text) AND (char_length(link) <= 2000)));
alter table public.post_promotions add constraint post_promotions_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_promotions add constraint post_promotions_pkey PRIMARY KEY (post_id);
alter table public.post_promotions add constraint post_promotions_post_id_business_id_fkey FOREIGN KEY (post_id, business_id) REFERENCES public.posts(id, business_id) ON DELETE CASCADE;
alter table public.post_promotions add constraint post_promotions_result_check CHECK (((char_length(btrim(result)) >= 1) AND (char_length(btrim(result)) <= 1000)));
alter table public.post_reviews add constraint post_reviews_pkey PRIMARY KEY (id);
alter table public.post_reviews add constraint post_reviews_post_id_business_id_fkey FOREIGN KEY (post_id, business_id) REFERENCES public.posts(id, business_id) ON DELETE CASCADE;
alter table public.post_reviews add constraint post_reviews_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_reviews add constraint post_reviews_verdict_check CHECK ((verdict = ANY (ARRAY['approved'::text, 'returned'::text])));
alter table public.post_revisions add constraint post_revisions_edited_by_fkey FOREIGN KEY (edited_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_revisions add constraint post_revisions_pkey PRIMARY KEY (post_id, version);
alter table public.post_revisions add constraint post_revisions_post_id_business_id_fkey FOREIGN KEY (post_id, business_id) REFERENCES public.posts(id, business_id) ON DELETE CASCADE;
alter table public.post_series add constraint post_series_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.post_series add constraint post_series_captions_check CHECK (((cardinality(captions) >= 1) AND (cardinality(captions) <= 10)));
alter table public.post_series add constraint post_series_check CHECK ((last_day >= first_day));
alter table public.post_series add constraint post_series_check1 CHECK (((media_type <> 'link'::text) OR (link IS NOT NULL)));
alter table public.post_series add constraint post_series_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_series add constraint post_series_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_series add constraint post_series_first_comment_check CHECK (((char_length(btrim(first_comment)) >= 1) AND (char_length(btrim(first_comment)) <= 2200)));
alter table public.post_series add constraint post_series_goal_check CHECK (((char_length(btrim(goal)) >= 1) AND (char_length(btrim(goal)) <= 200)));
alter table public.post_series add constraint post_series_goal_figure_check CHECK ((goal_figure = ANY (ARRAY['reach'::text, 'likes'::text, 'comments'::text, 'shares'::text, 'saves'::text, 'interactions'::text])));
alter table public.post_series add constraint post_series_goal_value_check CHECK (((goal_value >= 1) AND (goal_value <= 10000000)));
alter table public.post_series add constraint post_series_id_business_id_key UNIQUE (id, business_id);
alter table public.post_series add constraint post_series_link_check CHECK (((link ~ '^https?://'::text) AND (char_length(link) <= 2000)));
alter table public.post_series add constraint post_series_media_type_check CHECK ((media_type = ANY (ARRAY['text'::text, 'link'::text, 'photo'::text])));
alter table public.post_series add constraint post_series_message_type_check CHECK ((message_type = ANY (ARRAY['conversational'::text, 'promotional'::text])));
alter table public.post_series add constraint post_series_name_check CHECK (((char_length(btrim(name)) >= 1) AND (char_length(btrim(name)) <= 60)));
alter table public.post_series add constraint post_series_paused_by_fkey FOREIGN KEY (paused_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_series add constraint post_series_pillar_check CHECK (((char_length(btrim(pillar)) >= 1) AND (char_length(btrim(pillar)) <= 60)));
alter table public.post_series add constraint post_series_pkey PRIMARY KEY (id);
alter table public.post_series add constraint post_series_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_series add constraint post_series_valid_hours_check CHECK (((valid_hours >= 1) AND (valid_hours <= 168)));
alter table public.post_series add constraint post_series_weekdays_check CHECK ((((cardinality(weekdays) >= 1) AND (cardinality(weekdays) <= 7)) AND (weekdays <@ '{1,2,3,4,5,6,7}'::smallint[])));
alter table public.post_targets add constraint post_targets_caption_check CHECK ((char_length(caption) <= 5000));
alter table public.post_targets add constraint post_targets_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) DEFERRABLE INITIALLY DEFERRED;
alter table public.post_targets add constraint post_targets_channel_id_remote_id_key UNIQUE (channel_id, remote_id);
alter table public.post_targets add constraint post_targets_check CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR ((scheduled_at IS NOT NULL) AND (scheduled_zone IS NOT NULL))));
alter table public.post_targets add constraint post_targets_check1 CHECK (((state <> 'published'::text) OR (published_at IS NOT NULL)));
alter table public.post_targets add constraint post_targets_check2 CHECK (((state = ANY (ARRAY['claimed'::text, 'publishing'::text])) = (lease_until IS NOT NULL)));
alter table public.post_targets add constraint post_targets_id_business_id_key UNIQUE (id, business_id);
alter table public.post_targets add constraint post_targets_permalink_check CHECK ((permalink ~ '^https?://'::text));
alter table public.post_targets add constraint post_targets_pkey PRIMARY KEY (id);
alter table public.post_targets add constraint post_targets_post_id_business_id_fkey FOREIGN KEY (post_id, business_id) REFERENCES public.posts(id, business_id) ON DELETE CASCADE;
alter table public.post_targets add constraint post_targets_post_id_channel_id_key UNIQUE (post_id, channel_id);
alter table public.post_targets add constraint post_targets_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'scheduled'::text, 'claimed'::text, 'container_ready'::text, 'publishing'::text, 'published'::text, 'failed'::text, 'unconfirmed'::text, 'missed'::text, 'cancelled'::text])));
alter table public.post_templates add constraint post_templates_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.post_templates add constraint post_templates_caption_check CHECK ((char_length(caption) <= 5000));
alter table public.post_templates add constraint post_templates_check CHECK (((goal_figure IS NULL) = (goal_value IS NULL)));
alter table public.post_templates add constraint post_templates_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.post_templates add constraint post_templates_first_comment_check CHECK (((char_length(btrim(first_comment)) >= 1) AND (char_length(btrim(first_comment)) <= 2200)));
alter table public.post_templates add constraint post_templates_goal_check CHECK (((char_length(btrim(goal)) >= 1) AND (char_length(btrim(goal)) <= 200)));
alter table public.post_templates add constraint post_templates_goal_figure_check CHECK ((goal_figure = ANY (ARRAY['reach'::text, 'likes'::text, 'comments'::text, 'shares'::text, 'saves'::text, 'interactions'::text])));
alter table public.post_templates add constraint post_templates_goal_value_check CHECK (((goal_value >= 1) AND (goal_value <= 10000000)));
alter table public.post_templates add constraint post_templates_message_type_check CHECK ((message_type = ANY (ARRAY['conversational'::text, 'promotional'::text])));
alter table public.post_templates add constraint post_templates_name_check CHECK (((char_length(btrim(name)) >= 1) AND (char_length(btrim(name)) <= 60)));
alter table public.post_templates add constraint post_templates_pillar_check CHECK (((char_length(btrim(pillar)) >= 1) AND (char_length(btrim(pillar)) <= 60)));
alter table public.post_templates add constraint post_templates_pkey PRIMARY KEY (id);
alter table public.posts add constraint posts_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.posts add constraint posts_caption_check CHECK ((char_length(caption) <= 5000));
alter table public.posts add constraint posts_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.posts add constraint posts_first_comment_check CHECK (((char_length(btrim(first_comment)) >= 1) AND (char_length(btrim(first_comment)) <= 2200)));
alter table public.posts add constraint posts_goal_check CHECK (((char_length(btrim(goal)) >= 1) AND (char_length(btrim(goal)) <= 200)));
alter table public.posts add constraint posts_goal_figure_check CHECK ((goal_figure = ANY (ARRAY['reach'::text, 'likes'::text, 'comments'::text, 'shares'::text, 'saves'::text, 'interactions'::text])));
alter table public.posts add constraint posts_goal_measure CHECK (((goal_figure IS NULL) = (goal_value IS NULL)));
alter table public.posts add constraint posts_goal_value_check CHECK (((goal_value >= 1) AND (goal_value <= 10000000)));
alter table public.posts add constraint posts_id_business_id_key UNIQUE (id, business_id);
alter table public.posts add constraint posts_link_check CHECK (((link ~ '^https?://'::text) AND (char_length(link) <= 2000)));
alter table public.posts add constraint posts_media_type_check CHECK ((media_type = ANY (ARRAY['text'::text, 'link'::text, 'photo'::text, 'video'::text])));
alter table public.posts add constraint posts_message_type_check CHECK ((message_type = ANY (ARRAY['conversational'::text, 'promotional'::text])));
alter table public.posts add constraint posts_pillar_check CHECK (((char_length(btrim(pillar)) >= 1) AND (char_length(btrim(pillar)) <= 60)));
alter table public.posts add constraint posts_pkey PRIMARY KEY (id);
alter table public.posts add constraint posts_placement_check CHECK ((placement = ANY (ARRAY['feed'::text, 'story'::text])));
alter table public.posts add constraint posts_series_day UNIQUE (series_id, series_on);
alter table public.posts add constraint posts_series_fkey FOREIGN KEY (series_id, business_id) REFERENCES public.post_series(id, business_id) ON DELETE SET NULL (series_id);
alter table public.posts add constraint posts_story_media CHECK (((placement = 'feed'::text) OR (media_type = ANY (ARRAY['photo'::text, 'video'::text]))));
alter table public.posts add constraint posts_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.posts add constraint posts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.preflights add constraint preflights_moment_check CHECK ((moment = ANY (ARRAY['24h'::text, '1h'::text])));
alter table public.preflights add constraint preflights_pkey PRIMARY KEY (target_id);
alter table public.preflights add constraint preflights_problems_check CHECK ((jsonb_typeof(problems) = 'array'::text));
alter table public.preflights add constraint preflights_target_id_business_id_fkey FOREIGN KEY (target_id, business_id) REFERENCES public.post_targets(id, business_id) ON DELETE CASCADE;
alter table public.product_marks add constraint product_marks_check CHECK (((kind = 'halal'::text) OR (expires_on IS NOT NULL)));
alter table public.product_marks add constraint product_marks_kind_check CHECK ((kind = ANY (ARRAY['halal'::text, 'pirt'::text, 'bpom'::text, 'sni'::text])));
alter table public.product_marks add constraint product_marks_number_check CHECK (((char_length(btrim(number)) >= 3) AND (char_length(btrim(number)) <= 60)));
alter table public.product_marks add constraint product_marks_pkey PRIMARY KEY (product_id, kind);
alter table public.product_marks add constraint product_marks_product_id_business_id_fkey FOREIGN KEY (product_id, business_id) REFERENCES public.products(id, business_id) ON DELETE CASCADE;
alter table public.product_media add constraint product_media_alt_text_check CHECK (((char_length(btrim(alt_text)) >= 1) AND (char_length(btrim(alt_text)) <= 1000)));
alter table public.product_media add constraint product_media_media_id_business_id_fkey FOREIGN KEY (media_id, business_id) REFERENCES public.media(id, business_id) DEFERRABLE INITIALLY DEFERRED;
alter table public.product_media add constraint product_media_pkey PRIMARY KEY (product_id, "position");
alter table public.product_media add constraint product_media_position_check CHECK ((("position" >= 1) AND ("position" <= 5)));
alter table public.product_media add constraint product_media_product_id_business_id_fkey FOREIGN KEY (product_id, business_id) REFERENCES public.products(id, business_id) ON DELETE CASCADE;
alter table public.product_media add constraint product_media_product_id_media_id_key UNIQUE (product_id, media_id);
alter table public.products add constraint products_benefits_check CHECK (((char_length(btrim(benefits)) >= 1) AND (char_length(btrim(benefits)) <= 1000)));
alter table public.products add constraint products_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.products add constraint products_how_to_buy_check CHECK (((char_length(btrim(how_to_buy)) >= 1) AND (char_length(btrim(how_to_buy)) <= 1000)));
alter table public.products add constraint products_id_business_id_key UNIQUE (id, business_id);
alter table public.products add constraint products_name_check CHECK (((char_length(btrim(name)) >= 1) AND (char_length(btrim(name)) <= 80)));
alter table public.products add constraint products_pkey PRIMARY KEY (id);
alter table public.products add constraint products_place_check CHECK ((place > 0));
alter table public.products add constraint products_price_check CHECK (((price >= 1) AND (price <= 1000000000)));
alter table public.products add constraint products_price_unit_check CHECK (((char_length(btrim(price_unit)) >= 1) AND (char_length(btrim(price_unit)) <= 40)));
alter table public.products add constraint products_quality_assurance_check CHECK (((char_length(btrim(quality_assurance)) >= 1) AND (char_length(btrim(quality_assurance)) <= 1000)));
alter table public.products add constraint products_strengths_check CHECK (((char_length(btrim(strengths)) >= 1) AND (char_length(btrim(strengths)) <= 1000)));
alter table public.products add constraint products_weaknesses_check CHECK (((char_length(btrim(weaknesses)) >= 1) AND (char_length(btrim(weaknesses)) <= 1000)));
alter table public.profile_requests add constraint profile_requests_identity_id_business_id_fkey FOREIGN KEY (identity_id, business_id) REFERENCES public.identities(id, business_id) ON DELETE CASCADE;
alter table public.profile_requests add constraint profile_requests_pkey PRIMARY KEY (identity_id);
alter table public.profile_requests add constraint profile_requests_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'known'::text, 'failed'::text])));
alter table public.publish_attempts add constraint publish_attempts_check CHECK (((closed_at IS NULL) = (outcome IS NULL)));
alter table public.publish_attempts add constraint publish_attempts_outcome_check CHECK ((outcome = ANY (ARRAY['ok'::text, 'failed'::text, 'unknown'::text, 'found'::text, 'absent'::text])));
alter table public.publish_attempts add constraint publish_attempts_pkey PRIMARY KEY (id);
alter table public.publish_attempts add constraint publish_attempts_step_check CHECK ((step = ANY (ARRAY['prepare'::text, 'publish'::text])));
alter table public.publish_attempts add constraint publish_attempts_target_id_business_id_fkey FOREIGN KEY (target_id, business_id) REFERENCES public.post_targets(id, business_id) ON DELETE CASCADE;
alter table public.push_devices add constraint push_devices_auth_check CHECK (((char_length(auth) >= 16) AND (char_length(auth) <= 40)));
alter table public.push_devices add constraint push_devices_endpoint_check CHECK (((char_length(endpoint) >= 1) AND (char_length(endpoint) <= 1000)));
alter table public.push_devices add constraint push_devices_endpoint_key UNIQUE (endpoint);
alter table public.push_devices add constraint push_devices_language_check CHECK ((language = ANY (ARRAY['id'::text, 'en'::text])));
alter table public.push_devices add constraint push_devices_p256dh_check CHECK (((char_length(p256dh) >= 80) AND (char_length(p256dh) <= 100)));
alter table public.push_devices add constraint push_devices_pkey PRIMARY KEY (id);
alter table public.push_devices add constraint push_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;
alter table public.rate_limits add constraint rate_limits_key_check CHECK ((octet_length(key) = 32));
alter table public.rate_limits add constraint rate_limits_pkey PRIMARY KEY (key);
alter table public.ratings add constraint ratings_case_id_business_id_fkey FOREIGN KEY (case_id, business_id) REFERENCES public.cases(id, business_id) ON DELETE CASCADE;
alter table public.ratings add constraint ratings_case_id_key UNIQUE (case_id);
alter table public.ratings add constraint ratings_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.ratings add constraint ratings_pkey PRIMARY KEY (id);
alter table public.ratings add constraint ratings_score_check CHECK (((score >= 1) AND (score <= 5)));
alter table public.ratings add constraint ratings_words_check CHECK ((char_length(words) <= 1000));
alter table public.read_receipts add constraint read_receipts_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES public.conversations(id, business_id) ON DELETE CASCADE;
alter table public.read_receipts add constraint read_receipts_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE CASCADE;
alter table public.read_receipts add constraint read_receipts_pkey PRIMARY KEY (conversation_id);
alter table public.read_receipts add constraint read_receipts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'told'::text, 'failed'::text])));
alter table public.reminders add constraint reminders_check CHECK (((state = 'sent'::text) = ((sent_at IS NOT NULL) AND (way IS NOT NULL))));
alter table public.reminders add constraint reminders_pkey PRIMARY KEY (id);
alter table public.reminders add constraint reminders_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dropped'::text, 'failed'::text])));
alter table public.reminders add constraint reminders_target_id_business_id_fkey FOREIGN KEY (target_id, business_id) REFERENCES public.post_targets(id, business_id) ON DELETE CASCADE;
alter table public.reminders add constraint reminders_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;
alter table public.reminders add constraint reminders_way_check CHECK ((way = ANY (ARRAY['push'::text, 'mail'::text])));
alter table public.reply_pictures add constraint reply_pictures_bytes_check CHECK (((bytes >= 1) AND (bytes <= 8388608)));
alter table public.reply_pictures add constraint reply_pictures_height_check CHECK (((height >= 1) AND (height <= 10000)));
alter table public.reply_pictures add constraint reply_pictures_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES public.messages(id, business_id) ON DELETE CASCADE;
alter table public.reply_pictures add constraint reply_pictures_pkey PRIMARY KEY (id);
alter table public.reply_pictures add constraint reply_pictures_width_check CHECK (((width >= 1) AND (width <= 10000)));
alter table public.reply_templates add constraint reply_templates_body_check CHECK (((char_length(btrim(body)) >= 1) AND (char_length(btrim(body)) <= 2000)));
alter table public.reply_templates add constraint reply_templates_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.reply_templates add constraint reply_templates_pkey PRIMARY KEY (id);
alter table public.reply_templates add constraint reply_templates_shortcut_check CHECK ((shortcut ~ '^[a-z0-9-]{1,30}$'::text));
alter table public.reply_templates add constraint reply_templates_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.saved_views add constraint saved_views_business_id_fkey FOREIGN KEY (business_id) REFERENCES public.businesses(id) ON DELETE CASCADE;
alter table public.saved_views add constraint saved_views_name_check CHECK (((char_length(btrim(name)) >= 1) AND (char_length(btrim(name)) <= 40)));
alter table public.saved_views add constraint saved_views_pkey PRIMARY KEY (id);
alter table public.saved_views add constraint saved_views_query_check CHECK ((char_length(query) <= 300));
alter table public.saved_views add constraint saved_views_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.series_channels add constraint series_channels_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) DEFERRABLE INITIALLY DEFERRED;
alter table public.series_channels add constraint series_channels_pkey PRIMARY KEY (series_id, channel_id);
alter table public.series_channels add constraint series_channels_series_id_business_id_fkey FOREIGN KEY (series_id, business_id) REFERENCES public.post_series(id, business_id) ON DELETE CASCADE;
alter table public.series_facts add constraint series_facts_fact_check CHECK ((fact = ANY (ARRAY['benefits'::text, 'strengths'::text, 'weaknesses'::text, 'price'::text, 'how_to_buy'::text, 'quality_assurance'::text])));
alter table public.series_facts add constraint series_facts_pkey PRIMARY KEY (series_id, product_id, fact);
alter table public.series_facts add constraint series_facts_product_id_business_id_fkey FOREIGN KEY (product_id, business_id) REFERENCES public.products(id, business_id) ON DELETE CASCADE;
alter table public.series_facts add constraint series_facts_series_id_business_id_fkey FOREIGN KEY (series_id, business_id) REFERENCES public.post_series(id, business_id) ON DELETE CASCADE;
alter table public.series_media add constraint series_media_alt_text_check CHECK ((char_length(alt_text) <= 1000));
alter table public.series_media add constraint series_media_media_id_business_id_fkey FOREIGN KEY (media_id, business_id) REFERENCES public.media(id, business_id) DEFERRABLE INITIALLY DEFERRED;
alter table public.series_media add constraint series_media_pkey PRIMARY KEY (series_id, "position");
alter table public.series_media add constraint series_media_position_check CHECK ((("position" >= 1) AND ("position" <= 10)));
alter table public.series_media add constraint series_media_series_id_business_id_fkey FOREIGN KEY (series_id, business_id) REFERENCES public.post_series(id, business_id) ON DELETE CASCADE;
alter table public.series_skips add constraint series_skips_pkey PRIMARY KEY (series_id, day);
alter table public.series_skips add constraint series_skips_reason_check CHECK ((reason = ANY (ARRAY['deleted'::text, 'late'::text])));
alter table public.series_skips add constraint series_skips_series_id_business_id_fkey FOREIGN KEY (series_id, business_id) REFERENCES public.post_series(id, business_id) ON DELETE CASCADE;
alter table public.series_skips add constraint series_skips_skipped_by_fkey FOREIGN KEY (skipped_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.webhook_items add constraint webhook_items_network_check CHECK ((network = ANY (ARRAY['meta'::text, 'sandbox'::text])));
alter table public.webhook_items add constraint webhook_items_network_key_key UNIQUE (network, key);
alter table public.webhook_items add constraint webhook_items_pkey PRIMARY KEY (id);
alter table public.widget_keys add constraint widget_keys_channel_id_business_id_fkey FOREIGN KEY (channel_id, business_id) REFERENCES public.channels(id, business_id) ON DELETE CASCADE;
alter table public.widget_keys add constraint widget_keys_id_business_id_key UNIQUE (id, business_id);
alter table public.widget_keys add constraint widget_keys_key_check CHECK ((key ~ '^tg_[0-9a-f]{32}$'::text));
alter table public.widget_keys add constraint widget_keys_key_key UNIQUE (key);
alter table public.widget_keys add constraint widget_keys_made_by_fkey FOREIGN KEY (made_by) REFERENCES auth.users(id) ON DELETE SET NULL;
alter table public.widget_keys add constraint widget_keys_origins_check CHECK ((cardinality(origins) <= 20));
alter table public.widget_keys add constraint widget_keys_pkey PRIMARY KEY (id);

CREATE INDEX erased_messages_business ON private.erased_messages USING btree (business_id);
CREATE INDEX business_hour_exceptions_business ON public.business_hour_exceptions USING btree (business_id, from_on);
CREATE INDEX case_closures_business ON public.case_closures USING btree (business_id);
CREATE INDEX case_closures_case ON public.case_closures USING btree (case_id, closed_at);
CREATE INDEX case_closures_link ON public.case_closures USING btree (link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX case_escalations_business ON public.case_escalations USING btree (business_id);
CREATE INDEX case_links_business ON public.case_links USING btree (business_id);
CREATE INDEX case_links_case ON public.case_links USING btree (case_id, made_at);
CREATE INDEX case_promises_business ON public.case_promises USING btree (business_id);
CREATE INDEX case_promises_case ON public.case_promises USING btree (case_id, made_at);
CREATE INDEX case_reopenings_business ON public.case_reopenings USING btree (business_id);
CREATE INDEX case_reopenings_case ON public.case_reopenings USING btree (case_id, reopened_at);
CREATE INDEX case_reopenings_link ON public.case_reopenings USING btree (link_id) WHERE (link_id IS NOT NULL);
CREATE UNIQUE INDEX case_resolutions_ask_once ON public.case_resolutions USING btree ((
CASE
    WHEN asks_rating THEN case_id
    ELSE NULL::uuid
END));
CREATE INDEX case_resolutions_business ON public.case_resolutions USING btree (business_id);
CREATE INDEX case_resolutions_case ON public.case_resolutions USING btree (case_id, resolved_at DESC);
CREATE INDEX case_steps_business ON public.case_steps USING btree (business_id);
CREATE INDEX case_steps_case ON public.case_steps USING btree (case_id, made_at);
CREATE INDEX cases_closed ON public.cases USING btree (business_id, state, closed_at DESC, id DESC);
CREATE INDEX cases_conversation ON public.cases USING btree (conversation_id, opened_at DESC);
CREATE INDEX cases_due ON public.cases USING btree (due_at) WHERE (state = 'open'::text);
CREATE INDEX cases_message ON public.cases USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE UNIQUE INDEX cases_one_open ON public.cases USING btree ((
CASE
    WHEN (state <> 'closed'::text) THEN conversation_id
    ELSE NULL::uuid
END));
CREATE INDEX cases_open ON public.cases USING btree (business_id, state, due_at, id);
CREATE INDEX cases_resolved ON public.cases USING btree (business_id, state, resolved_at, id);
CREATE INDEX cases_unconfirmed ON public.cases USING btree (resolved_at) WHERE (state = 'resolved'::text);
CREATE INDEX channel_metrics_business ON public.channel_metrics USING btree (business_id, day);
CREATE INDEX channel_secrets_granted_by ON public.channel_secrets USING btree (granted_by) WHERE (granted_by IS NOT NULL);
CREATE INDEX channels_business ON public.channels USING btree (business_id);
CREATE INDEX channels_followers_due ON public.channels USING btree (followers_due_at);
CREATE UNIQUE INDEX channels_one_assisted ON public.channels USING btree (business_id, place, lower(name)) WHERE ((kind = 'assisted'::text) AND (disconnected_at IS NULL));
CREATE UNIQUE INDEX channels_one_live ON public.channels USING btree (network, kind, external_id) WHERE (disconnected_at IS NULL);
CREATE UNIQUE INDEX channels_one_manual ON public.channels USING btree (business_id) WHERE (kind = 'manual'::text);
CREATE UNIQUE INDEX channels_one_widget ON public.channels USING btree ((
CASE
    WHEN (kind = 'widget'::text) THEN business_id
    ELSE NULL::uuid
END));
CREATE INDEX comment_actions_business ON public.comment_actions USING btree (business_id, asked_at DESC);
CREATE INDEX comment_actions_due ON public.comment_actions USING btree (asked_at) WHERE (state = ANY (ARRAY['queued'::text, 'working'::text]));
CREATE INDEX comment_actions_message ON public.comment_actions USING btree (message_id, asked_at DESC);
CREATE INDEX connection_flows_business ON public.connection_flows USING btree (business_id);
CREATE INDEX connection_flows_user ON public.connection_flows USING btree (user_id);
CREATE INDEX consents_business ON public.consents USING btree (business_id);
CREATE INDEX consents_contact ON public.consents USING btree (contact_id, given_at DESC);
CREATE UNIQUE INDEX consents_one_standing ON public.consents USING btree ((
CASE
    WHEN (withdrawn_at IS NULL) THEN contact_id
    ELSE NULL::uuid
END), purpose);
CREATE INDEX contact_copies_business ON public.contact_copies USING btree (business_id, made_at DESC);
CREATE INDEX contact_copies_contact ON public.contact_copies USING btree (contact_id);
CREATE INDEX contact_merges_business ON public.contact_merges USING btree (business_id);
CREATE INDEX contact_merges_kept ON public.contact_merges USING btree (kept_id, merged_at DESC);
CREATE INDEX contact_merges_merged ON public.contact_merges USING btree (merged_id);
CREATE INDEX contacts_business ON public.contacts USING btree (business_id, created_at DESC);
CREATE INDEX contacts_merged ON public.contacts USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX contacts_search ON public.contacts USING gin (business_id, search);
CREATE INDEX conversation_labels_business ON public.conversation_labels USING btree (business_id);
CREATE INDEX conversation_labels_label ON public.conversation_labels USING btree (label_id, conversation_id);
CREATE INDEX conversation_notes_business ON public.conversation_notes USING btree (business_id);
CREATE INDEX conversation_notes_conversation ON public.conversation_notes USING btree (conversation_id, written_at);
CREATE INDEX conversation_reads_member ON public.conversation_reads USING btree (business_id, user_id);
CREATE INDEX conversation_states_business ON public.conversation_states USING btree (business_id, set_at DESC);
CREATE INDEX conversation_states_conversation ON public.conversation_states USING btree (conversation_id, set_at);
CREATE INDEX conversations_assigned ON public.conversations USING btree (business_id, assigned_to, last_at DESC, id DESC) WHERE (assigned_to IS NOT NULL);
CREATE INDEX conversations_channel ON public.conversations USING btree (business_id, channel_id, last_at DESC, id DESC);
CREATE INDEX conversations_contact ON public.conversations USING btree (contact_id);
CREATE INDEX conversations_identity ON public.conversations USING btree (identity_id);
CREATE INDEX conversations_intent ON public.conversations USING btree (business_id, intent, last_at DESC, id DESC) WHERE (intent IS NOT NULL);
CREATE INDEX conversations_list ON public.conversations USING btree (business_id, last_at DESC, id DESC);
CREATE INDEX conversations_snoozed ON public.conversations USING btree (snoozed_until) WHERE (status = 'snoozed'::text);
CREATE INDEX conversations_status ON public.conversations USING btree (business_id, status, last_at DESC, id DESC);
CREATE INDEX conversations_target ON public.conversations USING btree (post_target_id);
CREATE INDEX conversations_waiting ON public.conversations USING btree (business_id, waiting_since, id) WHERE (waiting_since IS NOT NULL);
CREATE INDEX digests_due ON public.digests USING btree (due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));
CREATE INDEX digests_made ON public.digests USING btree (made_at);
CREATE INDEX erasures_business ON public.erasures USING btree (business_id, erased_at DESC);
CREATE INDEX erasures_unfinished ON public.erasures USING btree (erased_at) WHERE (finished_at IS NULL);
CREATE INDEX events_subject ON public.events USING btree (subject);
CREATE INDEX events_unrelayed ON public.events USING btree (business_id, number) WHERE (relayed_at IS NULL);
CREATE INDEX feedback_links_business ON public.feedback_links USING btree (business_id);
CREATE INDEX feedback_links_feedback ON public.feedback_links USING btree (feedback_id, made_at);
CREATE INDEX feedbacks_message ON public.feedbacks USING btree (message_id);
CREATE INDEX feedbacks_widget_key ON public.feedbacks USING btree (widget_key_id) WHERE (widget_key_id IS NOT NULL);
CREATE INDEX first_comments_business ON public.first_comments USING btree (business_id);
CREATE INDEX first_comments_due ON public.first_comments USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE UNIQUE INDEX hashtag_sets_one_name ON public.hashtag_sets USING btree (business_id, lower(btrim(name)));
CREATE INDEX identities_business ON public.identities USING btree (business_id);
CREATE INDEX identities_contact ON public.identities USING btree (contact_id);
CREATE INDEX invitations_business ON public.invitations USING btree (business_id, invited_at DESC);
CREATE UNIQUE INDEX labels_name ON public.labels USING btree (business_id, lower(btrim(name)));
CREATE INDEX media_age ON public.media USING btree (uploaded_at);
CREATE UNIQUE INDEX media_frames ON public.media USING btree (original_id, shape, fit, focus, width, height) WHERE (original_id IS NOT NULL);
CREATE INDEX media_library ON public.media USING btree (business_id, uploaded_at DESC, id DESC) WHERE (original_id IS NULL);
CREATE INDEX media_original ON public.media USING btree (original_id, business_id);
CREATE INDEX media_size ON public.media USING btree (business_id) INCLUDE (bytes);
CREATE INDEX members_user ON public.members USING btree (user_id, business_id);
CREATE INDEX mentions_business ON public.mentions USING btree (business_id);
CREATE INDEX mentions_due ON public.mentions USING btree (channel_id, next_try_at) WHERE (outcome IS NULL);
CREATE INDEX message_attachments_business ON public.message_attachments USING btree (business_id);
CREATE INDEX message_attachments_due ON public.message_attachments USING btree (COALESCE(lease_until, next_try_at, arrived_at)) WHERE (state = 'waiting'::text);
CREATE INDEX message_corrections_business ON public.message_corrections USING btree (business_id, corrected_at DESC);
CREATE INDEX message_corrections_message ON public.message_corrections USING btree (message_id, corrected_at);
CREATE INDEX message_reactions_business ON public.message_reactions USING btree (business_id);
CREATE INDEX message_sends_business ON public.message_sends USING btree (business_id);
CREATE INDEX message_sends_message ON public.message_sends USING btree (message_id, opened_at);
CREATE UNIQUE INDEX message_sends_one_open ON public.message_sends USING btree (message_id) WHERE (closed_at IS NULL);
CREATE INDEX message_templates_business ON public.message_templates USING btree (business_id);
CREATE INDEX messages_answers ON public.messages USING btree (answers_conversation_id, sent_at) WHERE (answers_conversation_id IS NOT NULL);
CREATE INDEX messages_newest ON public.messages USING btree (business_id, sent_at DESC);
CREATE UNIQUE INDEX messages_one_automatic ON public.messages USING btree (conversation_id, automatic_on) WHERE (automatic_on IS NOT NULL);
CREATE UNIQUE INDEX messages_one_private_reply ON public.messages USING btree (channel_id, parent_external_id) WHERE ((about = 'private_reply'::text) AND (delivery IS DISTINCT FROM 'failed'::text));
CREATE INDEX messages_search ON public.messages USING gin (business_id, search) WHERE (removed_at IS NULL);
CREATE INDEX messages_thread ON public.messages USING btree (conversation_id, sent_at, id);
CREATE INDEX messages_undelivered ON public.messages USING btree (COALESCE(lease_until, next_try_at, created_at)) WHERE (delivery = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX notice_choices_digest ON public.notice_choices USING btree (business_id) WHERE (digest <> 'off'::text);
CREATE INDEX notice_choices_push ON public.notice_choices USING btree (next_push_at) WHERE (push <> 'none'::text);
CREATE INDEX notices_due ON public.notices USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX notices_made ON public.notices USING btree (made_at);
CREATE INDEX notices_member ON public.notices USING btree (business_id, user_id, made_at);
CREATE UNIQUE INDEX notices_one_waiting ON public.notices USING btree (business_id, user_id) WHERE (state = 'waiting'::text);
CREATE INDEX poll_marks_business ON public.poll_marks USING btree (business_id);
CREATE INDEX poll_marks_old ON public.poll_marks USING btree (read_at);
CREATE INDEX post_facts_business ON public.post_facts USING btree (business_id);
CREATE INDEX post_facts_product ON public.post_facts USING btree (product_id, fact);
CREATE INDEX post_media_business ON public.post_media USING btree (business_id);
CREATE INDEX post_media_media ON public.post_media USING btree (media_id);
CREATE INDEX post_metrics_business ON public.post_metrics USING btree (business_id, taken_at);
CREATE INDEX post_notes_business ON public.post_notes USING btree (business_id);
CREATE INDEX post_notes_post ON public.post_notes USING btree (post_id, written_at);
CREATE INDEX post_promotions_business ON public.post_promotions USING btree (business_id);
CREATE INDEX post_reviews_business ON public.post_reviews USING btree (business_id);
CREATE INDEX post_reviews_post ON public.post_reviews USING btree (post_id, version);
CREATE INDEX post_revisions_business ON public.post_revisions USING btree (business_id);
CREATE INDEX post_series_business ON public.post_series USING btree (business_id, created_at DESC, id);
CREATE INDEX post_series_running ON public.post_series USING btree (id) WHERE ((paused_at IS NULL) AND (ended_at IS NULL));
CREATE INDEX post_targets_business ON public.post_targets USING btree (business_id, scheduled_at DESC, id);
CREATE INDEX post_targets_channel_plan ON public.post_targets USING btree (channel_id, scheduled_at) WHERE (state = ANY (ARRAY['scheduled'::text, 'container_ready'::text, 'claimed'::text]));
CREATE INDEX post_targets_due ON public.post_targets USING btree (COALESCE(next_try_at, scheduled_at)) WHERE (state = ANY (ARRAY['scheduled'::text, 'container_ready'::text]));
CREATE INDEX post_targets_leased ON public.post_targets USING btree (lease_until) WHERE (state = ANY (ARRAY['claimed'::text, 'publishing'::text]));
CREATE INDEX post_targets_metrics_due ON public.post_targets USING btree (metrics_due_at) WHERE (metrics_due_at IS NOT NULL);
CREATE INDEX post_targets_not_after ON public.post_targets USING btree (not_after) WHERE (state = ANY (ARRAY['scheduled'::text, 'container_ready'::text, 'claimed'::text]));
CREATE INDEX post_targets_preflight_due ON public.post_targets USING btree (preflight_due_at) WHERE (preflight_due_at IS NOT NULL);
CREATE INDEX post_targets_standing ON public.post_targets USING btree (business_id, state, scheduled_at) WHERE (state <> ALL (ARRAY['published'::text, 'cancelled'::text]));
CREATE UNIQUE INDEX post_templates_one_name ON public.post_templates USING btree (business_id, lower(btrim(name)));
CREATE INDEX posts_business ON public.posts USING btree (business_id, created_at DESC);
CREATE INDEX posts_drafts ON public.posts USING btree (business_id, updated_at DESC, id DESC);
CREATE INDEX preflights_business ON public.preflights USING btree (business_id);
CREATE INDEX preflights_problems ON public.preflights USING btree (business_id) WHERE (problems <> '[]'::jsonb);
CREATE INDEX product_marks_business ON public.product_marks USING btree (business_id);
CREATE INDEX product_media_business ON public.product_media USING btree (business_id);
CREATE INDEX product_media_media ON public.product_media USING btree (media_id);
CREATE INDEX products_business ON public.products USING btree (business_id, place, created_at, id);
CREATE INDEX profile_requests_business ON public.profile_requests USING btree (business_id);
CREATE INDEX profile_requests_due ON public.profile_requests USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX publish_attempts_business ON public.publish_attempts USING btree (business_id);
CREATE UNIQUE INDEX publish_attempts_one_open ON public.publish_attempts USING btree (target_id) WHERE (closed_at IS NULL);
CREATE INDEX publish_attempts_target ON public.publish_attempts USING btree (target_id, opened_at);
CREATE INDEX push_devices_user ON public.push_devices USING btree (user_id, added_at);
CREATE INDEX rate_limits_age ON public.rate_limits USING btree (updated_at);
CREATE INDEX ratings_business ON public.ratings USING btree (business_id, rated_at DESC);
CREATE INDEX ratings_conversation ON public.ratings USING btree (conversation_id);
CREATE UNIQUE INDEX ratings_one_a_conversation ON public.ratings USING btree ((
CASE
    WHEN (case_id IS NULL) THEN conversation_id
    ELSE NULL::uuid
END));
CREATE INDEX read_receipts_business ON public.read_receipts USING btree (business_id);
CREATE INDEX read_receipts_due ON public.read_receipts USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE INDEX read_receipts_message ON public.read_receipts USING btree (message_id);
CREATE INDEX reminders_business ON public.reminders USING btree (business_id);
CREATE INDEX reminders_due ON public.reminders USING btree (due_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX reminders_one_waiting ON public.reminders USING btree (target_id, user_id) WHERE (state = 'waiting'::text);
CREATE INDEX reminders_target ON public.reminders USING btree (target_id, business_id);
CREATE INDEX reminders_user ON public.reminders USING btree (user_id);
CREATE INDEX reply_pictures_business ON public.reply_pictures USING btree (business_id);
CREATE UNIQUE INDEX reply_pictures_message ON public.reply_pictures USING btree (message_id);
CREATE UNIQUE INDEX reply_templates_one_shortcut ON public.reply_templates USING btree (business_id, shortcut);
CREATE UNIQUE INDEX saved_views_name ON public.saved_views USING btree (business_id, lower(btrim(name)));
CREATE INDEX series_channels_business ON public.series_channels USING btree (business_id);
CREATE INDEX series_channels_channel ON public.series_channels USING btree (channel_id);
CREATE INDEX series_facts_business ON public.series_facts USING btree (business_id);
CREATE INDEX series_facts_product ON public.series_facts USING btree (product_id);
CREATE INDEX series_media_business ON public.series_media USING btree (business_id);
CREATE INDEX series_media_media ON public.series_media USING btree (media_id);
CREATE INDEX series_skips_business ON public.series_skips USING btree (business_id);
CREATE INDEX webhook_items_account ON public.webhook_items USING btree (network, account_id, id);
CREATE INDEX webhook_items_pending ON public.webhook_items USING btree (id) WHERE (projected_at IS NULL);
CREATE INDEX webhook_items_unknown ON public.webhook_items USING btree (outcome, id) WHERE ((outcome = ANY (ARRAY['unknown'::text, 'unmatched'::text])) OR (outcome ~ '^[0-9A-Z]{5}$'::text));
CREATE INDEX webhook_items_waiting ON public.webhook_items USING btree (network, account_id, waits_for) WHERE (waits_for IS NOT NULL);
CREATE INDEX widget_keys_business ON public.widget_keys USING btree (business_id);
CREATE INDEX widget_keys_channel ON public.widget_keys USING btree (channel_id, made_at DESC);
CREATE UNIQUE INDEX widget_keys_one_current ON public.widget_keys USING btree ((
CASE
    WHEN (ends_at IS NULL) THEN channel_id
    ELSE NULL::uuid
END));

grant select on public.away_messages to authenticated;
grant select on public.away_messages to service_role;
grant delete on public.business_hour_exceptions to authenticated;
grant insert (business_id, name, from_on, to_on, opens, closes) on public.business_hour_exceptions to authenticated;
grant select on public.business_hour_exceptions to authenticated;
grant select on public.business_hour_exceptions to service_role;
grant select on public.business_hours to authenticated;
grant select on public.business_hours to service_role;
grant select on public.businesses to authenticated;
grant update (name, timezone, language, posting_target_per_week, answer_promise_hours, requires_approval, catalogue_public, escalates_to, tells_read, retention_months) on public.businesses to authenticated;
grant insert on public.businesses to service_role;
grant select on public.businesses to service_role;
grant update (media_quota_bytes) on public.businesses to service_role;
grant delete on public.calendar_feeds to authenticated;
grant select (id, business_id, user_id, made_at) on public.calendar_feeds to authenticated;
grant select on public.case_closures to authenticated;
grant select on public.case_closures to service_role;
grant select on public.case_escalations to authenticated;
grant select on public.case_escalations to service_role;
grant select (id, business_id, case_id, made_by, made_at, revoked_by, revoked_at) on public.case_links to authenticated;
grant select on public.case_promises to authenticated;
grant select on public.case_promises to service_role;
grant select on public.case_reopenings to authenticated;
grant select on public.case_reopenings to service_role;
grant select on public.case_resolutions to authenticated;
grant select on public.case_resolutions to service_role;
grant insert (id, business_id, case_id, what, for_customer) on public.case_steps to authenticated;
grant select on public.case_steps to authenticated;
grant select on public.case_steps to service_role;
grant select on public.cases to authenticated;
grant select on public.cases to service_role;
grant select on public.channel_metrics to authenticated;
grant select on public.channel_metrics to service_role;
grant delete on public.channel_secrets to service_role;
grant insert on public.channel_secrets to service_role;
grant select on public.channel_secrets to service_role;
grant update on public.channel_secrets to service_role;
grant select on public.channels to authenticated;
grant insert on public.channels to service_role;
grant select on public.channels to service_role;
grant update on public.channels to service_role;
grant select on public.comment_actions to authenticated;
grant select on public.comment_actions to service_role;
grant delete on public.connection_flows to service_role;
grant insert on public.connection_flows to service_role;
grant select on public.connection_flows to service_role;
grant update on public.connection_flows to service_role;
grant insert (id, business_id, contact_id, purpose, way, wording, given_at) on public.consents to authenticated;
grant select on public.consents to authenticated;
grant select on public.consents to service_role;
grant select on public.contact_copies to authenticated;
grant select on public.contact_copies to service_role;
grant select on public.contact_merges to authenticated;
grant select on public.contact_merges to service_role;
grant select on public.contacts to authenticated;
grant select on public.contacts to service_role;
grant select on public.conversation_labels to authenticated;
grant select on public.conversation_labels to service_role;
grant delete on public.conversation_notes to authenticated;
grant insert (id, business_id, conversation_id, body) on public.conversation_notes to authenticated;
grant select on public.conversation_notes to authenticated;
grant select on public.conversation_notes to service_role;
grant select on public.conversation_reads to authenticated;
grant select on public.conversation_reads to service_role;
grant select on public.conversation_states to authenticated;
grant select on public.conversation_states to service_role;
grant select on public.conversations to authenticated;
grant select on public.conversations to service_role;
grant select on public.digests to service_role;
grant select (id, business_id, contact_id, why, erased_by, erased_at, conversations, messages, files, finished_at) on public.erasures to authenticated;
grant select on public.erasures to service_role;
grant select (business_id, number, kind, subject, actor, at) on public.events to authenticated;
grant select on public.events to service_role;
grant select (id, business_id, feedback_id, made_at) on public.feedback_links to authenticated;
grant select on public.feedbacks to authenticated;
grant select on public.feedbacks to service_role;
grant select on public.first_comments to authenticated;
grant select on public.first_comments to service_role;
grant delete on public.hashtag_sets to authenticated;
grant insert (id, business_id, name, tags) on public.hashtag_sets to authenticated;
grant select on public.hashtag_sets to authenticated;
grant update (name, tags) on public.hashtag_sets to authenticated;
grant select on public.identities to authenticated;
grant select on public.identities to service_role;
grant delete on public.installation_keys to service_role;
grant insert on public.installation_keys to service_role;
grant select on public.installation_keys to service_role;
grant delete on public.invitations to authenticated;
grant insert (business_id, email, role, token_hash) on public.invitations to authenticated;
grant select (id, business_id, email, role, invited_by, invited_at, expires_at, accepted_at) on public.invitations to authenticated;
grant insert on public.invitations to service_role;
grant select on public.invitations to service_role;
grant delete on public.labels to authenticated;
grant select on public.labels to authenticated;
grant select on public.labels to service_role;
grant delete on public.media to authenticated;
grant insert (id, business_id, mime, bytes, width, height, original_id, shape, fit, focus, original_width, original_height, duration_ms, video_bytes, codec, has_poster) on public.media to authenticated;
grant select on public.media to authenticated;
grant update (alt_text) on public.media to authenticated;
grant delete on public.media to service_role;
grant insert on public.media to service_role;
grant select on public.media to service_role;
grant delete on public.media_removals to service_role;
grant select on public.media_removals to service_role;
grant delete on public.members to authenticated;
grant select on public.members to authenticated;
grant update (role) on public.members to authenticated;
grant insert on public.members to service_role;
grant select on public.members to service_role;
grant select on public.mentions to authenticated;
grant select on public.mentions to service_role;
grant select (id, business_id, message_id, "position", kind, name, state, reason, mime, bytes, width, height, has_preview, arrived_at, stored_at) on public.message_attachments to authenticated;
grant select on public.message_attachments to service_role;
grant select on public.message_corrections to authenticated;
grant select on public.message_corrections to service_role;
grant select on public.message_reactions to authenticated;
grant select on public.message_reactions to service_role;
grant select on public.message_sends to authenticated;
grant select on public.message_sends to service_role;
grant select on public.message_templates to authenticated;
grant select on public.message_templates to service_role;
grant select on public.messages to authenticated;
grant select on public.messages to service_role;
grant select on public.notice_choices to service_role;
grant select on public.notices to service_role;
grant delete on public.poll_marks to service_role;
grant insert on public.poll_marks to service_role;
grant select on public.poll_marks to service_role;
grant update on public.poll_marks to service_role;
grant select on public.post_facts to authenticated;
grant select on public.post_facts to service_role;
grant select on public.post_media to authenticated;
grant insert on public.post_media to service_role;
grant select on public.post_media to service_role;
grant select on public.post_metrics to authenticated;
grant select on public.post_metrics to service_role;
grant insert (id, post_id, business_id, body) on public.post_notes to authenticated;
grant select on public.post_notes to authenticated;
grant delete on public.post_promotions to authenticated;
grant insert (post_id, business_id, account, agreement, link, result) on public.post_promotions to authenticated;
grant select on public.post_promotions to authenticated;
grant update (post_id, business_id, account, agreement, link, result) on public.post_promotions to authenticated;
grant select on public.post_reviews to authenticated;
grant select on public.post_revisions to authenticated;
grant select on public.post_series to authenticated;
grant select on public.post_series to service_role;
grant select on public.post_targets to authenticated;
grant insert on public.post_targets to service_role;
grant select on public.post_targets to service_role;
grant delete on public.post_templates to authenticated;
grant insert (id, business_id, name, caption, first_comment, message_type, pillar, goal, goal_figure, goal_value) on public.post_templates to authenticated;
grant select on public.post_templates to authenticated;
grant select on public.posts to authenticated;
grant insert on public.posts to service_role;
grant select on public.posts to service_role;
grant select on public.preflights to authenticated;
grant select on public.preflights to service_role;
grant select on public.product_marks to authenticated;
grant select on public.product_marks to service_role;
grant select on public.product_media to authenticated;
grant select on public.product_media to service_role;
grant select on public.products to authenticated;
grant select on public.products to service_role;
grant select on public.profile_requests to service_role;
grant select on public.publish_attempts to authenticated;
grant select on public.publish_attempts to service_role;
grant delete on public.push_devices to service_role;
grant select on public.push_devices to service_role;
grant select on public.ratings to authenticated;
grant select on public.ratings to service_role;
grant select on public.read_receipts to service_role;
grant select on public.reminders to authenticated;
grant select on public.reminders to service_role;
grant select on public.reply_pictures to authenticated;
grant select on public.reply_pictures to service_role;
grant delete on public.reply_templates to authenticated;
grant insert (id, business_id, shortcut, body) on public.reply_templates to authenticated;
grant select on public.reply_templates to authenticated;
grant update (shortcut, body) on public.reply_templates to authenticated;
grant delete on public.saved_views to authenticated;
grant insert (business_id, name, query) on public.saved_views to authenticated;
grant select on public.saved_views to authenticated;
grant select on public.saved_views to service_role;
grant select on public.series_channels to authenticated;
grant select on public.series_facts to authenticated;
grant select on public.series_media to authenticated;
grant select on public.series_skips to authenticated;
grant select on public.webhook_items to service_role;
grant select on public.widget_keys to authenticated;
grant select on public.widget_keys to service_role;
grant delete on storage.buckets to service_role;
grant insert on storage.buckets to service_role;
grant select on storage.buckets to service_role;
grant update on storage.buckets to service_role;
grant delete on storage.objects to service_role;
grant insert on storage.objects to service_role;
grant select on storage.objects to service_role;
grant update on storage.objects to service_role;


create view private.living_processes as
 SELECT id,
    kind,
    host,
    pid,
    works,
    healthy,
    pool
   FROM private.processes p
  WHERE (seen_at > (now() - '00:01:35'::interval));

create view private.seals as
 SELECT 'channel'::text AS place,
    (s.channel_id)::text AS id,
    s.sealed,
    ((((c.business_id || ':'::text) || c.kind) || ':'::text) || c.external_id) AS context
   FROM (public.channel_secrets s
     JOIN public.channels c ON ((c.id = s.channel_id)))
UNION ALL
 SELECT 'connection'::text AS place,
    (f.id)::text AS id,
    f.sealed,
    (f.id)::text AS context
   FROM public.connection_flows f
  WHERE (f.sealed IS NOT NULL)
UNION ALL
 SELECT 'installation'::text AS place,
    k.name AS id,
    k.sealed,
    ('installation:'::text || k.name) AS context
   FROM public.installation_keys k;

create policy select_mine on public.away_messages as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_owned on public.business_hour_exceptions as permissive for delete to authenticated
  using ((business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)));
create policy insert_owned on public.business_hour_exceptions as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)));
create policy select_mine on public.business_hour_exceptions as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.business_hours as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.businesses as permissive for select to authenticated
  using ((id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy update_owned on public.businesses as permissive for update to authenticated
  using ((id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)))
  with check ((id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)));
create policy delete_own_or_owned on public.calendar_feeds as permissive for delete to authenticated
  using (((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)) AND ((user_id = ( SELECT auth.uid() AS uid)) OR (business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)))));
create policy select_own_or_owned on public.calendar_feeds as permissive for select to authenticated
  using (((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)) AND ((user_id = ( SELECT auth.uid() AS uid)) OR (business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)))));
create policy select_mine on public.case_closures as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.case_escalations as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.case_links as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.case_promises as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.case_reopenings as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.case_resolutions as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.case_steps as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.case_steps as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.cases as permissive for select to authenticated
  using (((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)) AND (erased_at IS NULL)));
create policy select_mine on public.channel_metrics as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.channels as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.comment_actions as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.consents as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.consents as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.contact_copies as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.contact_merges as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.contacts as permissive for select to authenticated
  using (((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)) AND (erased_at IS NULL)));
create policy select_mine on public.conversation_labels as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_own on public.conversation_notes as permissive for delete to authenticated
  using (((written_by = ( SELECT auth.uid() AS uid)) AND (business_id IN ( SELECT private.my_business_ids() AS my_business_ids))));
create policy insert_mine on public.conversation_notes as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.conversation_notes as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.conversation_reads as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.conversation_states as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.conversations as permissive for select to authenticated
  using (((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)) AND (erased_at IS NULL)));
create policy select_mine on public.erasures as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.events as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.feedback_links as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.feedbacks as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.first_comments as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_mine on public.hashtag_sets as permissive for delete to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.hashtag_sets as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.hashtag_sets as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy update_mine on public.hashtag_sets as permissive for update to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)))
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.identities as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_owned on public.invitations as permissive for delete to authenticated
  using (((business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)) AND (accepted_at IS NULL)));
create policy insert_owned on public.invitations as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)));
create policy select_owned on public.invitations as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)));
create policy delete_mine on public.labels as permissive for delete to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.labels as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_mine on public.media as permissive for delete to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.media as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.media as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy update_mine on public.media as permissive for update to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)))
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_owned_or_self on public.members as permissive for delete to authenticated
  using (((business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)) OR (user_id = ( SELECT auth.uid() AS uid))));
create policy select_colleagues on public.members as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy update_owned on public.members as permissive for update to authenticated
  using ((business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)))
  with check ((business_id IN ( SELECT private.my_owned_business_ids() AS my_owned_business_ids)));
create policy select_mine on public.mentions as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.message_attachments as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.message_corrections as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.message_reactions as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.message_sends as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.message_templates as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.messages as permissive for select to authenticated
  using (((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)) AND (erased_at IS NULL)));
create policy select_mine on public.post_facts as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_media as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_metrics as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.post_notes as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_notes as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_mine on public.post_promotions as permissive for delete to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.post_promotions as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_promotions as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy update_mine on public.post_promotions as permissive for update to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)))
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_reviews as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_revisions as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_series as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_targets as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_mine on public.post_templates as permissive for delete to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.post_templates as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.post_templates as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.posts as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.preflights as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.product_marks as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.product_media as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.products as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.publish_attempts as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.ratings as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.reminders as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.reply_pictures as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_mine on public.reply_templates as permissive for delete to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.reply_templates as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.reply_templates as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy update_mine on public.reply_templates as permissive for update to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)))
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy delete_mine on public.saved_views as permissive for delete to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy insert_mine on public.saved_views as permissive for insert to authenticated
  with check ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.saved_views as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.series_channels as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.series_facts as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.series_media as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.series_skips as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));
create policy select_mine on public.widget_keys as permissive for select to authenticated
  using ((business_id IN ( SELECT private.my_business_ids() AS my_business_ids)));


CREATE OR REPLACE FUNCTION private.add_feedback_link(feedback public.feedbacks, token_hash bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from public.feedback_links l where l.id in (
    select o.id from public.feedback_links o where o.feedback_id = feedback.id
    order by o.made_at desc, o.id offset 49);
  insert into public.feedback_links (business_id, feedback_id, token_hash)
    values (feedback.business_id, feedback.id, add_feedback_link.token_hash);
end
$function$
;

CREATE OR REPLACE FUNCTION private.adopt_echo(channel public.channels, conversation uuid, said jsonb)
 RETURNS public.messages
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  adopted public.messages;
  ours uuid;
begin
  if said ->> 'metadata' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    select s.id into ours from public.messages s
      where s.id = (said ->> 'metadata')::uuid and s.channel_id = channel.id and s.direction = 'out'
        and s.external_id is null and s.delivery is not null;
  end if;
  if ours is null then
    select s.id into ours from public.messages s
      where s.conversation_id = conversation and s.direction = 'out' and s.external_id is null
        and s.delivery in ('sending', 'unconfirmed') and s.body = said ->> 'text'
      order by s.created_at limit 1;
  end if;
  update public.messages m set external_id = said ->> 'externalId', delivery = 'sent', version = m.version + 1,
      lease_until = null, next_try_at = null, reason = null,
      sent_at = case when said ->> 'place' = 'direct' then greatest(m.sent_at, (said ->> 'at')::timestamptz)
        else m.sent_at end
    where m.id = ours returning * into adopted;
  if adopted.id is not null then
    update public.message_sends s set closed_at = now(), outcome = 'found'
      where s.message_id = adopted.id and s.closed_at is null;
    -- A private reply was written before anybody knew whom it would reach.
    if adopted.about = 'private_reply' and said #>> '{person,id}' is not null then
      perform private.settle_recipient(adopted.id, said #>> '{person,id}');
      select * into adopted from public.messages m where m.id = ours;
    end if;
    perform private.apply_marks(adopted.id);
  end if;
  return adopted;
end
$function$
;

CREATE OR REPLACE FUNCTION private.append_event(business uuid, kind text, subject uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare next_number bigint;
begin
  insert into private.event_counters as c (business_id, last) values (business, 1)
    on conflict (business_id) do update set last = c.last + 1
    returning c.last into next_number;
  insert into public.events (business_id, number, kind, subject, actor)
    values (business, next_number, append_event.kind, append_event.subject, (select auth.uid()));
  perform pg_catalog.pg_notify('tanggap_events', business::text);
end
$function$
;

CREATE OR REPLACE FUNCTION private.apply_marks(message uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.messages m set version = m.version + 1,
      delivery = case when m.sent_at <= c.read_up_to then 'read' else 'delivered' end
    from public.conversations c
    where m.id = message and c.id = m.conversation_id and m.direction = 'out'
      and ((m.delivery in ('sent', 'delivered') and m.sent_at <= c.read_up_to)
        or (m.delivery = 'sent' and m.sent_at <= c.delivered_up_to))
$function$
;

CREATE OR REPLACE FUNCTION private.approval_needed(business uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select b.requires_approval and (select count(*) from public.members m where m.business_id = b.id) >= 2
  from public.businesses b where b.id = approval_needed.business
$function$
;

CREATE OR REPLACE FUNCTION private.ask_profile()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.profile_requests (identity_id, business_id)
    select i.id, i.business_id
    from public.identities i
    join public.contacts k on k.id = i.contact_id and k.name = ''
    join public.channels h on h.id = i.channel_id and h.kind in ('facebook', 'instagram')
    -- Those have an id on the network.
    where i.id = new.identity_id and i.external_id ~ '^[0-9]+$'
    on conflict do nothing;
  if found then perform pg_catalog.pg_notify('tanggap_profiles', ''); end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.awaited(channel public.channels, said jsonb)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case said ->> 'type'
    when 'message' then coalesce(said ->> 'parentId', said ->> 'postId')
    when 'receipt' then coalesce(
      (select 'dm:' || (said ->> 'personId') where said ->> 'upTo' is not null and not exists (
        select from public.identities i
        join public.conversations c on c.identity_id = i.id and c.channel_id = channel.id and c.kind = 'dm'
        where i.channel_id = channel.id and i.external_id = said ->> 'personId')), (
      select n.id from jsonb_array_elements_text(said -> 'externalIds') as n (id)
      where not exists (select from public.messages m where m.channel_id = channel.id and m.external_id = n.id)
      order by n.id limit 1))
    else said ->> 'externalId' end
$function$
;

CREATE OR REPLACE FUNCTION private.batch_of(items jsonb)
 RETURNS private.arrival[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select array_agg(row(a.place, a.item_id, a.business_id, a.channel_id, a.message_id, a.said ->> 'externalId',
      coalesce(a.person ->> 'id', 'hidden:' || coalesce(a.said ->> 'parentId', a.said ->> 'externalId')),
      left(coalesce(nullif(a.person ->> 'name', ''), nullif(a.person ->> 'username', ''), ''), 200),
      a.person ->> 'username', case a.said ->> 'place' when 'direct' then 'dm' else 'comment' end,
      coalesce(a.said ->> 'postId', ''), (a.said ->> 'at')::timestamptz, a.said, null, null, null)::private.arrival
    order by a.business_id, a.item_id, a.place)
  from (
    select distinct on (c.id, s.said ->> 'externalId')
      i.place, i.item_id, c.business_id, c.id as channel_id, s.said, nullif(s.said -> 'person', 'null'::jsonb) as person,
      private.message_id(c.id, s.said ->> 'externalId') as message_id
    from rows from (jsonb_to_recordset(items) as (item_id bigint, network text, kind text, incoming jsonb))
      with ordinality as i (item_id, network, kind, incoming, place)
    left join public.webhook_items w on w.id = i.item_id
    cross join lateral (select i.incoming -> 0 as said) s
    cross join lateral private.channel_of(i.network, i.kind, s.said ->> 'accountId', w.received_at) c
    where jsonb_array_length(i.incoming) = 1
      and s.said ->> 'type' = 'message' and s.said ->> 'direction' = 'in' and s.said ->> 'externalId' <> ''
      and c.id is not null
    order by c.id, s.said ->> 'externalId', i.item_id, i.place
  ) a
  where coalesce(a.person ->> 'id', '') not like '@%'
    and not exists (select from public.messages m
      where m.channel_id = a.channel_id and m.external_id = a.said ->> 'externalId')
    and not exists (select from private.erased_messages e where e.id = a.message_id)
$function$
;

CREATE OR REPLACE FUNCTION private.beginnings(words text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when count(*) > 0 then string_agg(
      case when numnode(w.stem) > 0 then '(' || w.stem::text || ' | ' || w.plain::text || ')' else w.plain::text end,
      ' & ')::tsquery end
  from (
    select to_tsquery('pg_catalog.indonesian', '''' || r.word || ''':*') as stem,
      ('''' || r.word || ''':*')::tsquery as plain
    from regexp_split_to_table(lower(left(words, 200)), '[^[:alnum:]]+') as r (word)
    where char_length(r.word) >= 3) w
$function$
;

CREATE OR REPLACE FUNCTION private.caption_key(caption text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select nullif(btrim(regexp_replace(lower(caption), '[[:space:][:punct:]]+', ' ', 'g')), '') $function$
;

CREATE OR REPLACE FUNCTION private.catalogue_of(business uuid)
 RETURNS TABLE(business_name text, business_slug text, timezone text, sample boolean, products jsonb)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select b.name, b.slug, b.timezone, b.sample, coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', p.id, 'name', p.name, 'benefits', p.benefits, 'strengths', p.strengths, 'weaknesses', p.weaknesses,
      'price', p.price, 'price_unit', p.price_unit, 'how_to_buy', p.how_to_buy,
      'quality_assurance', p.quality_assurance, 'pictures', private.pictures_of(p.id),
      'marks', coalesce((
        select jsonb_agg(jsonb_build_object('kind', m.kind, 'number', m.number, 'expires_on', m.expires_on)
          order by m.kind)
        from public.product_marks m
        where m.product_id = p.id
          and (m.expires_on is null or m.expires_on >= (now() at time zone b.timezone)::date)), '[]')
    ) order by p.place, p.created_at, p.id)
    from public.products p where p.business_id = b.id and p.active), '[]')
  from public.businesses b where b.id = business
$function$
;

CREATE OR REPLACE FUNCTION private.channel_of(on_network text, of_kind text, account text, received timestamp with time zone)
 RETURNS public.channels
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select c.* from public.channels c
  where c.network = on_network and c.kind = of_kind and c.external_id = account and c.disconnected_at is null
    and (received is null or (received >= c.connected_at and not exists (
      select from public.channels o
      where o.network = c.network and o.kind = c.kind and o.external_id = c.external_id
        and o.business_id <> c.business_id and o.connected_at <= received
        and (o.disconnected_at is null or o.disconnected_at > received))))
$function$
;

CREATE OR REPLACE FUNCTION private.check_due(due timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if due is null or due <= now() or due > now() + interval '1 year' then
    raise exception 'a promise ends later' using errcode = 'check_violation', constraint = 'case_due';
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION private.check_media()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  quota bigint;
  used bigint;
begin
  if exists (select from public.media m
      where m.id = new.original_id and (m.original_id is not null or m.mime <> 'image/jpeg')) then
    raise exception 'only an uploaded picture can be framed' using errcode = 'check_violation';
  end if;
  -- The lock makes two uploads of one business take turns; the second counts the first.
  select b.media_quota_bytes into quota from public.businesses b where b.id = new.business_id for no key update;
  select coalesce(sum(m.bytes), 0) into used from public.media m where m.business_id = new.business_id;
  if used + new.bytes > quota then
    raise exception 'the quota of stored files is reached'
      using errcode = 'P0001', hint = 'media_quota', detail = jsonb_build_object('used', used, 'quota', quota)::text;
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.check_target_transition()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if new.state = old.state and new.version = old.version then return new; end if;
  if new.version <> old.version + 1 then
    raise exception 'a target moves one version at a time' using errcode = 'check_violation';
  end if;
  if not (case old.state
    when 'draft' then new.state in ('draft', 'approved', 'scheduled', 'cancelled')
    when 'approved' then new.state in ('approved', 'draft', 'scheduled', 'cancelled')
    when 'scheduled' then new.state in ('scheduled', 'draft', 'claimed', 'missed', 'failed', 'cancelled')
    when 'claimed' then new.state in
      ('claimed', 'scheduled', 'container_ready', 'publishing', 'failed', 'unconfirmed', 'missed')
    when 'container_ready' then new.state in
      ('container_ready', 'draft', 'scheduled', 'claimed', 'missed', 'failed', 'cancelled')
    when 'publishing' then new.state in ('publishing', 'published', 'failed', 'unconfirmed', 'scheduled', 'container_ready')
    when 'unconfirmed' then new.state in ('published', 'scheduled', 'cancelled')
    when 'failed' then new.state in ('draft', 'scheduled', 'cancelled', 'published')
    when 'missed' then new.state in ('draft', 'scheduled', 'cancelled')
    when 'cancelled' then new.state in ('draft', 'scheduled')
    else false
  end) and not (old.state in ('scheduled', 'missed') and new.state = 'published'
    and exists (select from public.channels c where c.id = new.channel_id and c.kind = 'assisted'))
  then
    raise exception 'a target cannot go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.check_timezone()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not private.is_timezone(new.timezone) then
    raise exception 'unknown timezone' using errcode = 'check_violation', constraint = 'businesses_timezone_check';
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.closed_how(of_case uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select c.how from public.case_closures c where c.resolution_id = private.standing_resolution(of_case)
$function$
;

CREATE OR REPLACE FUNCTION private.conversation_copy(talk public.conversations)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'kind', talk.kind,
    'channel', (select h.kind from public.channels h where h.id = talk.channel_id),
    'status', talk.status,
    'feedback', (
      select jsonb_build_object('number', f.number, 'kind', f.kind, 'email', f.email, 'whatsapp', f.whatsapp,
        'ordered', f.ordered, 'wants', f.wants, 'page', f.page, 'product', f.product, 'language', f.language,
        'notice', f.notice, 'consented_at', f.consented_at)
      from public.feedbacks f where f.conversation_id = talk.id),
    'messages', coalesce((
      select jsonb_agg(jsonb_build_object('from', case m.direction when 'in' then 'customer' else 'business' end,
        'at', m.sent_at, 'words', m.body, 'automatic', m.automatic, 'removed_at', m.removed_at,
        'edited_at', m.edited_at, 'intent', m.intent, 'topic', m.topic, 'sentiment', m.sentiment,
        'urgency', m.urgency, 'sorted_by', m.sorted_by,
        'reactions', coalesce((
          select jsonb_agg(jsonb_build_object('emoji', r.emoji, 'at', r.at) order by r.at, r.id)
          from public.message_reactions r where r.message_id = m.id and r.emoji is not null), '[]'),
        'files', coalesce((
          select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'mime', a.mime, 'name', a.name)
            order by a.position)
          from public.message_attachments a where a.message_id = m.id and a.state = 'stored'), '[]'))
        order by m.sent_at, m.id)
      from public.messages m where m.conversation_id = talk.id), '[]'),
    'labels', coalesce((
      select jsonb_agg(l.name order by l.name) from public.conversation_labels p join public.labels l on l.id = p.label_id
      where p.conversation_id = talk.id), '[]'),
    'notes', coalesce((
      select jsonb_agg(jsonb_build_object('at', n.written_at, 'words', n.body) order by n.written_at, n.id)
      from public.conversation_notes n where n.conversation_id = talk.id), '[]'),
    'cases', coalesce((
      select jsonb_agg(jsonb_build_object('number', k.number, 'category', k.category, 'wants', k.wants,
        'wants_words', k.wants_words, 'complaint', k.complaint, 'state', k.state, 'opened_at', k.opened_at,
        'promises', coalesce((
          select jsonb_agg(jsonb_build_object('what', p.what, 'due_at', p.due_at, 'made_at', p.made_at)
            order by p.made_at, p.id) from public.case_promises p where p.case_id = k.id), '[]'),
        'steps', coalesce((
          select jsonb_agg(jsonb_build_object('what', s.what, 'at', s.made_at) order by s.made_at, s.id)
          from public.case_steps s where s.case_id = k.id), '[]'),
        'resolutions', coalesce((
          select jsonb_agg(jsonb_build_object('what', r.what, 'at', r.resolved_at) order by r.resolved_at, r.id)
          from public.case_resolutions r where r.case_id = k.id), '[]'),
        'reopened', coalesce((
          select jsonb_agg(jsonb_build_object('reason', o.reason, 'at', o.reopened_at) order by o.reopened_at, o.id)
          from public.case_reopenings o where o.case_id = k.id), '[]'))
        order by k.opened_at, k.id)
      from public.cases k where k.conversation_id = talk.id), '[]'),
    'ratings', coalesce((
      select jsonb_agg(jsonb_build_object('score', r.score, 'words', r.words, 'at', r.rated_at) order by r.rated_at, r.id)
      from public.ratings r where r.conversation_id = talk.id), '[]'))
$function$
;

CREATE OR REPLACE FUNCTION private.default_not_after()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.not_after := coalesce(new.not_after, new.scheduled_at + interval '6 hours');
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.direct_conversation(asked public.messages)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  who public.identities;
  stand_in text := 'private:' || asked.external_id;
  spot uuid;
begin
  select i.* into who from public.identities i join public.conversations c on c.identity_id = i.id
    where c.id = asked.conversation_id;
  select c.id into spot from public.conversations c where c.identity_id = who.id and c.kind = 'dm';
  if spot is not null then return spot; end if;
  if who.external_id like 'hidden:%'
    or not exists (select from public.channels h where h.id = asked.channel_id and h.kind = 'instagram')
  then
    insert into public.identities (business_id, contact_id, channel_id, external_id, username)
      values (who.business_id, who.contact_id, who.channel_id, stand_in, who.username)
      on conflict (channel_id, external_id) do update set username = excluded.username
      returning * into who;
  end if;
  insert into public.conversations (business_id, channel_id, contact_id, identity_id, kind)
    values (who.business_id, who.channel_id, who.contact_id, who.id, 'dm')
    on conflict on constraint conversations_one do nothing
    returning id into spot;
  if spot is null then
    select c.id into spot from public.conversations c where c.identity_id = who.id and c.kind = 'dm';
  end if;
  return spot;
end
$function$
;

CREATE OR REPLACE FUNCTION private.drop_reply_picture()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.media_removals (media_id, names)
    values (old.id, array[old.id || '.jpg', old.id || '-small.jpg']) on conflict do nothing;
  perform pg_catalog.pg_notify('tanggap_media', '');
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.end_submission()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.posts p set submitted_by = null, submitted_at = null
    where p.id = new.post_id and p.submitted_at is not null
      and not exists (select from public.post_targets t where t.post_id = p.id and t.state = 'draft');
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.erase_cases(talks uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare theirs uuid[] := array(select c.id from public.cases c where c.conversation_id = any (talks) order by c.id);
begin
  update public.cases c set wants_words = '', complaint = '', promise = '', erased_at = now() where c.id = any (theirs);
  update public.case_promises p set what = '-' where p.case_id = any (theirs);
  update public.case_resolutions r set what = '-' where r.case_id = any (theirs);
  update public.case_reopenings r set reason = '-' where r.case_id = any (theirs);
  delete from public.case_steps s where s.case_id = any (theirs);
  delete from public.case_links l where l.case_id = any (theirs);
  update public.ratings r set words = '' where r.conversation_id = any (talks);
end
$function$
;

CREATE OR REPLACE FUNCTION private.erase_feedbacks(talks uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  delete from public.feedback_links l using public.feedbacks f
    where f.id = l.feedback_id and f.conversation_id = any (talks);
  update public.feedbacks f set email = null, whatsapp = null, ordered = '', page = null, product = '',
      erased_at = coalesce(f.erased_at, now())
    where f.conversation_id = any (talks);
$function$
;

CREATE OR REPLACE FUNCTION private.erase_messages(talks uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare said uuid[] := array(select m.id from public.messages m where m.conversation_id = any (talks) order by m.id);
begin
  insert into private.erased_messages (id, business_id)
    select private.message_id(m.channel_id, m.external_id), m.business_id from public.messages m
    where m.id = any (said) and m.external_id is not null
    on conflict do nothing;
  delete from public.message_attachments a where a.message_id = any (said);
  delete from public.reply_pictures p where p.message_id = any (said);
  delete from public.message_reactions r where r.message_id = any (said);
  update public.message_corrections c set topic = null,
      was = jsonb_build_object('intent', c.was -> 'intent', 'sentiment', c.was -> 'sentiment', 'urgency', c.was -> 'urgency',
        'by', c.was -> 'by', 'model', c.was -> 'model')
    where c.message_id = any (said);
  update public.message_sends s set reason = null, trace = null where s.message_id = any (said);
  delete from public.comment_actions a where a.message_id = any (said);
  update public.messages m set
      body = '', external_id = null, parent_external_id = null, quotes_external_id = null, about_url = null,
      template = null,
      topic = null, next_try_at = null, erased_at = now(),
      delivery = case when m.delivery = 'queued' then 'failed' else m.delivery end,
      reason = case when m.delivery = 'queued' then 'erased' end
    where m.id = any (said);
end
$function$
;

CREATE OR REPLACE FUNCTION private.erase_person(contact uuid, why text, actor uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  c public.contacts;
  people uuid[];
  talks uuid[];
begin
  select * into c from public.contacts o where o.id = contact for update;
  if c.id is null or c.erased_at is not null or c.merged_into is not null then return null; end if;
  people := private.same_person(c.id);
  talks := array(select t.id from public.conversations t where t.contact_id = any (people) order by t.id for update);
  if exists (select from public.messages m where m.conversation_id = any (talks) and m.delivery = 'sending')
    or exists (select from public.messages m join public.comment_actions a on a.message_id = m.id
      where m.conversation_id = any (talks) and a.state = 'working') then
    return 'busy';
  end if;
  insert into public.erasures (business_id, contact_id, why, erased_by, conversations, messages, files, finished_at, traces)
    select c.business_id, c.id, erase_person.why, actor, cardinality(talks),
      (select count(*) from public.messages m where m.conversation_id = any (talks)),
      (select count(*) from public.messages m join public.message_attachments a on a.message_id = m.id
        where m.conversation_id = any (talks)),
      case erase_person.why when 'retention' then now() end,
      -- Of what is old the raw items go by their age.
      case erase_person.why when 'asked' then private.traces_of(people, talks) end;
  perform private.erase_messages(talks);
  perform private.erase_cases(talks);
  perform private.erase_feedbacks(talks);
  delete from public.conversation_notes n where n.conversation_id = any (talks);
  delete from public.conversation_labels l where l.conversation_id = any (talks);
  delete from public.read_receipts r where r.conversation_id = any (talks);
  delete from public.profile_requests r using public.identities i
    where i.id = r.identity_id and i.contact_id = any (people);
  delete from public.consents s where s.contact_id = any (people);
  update public.conversations t set erased_at = now(), closed_at = now(), assigned_to = null, snoozed_until = null,
      status = case t.status when 'snoozed' then 'open' else t.status end,
      place = case when t.post_target_id is null and t.place <> '' then 'erased:' || t.id else t.place end
    where t.id = any (talks);
  perform private.refresh_conversation(t.id) from unnest(talks) as t (id);
  update public.identities i set external_id = 'erased:' || i.id, username = null where i.contact_id = any (people);
  update public.contacts o set name = '', erased_at = now() where o.id = any (people);
  perform private.append_event(c.business_id, 'contact.erased', c.id);
  perform pg_catalog.pg_notify('tanggap_erasures', '');
  return 'erased';
end
$function$
;

CREATE OR REPLACE FUNCTION private.feedback_of(token text)
 RETURNS public.feedbacks
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select f.* from public.feedback_links l join public.feedbacks f on f.id = l.feedback_id
  where l.token_hash = sha256(convert_to(feedback_of.token, 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION private.figure_of(m public.post_metrics, figure text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case figure
    when 'reach' then m.reach when 'likes' then m.likes when 'comments' then m.comments
    when 'shares' then m.shares when 'saves' then m.saves
    when 'interactions' then case when num_nonnulls(m.likes, m.comments, m.shares, m.saves) > 0
      then coalesce(m.likes, 0) + coalesce(m.comments, 0) + coalesce(m.shares, 0) + coalesce(m.saves, 0) end
  end
$function$
;

CREATE OR REPLACE FUNCTION private.fill_gaps(body text, gaps text[], gap_values text[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select string_agg(t.part || coalesce(gap_values[array_position(gaps, g.gap[1])], ''), '' order by t.n)
  from regexp_split_to_table(body, '\{\{\s*\w+\s*\}\}') with ordinality as t (part, n)
  left join regexp_matches(body, '\{\{\s*(\w+)\s*\}\}', 'g') with ordinality as g (gap, n) using (n)
$function$
;

CREATE OR REPLACE FUNCTION private.fill_series(series public.post_series)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  zone text;
  today date;
  day date;
  made integer := 0;
begin
  perform private.note_late(series);
  if series.paused_at is not null or series.ended_at is not null
    or not exists (select private.series_reach(series.id)) then return 0; end if;
  select b.timezone into zone from public.businesses b where b.id = series.business_id;
  today := (now() at time zone zone)::date;
  for day in select d from private.series_days(series, today, today + 28) as d
    where private.series_instant(d, series.local_hour, zone) > now()
      and not exists (select from public.posts p where p.series_id = series.id and p.series_on = d)
      and not exists (select from public.series_skips k where k.series_id = series.id and k.day = d)
  loop
    perform private.write_occurrence(series, zone, day, null);
    made := made + 1;
  end loop;
  if made > 0 then perform pg_catalog.pg_notify('tanggap_due', ''); end if;
  return made;
end
$function$
;

CREATE OR REPLACE FUNCTION private.filled_facts(product public.products)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select array_remove(array[
    case when product.benefits is not null then 'benefits' end,
    case when product.strengths is not null then 'strengths' end,
    case when product.weaknesses is not null then 'weaknesses' end,
    case when product.price is not null then 'price' end,
    case when product.how_to_buy is not null then 'how_to_buy' end,
    case when product.quality_assurance is not null then 'quality_assurance' end], null)
$function$
;

CREATE OR REPLACE FUNCTION private.find_conversation(channel public.channels, person jsonb, kind text, spot text, at timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  who public.identities := private.find_identity(channel, person);
  found_id uuid;
begin
  insert into public.conversations
      (business_id, channel_id, contact_id, identity_id, kind, place, post_target_id, last_at)
    values (channel.business_id, channel.id, who.contact_id, who.id, find_conversation.kind, spot,
      (select t.id from public.post_targets t where t.channel_id = channel.id and t.remote_id = spot), at)
    on conflict on constraint conversations_one do nothing
    returning id into found_id;
  if found_id is null then
    select c.id into found_id from public.conversations c
      where c.channel_id = channel.id and c.kind = find_conversation.kind and c.place = spot
        and c.identity_id = who.id;
  end if;
  return found_id;
end
$function$
;

CREATE OR REPLACE FUNCTION private.find_identity(channel public.channels, person jsonb)
 RETURNS public.identities
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  known public.identities;
  shown text := left(coalesce(nullif(person ->> 'name', ''), nullif(person ->> 'username', ''), ''), 200);
  contact uuid;
begin
  select * into known from public.identities i
    where i.channel_id = channel.id and i.external_id = person ->> 'id';
  if known.id is null then
    -- Two projections of the same new person take turns here.
    perform pg_advisory_xact_lock(hashtextextended(channel.id::text || (person ->> 'id'), 0));
    select * into known from public.identities i
      where i.channel_id = channel.id and i.external_id = person ->> 'id';
  end if;
  if known.id is null then
    insert into public.contacts (business_id, name) values (channel.business_id, shown) returning id into contact;
    insert into public.identities (business_id, contact_id, channel_id, external_id, username)
      values (channel.business_id, contact, channel.id, person ->> 'id', person ->> 'username')
      returning * into known;
  else
    if shown <> '' then
      update public.contacts c set name = shown where c.id = known.contact_id and c.name = '';
    end if;
    if known.username is distinct from person ->> 'username' and person ->> 'username' is not null then
      update public.identities i set username = person ->> 'username' where i.id = known.id;
    end if;
  end if;
  return known;
end
$function$
;

CREATE OR REPLACE FUNCTION private.find_widget(key text, slug text, OUT channel public.channels, OUT used public.widget_keys)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if find_widget.key is not null then
    select k.* into used from public.widget_keys k
      where k.key = find_widget.key and (k.ends_at is null or k.ends_at > now());
    select c.* into channel from public.channels c where c.id = used.channel_id and c.disconnected_at is null;
  else
    select c.* into channel from public.businesses b join public.channels c on c.business_id = b.id
      where b.slug = find_widget.slug and c.kind = 'widget' and c.disconnected_at is null;
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION private.forget_attachment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.queue_attachment_removal(old);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.freshen_message(channel public.channels, known public.messages, said jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  at timestamptz := (said ->> 'at')::timestamptz;
  polled boolean := coalesce((said ->> 'polled')::boolean, false);
  direct boolean := said ->> 'place' = 'direct';
  truer timestamptz := known.sent_at;
begin
  if direct and (known.delivery is not null or date_trunc('second', known.sent_at) = date_trunc('second', at)) then
    truer := greatest(known.sent_at, at);
  elsif not direct and channel.kind = 'instagram' and known.direction = 'in' then
    truer := least(known.sent_at, at);
  end if;
  if truer <> known.sent_at then
    update public.messages m set sent_at = truer where m.id = known.id returning * into known;
  end if;
  if direct and coalesce(said #>> '{person,name}', said #>> '{person,username}') is not null then
    perform private.find_identity(channel, said -> 'person');
  end if;
  perform private.keep_attachments(known, said -> 'attachments', polled);
  if direct and known.delivery is not null and not polled then perform private.apply_marks(known.id); end if;
end
$function$
;

CREATE OR REPLACE FUNCTION private.give_up_seals(lost jsonb)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with told as (
    update public.channels c set problem = 'credential_unreadable', problem_at = now()
      from jsonb_to_recordset(lost) as l (place text, id text)
      where l.place = 'channel' and c.id::text = l.id and c.disconnected_at is null and c.problem is null)
  select count(*) from jsonb_to_recordset(lost) as l (place text) where l.place = 'channel'
$function$
;

CREATE OR REPLACE FUNCTION private.has_other_case(of_case uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from public.cases k join public.cases o
      on o.conversation_id = k.conversation_id and o.id <> k.id and o.state <> 'closed'
    where k.id = of_case)
$function$
;

CREATE OR REPLACE FUNCTION private.insert_customers_words(channel public.channels, conversation uuid, key uuid, words text, wordless boolean, kind text, sorting jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare made uuid;
begin
  insert into public.messages (id, business_id, conversation_id, channel_id, direction, external_id, body, wordless,
      intent, topic, sentiment, urgency, model, confidence, sorted_by)
    values (private.message_id(channel.id, key::text), channel.business_id, conversation, channel.id, 'in', key::text,
      words, insert_customers_words.wordless, coalesce(kind, sorting ->> 'intent'), sorting ->> 'topic',
      sorting ->> 'sentiment', sorting ->> 'urgency', case when kind is null then sorting ->> 'model' end,
      case when kind is null then (sorting ->> 'confidence')::real end,
      case when kind is not null then 'person' when sorting ->> 'intent' is not null then 'model' end)
    on conflict (channel_id, external_id) do nothing
    returning id into made;
  return coalesce(made, (select m.id from public.messages m
    where m.channel_id = channel.id and m.external_id = key::text and m.conversation_id = conversation));
end
$function$
;

CREATE OR REPLACE FUNCTION private.is_approved(post uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from public.posts p join public.post_reviews r on r.post_id = p.id and r.version = p.version
    where p.id = is_approved.post and r.verdict = 'approved' and r.reviewed_by is distinct from p.updated_by
  )
$function$
;

CREATE OR REPLACE FUNCTION private.is_expired(c public.contacts, months integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select c.erased_at is null and c.merged_into is null and c.created_at < now() - make_interval(months => months)
    and not exists (
      select from public.conversations t
      where t.contact_id = c.id and (t.last_at >= now() - make_interval(months => months)
        or exists (select from public.cases k where k.conversation_id = t.id and k.state <> 'closed')))
$function$
;

CREATE OR REPLACE FUNCTION private.is_looking(seen_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select coalesce(seen_at > now() - interval '45 seconds', false) $function$
;

CREATE OR REPLACE FUNCTION private.is_open(business uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select not exists (select from public.business_hours h where h.business_id = business)
    or exists (select from private.open_spans(business, at - interval '1 microsecond', at + interval '1 microsecond') s
      where s.opens <= at and s.closes >= at)
$function$
;

CREATE OR REPLACE FUNCTION private.is_planned(state text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select state in ('approved', 'scheduled', 'claimed', 'container_ready', 'publishing', 'unconfirmed', 'published')
$function$
;

CREATE OR REPLACE FUNCTION private.is_timezone(name text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select exists (select from pg_catalog.pg_timezone_names t where t.name = is_timezone.name) $function$
;

CREATE OR REPLACE FUNCTION private.keep_an_owner()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION private.keep_attachments(message public.messages, files jsonb, again boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if coalesce(jsonb_array_length(files), 0) = 0 or message.removed_at is not null then return; end if;
  -- The echo of a picture that was sent from here brings back what is here.
  if exists (select from public.reply_pictures r where r.message_id = message.id) then return; end if;
  insert into public.message_attachments as a
      (business_id, message_id, position, kind, name, source_url, source_id, state, reason)
    select message.business_id, message.id, f.position, f.file ->> 'kind', left(f.file ->> 'name', 200),
      f.file ->> 'url', f.file ->> 'mediaId',
      case when f.file ->> 'url' is null and f.file ->> 'mediaId' is null then 'gone' else 'waiting' end,
      case when f.file ->> 'url' is null and f.file ->> 'mediaId' is null then 'no_address' end
    from jsonb_array_elements(files) with ordinality as f (file, position)
    where f.position <= 100
    on conflict (message_id, position) do update
      set source_url = excluded.source_url, state = 'waiting', reason = null, tries = 0, next_try_at = null
      where again and a.state = 'gone' and a.reason in ('expired', 'unreachable', 'no_address')
        and excluded.source_url is not null and excluded.source_url is distinct from a.source_url;
  perform pg_catalog.pg_notify('tanggap_attachments', '');
end
$function$
;

CREATE OR REPLACE FUNCTION private.keep_erased()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  raise exception 'the customer was erased' using errcode = 'check_violation', constraint = 'erased';
end
$function$
;

CREATE OR REPLACE FUNCTION private.keep_skipped()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- When the business itself is being deleted its series goes too.
  if exists (select from public.businesses b where b.id = old.business_id)
    and exists (select from public.post_series s where s.id = old.series_id) then
    insert into public.series_skips (series_id, business_id, day, reason)
      values (old.series_id, old.business_id, old.series_on, 'deleted') on conflict do nothing;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.leave_conversation(conversation uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare c public.conversations;
begin
  select o.* into c from public.conversations o where o.id = conversation for update;
  if c.kind = 'dm' and not exists (select from public.messages m where m.conversation_id = c.id) then
    delete from public.conversations o where o.id = c.id;
    delete from public.identities i where i.id = c.identity_id and i.external_id like 'private:%';
  else
    perform private.refresh_conversation(c.id);
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION private.link_of(token text, OUT link uuid, OUT of_case uuid)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select l.id, l.case_id from public.case_links l
  where l.token_hash = sha256(convert_to(link_of.token, 'UTF8')) and l.revoked_at is null
  union all
  (select null, k.id from private.feedback_of(link_of.token) f
    join public.cases k on k.conversation_id = f.conversation_id
    order by k.opened_at desc, k.id limit 1)
$function$
;

CREATE OR REPLACE FUNCTION private.link_template(business uuid, language text)
 RETURNS public.message_templates
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select t.* from public.message_templates t join public.channels c on c.id = t.channel_id
  where t.business_id = business and c.kind = 'whatsapp' and c.disconnected_at is null and c.problem is null
    and t.name = 'tautan_percakapan'
    and (t.gaps = array['1', '2'] or (t.gaps <@ array['usaha', 'nomor', 'tautan'] and 'tautan' = any (t.gaps)))
  order by split_part(t.language, '_', 1) = link_template.language desc, c.connected_at, c.id, t.language
  limit 1
$function$
;

CREATE OR REPLACE FUNCTION private.lock_account(on_network text, account text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$ select pg_advisory_xact_lock(hashtextextended('account:' || on_network || ':' || account, 0)) $function$
;

CREATE OR REPLACE FUNCTION private.marks_of(product uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('kind', m.kind, 'number', m.number, 'expires_on', m.expires_on)
    order by m.kind), '[]')
  from public.product_marks m where m.product_id = product
$function$
;

CREATE OR REPLACE FUNCTION private.may_move(state text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed') $function$
;

CREATE OR REPLACE FUNCTION private.may_rate_talk(conversation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from public.conversations c where c.id = conversation and c.status = 'resolved')
    and coalesce((select not s.automatic from public.conversation_states s where s.conversation_id = conversation
      order by s.set_at desc, s.id desc limit 1), false)
    and not exists (select from public.cases k where k.conversation_id = conversation)
    and not exists (select from public.ratings r where r.conversation_id = conversation and r.case_id is null)
$function$
;

CREATE OR REPLACE FUNCTION private.may_send_away(messages uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.id from public.messages m
  join public.away_messages a on a.business_id = m.business_id and a.active
  join public.conversations c on c.id = m.conversation_id and c.kind = 'dm'
  where m.id = any (messages) and m.direction = 'in'
$function$
;

CREATE OR REPLACE FUNCTION private.may_write_letter(messages uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.id from public.messages m
  join public.feedbacks f on f.conversation_id = m.conversation_id
  where m.id = any (messages) and (f.email is not null or f.whatsapp is not null)
$function$
;

CREATE OR REPLACE FUNCTION private.measure_answers(business uuid, OUT n integer, OUT seconds integer)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with recent as (
    select c.id from public.conversations c join public.channels h on h.id = c.channel_id
    where c.business_id = business and c.last_at >= now() - interval '90 days' and c.kind in ('dm', 'feedback')
      and c.status <> 'spam' and h.kind <> 'manual'
    order by c.last_at desc limit 5000),
  spells as (
    select a.at is not null as answered, extract(epoch from coalesce(a.at, now()) - q.at)::float8 as lasted
    from recent c
    cross join lateral (
      select min(m.sent_at) as at from public.messages m
      where m.conversation_id = c.id and m.sent_at >= now() - interval '90 days' and m.direction = 'in'
        and not m.wordless and m.removed_at is null and m.intent is distinct from 'spam'
        and m.intent is distinct from 'giveaway_entry') q
    cross join lateral (
      select min(m.sent_at) as at from public.messages m
      where m.conversation_id = c.id and m.sent_at > q.at and m.direction = 'out' and not m.automatic
        and m.removed_at is null and (m.delivery is null or m.delivery in ('sent', 'delivered', 'read'))) a
    where q.at is not null),
  steps as (
    select s.lasted, count(*) filter (where s.answered) as ended,
      sum(count(*)) over (order by s.lasted desc) as at_risk
    from spells s group by s.lasted),
  unanswered as (
    -- Kaplan-Meier: the share that still waits after each moment.
    select s.lasted, exp(sum(ln(greatest(1 - s.ended / s.at_risk, 1e-300)::float8)) over (order by s.lasted)) as share
    from steps s)
  select (select count(*)::integer from spells s where s.answered),
    (select ceil(min(u.lasted))::integer from unanswered u where u.share <= 0.25 + 1e-9)
$function$
;

CREATE OR REPLACE FUNCTION private.message_id(channel uuid, external_id text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select overlay(overlay(md5(channel || ':' || external_id) placing '8' from 13) placing 'a' from 17)::uuid
$function$
;

CREATE OR REPLACE FUNCTION private.metric_tolerance(age_hours integer)
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select least(make_interval(mins => age_hours * 30), interval '24 hours') $function$
;

CREATE OR REPLACE FUNCTION private.move_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION private.move_series_zone()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION private.my_business_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$ select m.business_id from public.members m where m.user_id = (select auth.uid()) $function$
;

CREATE OR REPLACE FUNCTION private.my_owned_business_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$ select m.business_id from public.members m where m.user_id = (select auth.uid()) and m.role = 'owner' $function$
;

CREATE OR REPLACE FUNCTION private.news_for(business uuid, member uuid, which text, after_number bigint, up_to_number bigint, OUT messages integer, OUT conversations integer, OUT oldest timestamp with time zone, OUT kinds text[], OUT newest_conversation uuid, OUT customer text, OUT words text)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(*)::integer, count(distinct c.id)::integer, min(m.created_at),
    array_agg(distinct h.kind order by h.kind),
    (array_agg(c.id order by m.sent_at desc, m.id desc))[1],
    (array_agg(k.name order by m.sent_at desc, m.id desc))[1],
    (array_agg(left(m.body, 160) order by m.sent_at desc, m.id desc))[1]
  from public.events e
  join public.messages m on m.id = e.subject
  join public.conversations c on c.id = m.conversation_id
  join public.contacts k on k.id = c.contact_id
  join public.channels h on h.id = m.channel_id
  left join public.conversation_reads r on r.conversation_id = c.id and r.user_id = member
  where e.business_id = business and e.number > news_for.after_number and e.number <= news_for.up_to_number
    and e.kind = 'message.received'
    and m.direction = 'in' and not m.wordless and m.removed_at is null and m.sent_at > now() - interval '1 day'
    and m.intent is distinct from 'spam' and m.intent is distinct from 'giveaway_entry'
    -- A talk is logged by somebody who was there.
    and coalesce(m.about, '') not in ('talk', 'telephone', 'whatsapp')
    and c.waiting_since is not null and c.status = 'open'
    and r.muted_at is null and (r.read_at is null or r.read_at < m.created_at)
    and (which = 'all' or c.assigned_to = member or m.intent = 'complaint')
$function$
;

CREATE OR REPLACE FUNCTION private.next_due()
 RETURNS TABLE(drain text, seconds double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select due.drain, extract(epoch from due.at - now())::double precision from (
    select 'platform.relay' as drain, (select now() where exists (
      select from public.events e where e.relayed_at is null)) as at
    union all
    select 'publishing.publish', least(
      (select coalesce(t.next_try_at, t.scheduled_at) from public.post_targets t
        where t.state in ('scheduled', 'container_ready') and t.not_after > now()
        order by coalesce(t.next_try_at, t.scheduled_at) limit 1),
      (select min(t.lease_until) from public.post_targets t where t.state in ('claimed', 'publishing')))
    union all
    select 'publishing.comments', (select min(f.due_at) from public.first_comments f where f.due_at is not null)
    union all
    select 'publishing.preflight', (select d.preflight_due_at from public.post_targets d
      where d.preflight_due_at is not null and d.state in ('scheduled', 'container_ready')
        and d.scheduled_at > now() + interval '10 minutes'
        and exists (select from public.channels c where c.id = d.channel_id and c.network is not null)
      order by d.preflight_due_at limit 1)
    union all
    select 'publishing.metrics', (select min(t.metrics_due_at) from public.post_targets t where t.metrics_due_at is not null)
    union all
    select 'publishing.reminders', (select r.due_at from public.reminders r
      where r.state = 'waiting' and (r.lease_until is null or r.lease_until < now()) order by r.due_at limit 1)
    union all
    select 'publishing.followers', (select c.followers_due_at from public.channels c
      where c.disconnected_at is null and c.network is not null order by c.followers_due_at limit 1)
    union all
    select 'inbox.project', (select now() where exists (select from public.webhook_items w
      where w.projected_at is null and (w.claimed_until is null or w.claimed_until < now())))
    union all
    select 'inbox.sweep', (select coalesce(w.lease_until, w.next_try_at, w.created_at) from public.messages w
      where w.delivery in ('queued', 'sending')
        and not exists (select from public.messages e
          where e.conversation_id = w.conversation_id and e.delivery in ('queued', 'sending') and e.tries <= 1
            and e.created_at < w.created_at)
      order by coalesce(w.lease_until, w.next_try_at, w.created_at) limit 1)
    union all
    select 'inbox.moderate_due', (select min(coalesce(w.lease_until, w.next_try_at, w.asked_at))
      from public.comment_actions w
      where w.state in ('queued', 'working')
        and not exists (select from public.comment_actions e
          where e.message_id = w.message_id and e.state in ('queued', 'working') and e.asked_at < w.asked_at))
    union all
    select 'inbox.attachments', (select coalesce(a.lease_until, a.next_try_at, a.arrived_at)
      from public.message_attachments a
      where a.state = 'waiting' order by coalesce(a.lease_until, a.next_try_at, a.arrived_at) limit 1)
    union all
    select 'inbox.readings', (select r.due_at from public.read_receipts r
      where r.state = 'waiting' and (r.lease_until is null or r.lease_until < now()) order by r.due_at limit 1)
    union all
    select 'inbox.profiles', (select r.due_at from public.profile_requests r
      where r.state = 'waiting' and (r.lease_until is null or r.lease_until < now()) order by r.due_at limit 1)
    union all
    select 'inbox.notices', least(
      (select c.next_push_at from public.notice_choices c
        join private.event_counters n on n.business_id = c.business_id and n.last > c.told_number
        where c.push <> 'none' and exists (select from public.push_devices d where d.user_id = c.user_id)
        order by c.next_push_at limit 1),
      (select n.due_at from public.notices n
        where n.state = 'waiting' and (n.lease_until is null or n.lease_until < now()) order by n.due_at limit 1))
    union all
    select 'inbox.mentions', (select min(coalesce(d.next_try_at, now())) from public.mentions d
      join public.channels c on c.id = d.channel_id and c.disconnected_at is null and c.problem is null
      where d.outcome is null)
    union all
    select 'inbox.raw_items', (select now() where exists (
      select from public.erasures e where e.finished_at is null))
    union all
    select 'media.remove_files', (select now() where exists (select from public.media_removals))
  ) due
$function$
;

CREATE OR REPLACE FUNCTION private.next_metrics_at(target uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select t.published_at + make_interval(hours => age)
  from public.post_targets t, unnest(array[1, 6, 24, 72, 168, 672]) as age
  where t.id = target and t.state = 'published' and t.remote_id is not null
    and not exists (select from public.post_metrics m where m.target_id = t.id and m.age_hours = age)
  order by age limit 1
$function$
;

CREATE OR REPLACE FUNCTION private.note_late(series public.post_series)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare zone text;
begin
  if series.paused_at is not null or series.ended_at is not null then return; end if;
  select b.timezone into zone from public.businesses b where b.id = series.business_id;
  -- After a very long silence the last sixty days say enough.
  insert into public.series_skips (series_id, business_id, day, reason, skipped_by)
    select series.id, series.business_id, d, 'late', null
    from private.series_days(series,
      greatest((series.considered_until at time zone zone)::date, (now() at time zone zone)::date - 60),
      (now() at time zone zone)::date) as d
    where private.series_instant(d, series.local_hour, zone) > series.considered_until
      and private.series_instant(d, series.local_hour, zone) <= now()
      and not exists (select from public.posts p where p.series_id = series.id and p.series_on = d)
    on conflict do nothing;
  update public.post_series s set considered_until = now() where s.id = series.id;
end
$function$
;

CREATE OR REPLACE FUNCTION private.note_reading()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.read_receipts as r (conversation_id, business_id, message_id)
    select c.id, c.business_id, m.id
    from public.conversations c
    join public.channels h on h.id = c.channel_id and h.kind = 'whatsapp' and h.disconnected_at is null
    join public.businesses b on b.id = c.business_id and b.tells_read
    cross join lateral (
      select o.id, o.sent_at from public.messages o
      where o.conversation_id = c.id and o.direction = 'in' and o.external_id is not null
      order by o.sent_at desc, o.id desc limit 1) m
    where c.id = new.conversation_id and c.kind = 'dm' and m.sent_at > now() - interval '30 days'
    on conflict (conversation_id) do update set message_id = excluded.message_id, state = 'waiting', due_at = now(),
      tries = 0, lease_until = null
      where r.message_id <> excluded.message_id;
  if found then perform pg_catalog.pg_notify('tanggap_read_receipts', ''); end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.open_spans(business uuid, since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(opens timestamp with time zone, closes timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select greatest(o.opens, since), least(o.closes, until)
  from public.businesses b
  cross join lateral generate_series(
    (since at time zone b.timezone)::date, (until at time zone b.timezone)::date, interval '1 day') as d (day)
  cross join lateral (
    select e.opens, e.closes, true as special from (
      select x.* from public.business_hour_exceptions x
      where x.business_id = b.id and d.day::date between x.from_on and x.to_on
      order by x.from_on desc, x.id limit 1) e
    union all
    select h.opens, h.closes, false from public.business_hours h
    where h.business_id = b.id and h.weekday = extract(isodow from d.day)
      and not exists (select from public.business_hour_exceptions x
        where x.business_id = b.id and d.day::date between x.from_on and x.to_on)
  ) as w
  cross join lateral (
    select (d.day::date + w.opens) at time zone b.timezone as opens,
      (d.day::date + w.closes) at time zone b.timezone as closes) as o
  where b.id = business and o.closes > since and o.opens < until
$function$
;

CREATE OR REPLACE FUNCTION private.owe_first_comment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.first_comments (target_id, business_id, body, state, due_at)
    select new.id, new.business_id, p.first_comment,
      case when new.remote_id is null then 'failed' else 'waiting' end,
      case when new.remote_id is not null then now() end
    from public.posts p, public.channels c
    where p.id = new.post_id and c.id = new.channel_id and c.network is not null
      and p.placement = 'feed' and btrim(p.first_comment) <> ''
    on conflict (target_id) do nothing;
  perform pg_catalog.pg_notify('tanggap_comments', '');
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.pictures_of(product uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt_text', m.alt_text)
    order by m.position), '[]')
  from public.product_media m where m.product_id = product
$function$
;

CREATE OR REPLACE FUNCTION private.placed(batch private.arrival[])
 RETURNS private.arrival[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  placed private.arrival[];
begin
  -- Two projections of the same new person take turns here, as they do one by one.
  perform pg_advisory_xact_lock(n.key) from (
    select distinct hashtextextended(b.channel_id::text || b.person, 0) as key from unnest(batch) b
    where not exists (select from public.identities i where i.channel_id = b.channel_id and i.external_id = b.person)
    order by key) n;
  with people as materialized (
    select b.channel_id, b.person, b.business_id, gen_random_uuid() as contact_id,
      coalesce((array_agg(b.name order by b.item_id, b.place) filter (where b.name <> ''))[1], '') as name,
      (array_agg(b.username order by b.item_id desc, b.place desc) filter (where b.username is not null))[1] as username
    from unnest(batch) b
    where not exists (select from public.identities i where i.channel_id = b.channel_id and i.external_id = b.person)
    group by b.channel_id, b.person, b.business_id),
  met as (insert into public.contacts (id, business_id, name) select p.contact_id, p.business_id, p.name from people p)
  insert into public.identities (business_id, contact_id, channel_id, external_id, username)
    select p.business_id, p.contact_id, p.channel_id, p.person, p.username from people p;
  update public.contacts c set name = p.name
    from (select i.contact_id, (array_agg(b.name order by b.item_id, b.place))[1] as name
      from unnest(batch) b join public.identities i on i.channel_id = b.channel_id and i.external_id = b.person
      where b.name <> '' group by i.contact_id) p
    where c.id = p.contact_id and c.name = '';
  update public.identities i set username = p.username
    from (select b.channel_id, b.person, (array_agg(b.username order by b.item_id desc, b.place desc))[1] as username
      from unnest(batch) b where b.username is not null group by b.channel_id, b.person) p
    where i.channel_id = p.channel_id and i.external_id = p.person and i.username is distinct from p.username;

  -- With the words of the last one of the batch, so that telling the conversation anew finds it as it should be.
  insert into public.conversations
      (business_id, channel_id, contact_id, identity_id, kind, place, post_target_id, last_at, last_body, last_in_at,
        waiting_since, intent, urgency)
    select distinct on (b.channel_id, b.sort, b.spot, i.id) b.business_id, b.channel_id, i.contact_id, i.id, b.sort, b.spot,
      (select t.id from public.post_targets t where t.channel_id = b.channel_id and t.remote_id = b.spot),
      b.at, left(left(b.said ->> 'text', 10000), 140), b.at,
      case when not (b.said ->> 'wordless')::boolean and coalesce(b.said #>> '{sorting,intent}', '') not in ('spam', 'giveaway_entry')
        then b.at end,
      case when not (b.said ->> 'wordless')::boolean then b.said #>> '{sorting,intent}' end,
      case when not (b.said ->> 'wordless')::boolean then b.said #>> '{sorting,urgency}' end
    from unnest(batch) b join public.identities i on i.channel_id = b.channel_id and i.external_id = b.person
    where not exists (select from public.conversations c
      where c.channel_id = b.channel_id and c.kind = b.sort and c.place = b.spot and c.identity_id = i.id)
    order by b.channel_id, b.sort, b.spot, i.id, b.at desc, b.message_id desc
    on conflict on constraint conversations_one do nothing;
  select array_agg(row(b.place, b.item_id, b.business_id, b.channel_id, b.message_id, b.external_id, b.person, b.name,
      b.username, b.sort, b.spot, b.at, b.said, i.contact_id, i.id, c.id)::private.arrival
      order by b.business_id, c.id, b.item_id, b.place) into placed
    from unnest(batch) b
    join public.identities i on i.channel_id = b.channel_id and i.external_id = b.person
    join public.conversations c
      on c.channel_id = b.channel_id and c.kind = b.sort and c.place = b.spot and c.identity_id = i.id;
  return placed;
end
$function$
;

CREATE OR REPLACE FUNCTION private.plan_metrics()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if new.state = 'published' and new.remote_id is not null and new.published_at is not null then
    new.metrics_due_at := new.published_at + interval '1 hour';
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.plan_preflight()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if new.state = 'scheduled' and (tg_op = 'INSERT' or old.state not in ('claimed', 'publishing')) then
    new.preflight_due_at := greatest(now(), new.scheduled_at - interval '24 hours');
  elsif new.state not in ('scheduled', 'claimed', 'container_ready') then
    new.preflight_due_at := null;
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.post_stage(post public.posts)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case
    when post.submitted_at is not null then 'submitted'
    when exists (select from public.post_targets t
      where t.post_id = post.id and t.state not in ('draft', 'cancelled')) then 'scheduled'
    else 'draft' end
$function$
;

CREATE OR REPLACE FUNCTION private.project_batch(items jsonb, OUT places bigint[], OUT businesses uuid[])
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  batch private.arrival[];
begin
  batch := private.batch_of(items);
  places := '{}';
  businesses := '{}';
  if coalesce(cardinality(batch), 0) < 2 then return; end if;
  batch := private.placed(batch);
  insert into public.messages
      (id, business_id, conversation_id, channel_id, direction, external_id, parent_external_id, body, wordless, sent_at,
        about, about_url, quotes_external_id, intent, topic, sentiment, urgency, model, confidence, sorted_by)
    select b.message_id, b.business_id, b.conversation_id, b.channel_id, 'in', b.external_id, b.said ->> 'parentId',
      left(b.said ->> 'text', 10000), (b.said ->> 'wordless')::boolean, b.at, b.said ->> 'about', b.said ->> 'aboutUrl',
      b.said ->> 'quotesId', b.said #>> '{sorting,intent}', b.said #>> '{sorting,topic}', b.said #>> '{sorting,sentiment}',
      b.said #>> '{sorting,urgency}', b.said #>> '{sorting,model}', (b.said #>> '{sorting,confidence}')::real,
      case when b.said #>> '{sorting,intent}' is not null then 'model' end
    from unnest(batch) b
    on conflict do nothing;
  perform private.keep_attachments(m, b.said -> 'attachments', false)
    from unnest(batch) b join public.messages m on m.id = b.message_id
    where jsonb_typeof(b.said -> 'attachments') = 'array' and b.said -> 'attachments' <> '[]';
  update public.webhook_items w set projected_at = now(), outcome = 'projected', waits_for = null, claimed_until = null
    where w.id in (select b.item_id from unnest(batch) b);
  places := array(select b.place from unnest(batch) b);
  businesses := array(select distinct b.business_id from unnest(batch) b);
exception when others then
  -- Whatever it is, one of them brought it: one by one they tell whose it is. The code alone is logged: the words of an
  -- error may be a customer's.
  raise log 'inbox: a batch goes one by one (%)', sqlstate;
  places := '{}';
  businesses := '{}';
end
$function$
;

CREATE OR REPLACE FUNCTION private.project_change(channel public.channels, said jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  m public.messages;
  at timestamptz := (said ->> 'at')::timestamptz;
  words text := left(said ->> 'text', 10000);
  resort boolean;
begin
  select * into m from public.messages o
    where o.channel_id = channel.id and o.external_id = said ->> 'externalId' for update;
  if m.id is null then return false; end if;
  resort := m.direction = 'in' and m.sorted_by is distinct from 'person' and said #>> '{sorting,intent}' is not null;
  case said ->> 'type'
    when 'edit' then
      if m.removed_at is null
        and (m.edited_at is null or (m.edited_at, m.body collate "C") < (at, words collate "C"))
        -- A poll finds the same words again and again: that is no edit.
        and (not coalesce((said ->> 'polled')::boolean, false) or m.body <> words)
      then
        update public.messages o set body = words, edited_at = at,
            wordless = coalesce((said ->> 'wordless')::boolean, o.wordless) and not exists (
              select from public.message_attachments a where a.message_id = o.id and a.kind <> 'sticker'),
            intent = case when resort then said #>> '{sorting,intent}' else o.intent end,
            topic = case when resort then said #>> '{sorting,topic}' else o.topic end,
            sentiment = case when resort then said #>> '{sorting,sentiment}' else o.sentiment end,
            urgency = case when resort then said #>> '{sorting,urgency}' else o.urgency end,
            model = case when resort then said #>> '{sorting,model}' else o.model end,
            confidence = case when resort then (said #>> '{sorting,confidence}')::real else o.confidence end,
            sorted_by = case when resort then 'model' else o.sorted_by end
          where o.id = m.id;
      end if;
    when 'removal' then
      if m.removed_at is null or at < m.removed_at then
        update public.messages o set body = '', wordless = true, edited_at = null, removed_at = at,
            about_url = null,
            intent = case when o.sorted_by = 'person' then o.intent end,
            topic = case when o.sorted_by = 'person' then o.topic end,
            sentiment = case when o.sorted_by = 'person' then o.sentiment end,
            urgency = case when o.sorted_by = 'person' then o.urgency end,
            model = case when o.sorted_by = 'person' then o.model end,
            confidence = case when o.sorted_by = 'person' then o.confidence end,
            sorted_by = case when o.sorted_by = 'person' then 'person' end
          where o.id = m.id;
        update public.message_attachments a
          set state = 'gone', reason = 'removed', stored_at = null, lease_until = null, next_try_at = null,
            source_url = null, source_id = null
          where a.message_id = m.id and a.reason is distinct from 'removed';
      end if;
    when 'hiding' then
      update public.messages o set hidden_changed_at = at,
          hidden_at = case when (said ->> 'hidden')::boolean then at end
        where o.id = m.id and (o.hidden_changed_at is null or o.hidden_changed_at < at
          or (o.hidden_changed_at = at and (said ->> 'hidden')::boolean and o.hidden_at is null));
    else
      raise exception 'no such change: %', said ->> 'type';
  end case;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION private.project_message(channel public.channels, said jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  known public.messages;
  conversation uuid;
  at timestamptz := (said ->> 'at')::timestamptz;
  spot text := coalesce(said ->> 'postId', '');
  sort text := case said ->> 'place' when 'direct' then 'dm' else 'comment' end;
  outward boolean := said ->> 'direction' = 'out';
  person jsonb := nullif(said -> 'person', 'null'::jsonb);
begin
  select * into known from public.messages m
    where m.channel_id = channel.id and m.external_id = said ->> 'externalId';
  if known.id is not null then
    perform private.freshen_message(channel, known, said);
    return true;
  end if;
  if outward and sort = 'comment' then
    select m.conversation_id into conversation from public.messages m
      where m.channel_id = channel.id and m.external_id = coalesce(said ->> 'parentId', spot);
    if conversation is null then
      -- A comment of the business under its own post answers nobody; the raw item keeps it.
      return coalesce(said ->> 'parentId', spot) = spot
        and exists (select from public.post_targets t where t.channel_id = channel.id and t.remote_id = spot);
    end if;
  elsif not outward or person is not null then
    conversation := private.find_conversation(channel, private.who(channel, person, said), sort, spot, at);
  else
    return false;
  end if;
  if outward then
    known := private.adopt_echo(channel, conversation, said);
    if known.id is not null then return true; end if;
  end if;
  insert into public.messages
      (id, business_id, conversation_id, channel_id, direction, external_id, parent_external_id, body, wordless, sent_at,
        about, about_url, quotes_external_id, intent, topic, sentiment, urgency, model, confidence, sorted_by)
    values (private.message_id(channel.id, said ->> 'externalId'), channel.business_id, conversation, channel.id,
      said ->> 'direction', said ->> 'externalId', said ->> 'parentId', left(said ->> 'text', 10000), (said ->> 'wordless')::boolean, at,
      said ->> 'about', said ->> 'aboutUrl', said ->> 'quotesId',
      case when not outward then said #>> '{sorting,intent}' end,
      case when not outward then said #>> '{sorting,topic}' end,
      case when not outward then said #>> '{sorting,sentiment}' end,
      case when not outward then said #>> '{sorting,urgency}' end,
      case when not outward then said #>> '{sorting,model}' end,
      case when not outward then (said #>> '{sorting,confidence}')::real end,
      case when not outward and said #>> '{sorting,intent}' is not null then 'model' end)
    on conflict do nothing
    returning * into known;
  if known.id is not null then perform private.keep_attachments(known, said -> 'attachments', false); end if;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION private.project_pointer(channel public.channels, said jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.mentions (business_id, channel_id, media_id, comment_id, told_at)
    values (channel.business_id, channel.id, said ->> 'mediaId', coalesce(said ->> 'commentId', ''),
      (said ->> 'at')::timestamptz)
    on conflict (channel_id, media_id, comment_id) do nothing;
  if found then perform pg_catalog.pg_notify('tanggap_mentions', ''); end if;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION private.project_reaction(channel public.channels, said jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  m public.messages;
  kind text;
  mine boolean := said ->> 'personId' in (channel.external_id, channel.page_id);
begin
  select * into m from public.messages o
    where o.channel_id = channel.id and o.external_id = said ->> 'externalId' for update;
  if m.id is null then return false; end if;
  insert into public.message_reactions as r (business_id, message_id, person_id, ours, emoji, at)
    values (m.business_id, m.id, said ->> 'personId', coalesce(mine, false), left(said ->> 'emoji', 32),
      (said ->> 'at')::timestamptz)
    on conflict (message_id, person_id) do update set emoji = excluded.emoji, at = excluded.at
      where (r.at, coalesce(r.emoji, '') collate "C") < (excluded.at, coalesce(excluded.emoji, '') collate "C");
  select c.kind into kind from public.conversations c where c.id = m.conversation_id;
  -- A comment that the account likes, here or in the network's own app, is marked so.
  if mine and kind = 'comment' then
    update public.messages o set liked_at = case when r.emoji is not null then r.at end
      from public.message_reactions r
      where o.id = m.id and r.message_id = m.id and r.person_id = said ->> 'personId'
        and o.liked_at is distinct from case when r.emoji is not null then r.at end;
  end if;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION private.project_receipt(channel public.channels, said jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  at timestamptz := (said ->> 'at')::timestamptz;
  how text := said ->> 'status';
  up_to timestamptz := (said ->> 'upTo')::timestamptz;
  named text[] := array(select jsonb_array_elements_text(said -> 'externalIds'));
  talk public.conversations;
begin
  update public.messages m set
      delivered_at = case when how = 'delivered' then least(m.delivered_at, at) else m.delivered_at end,
      read_at = case when how = 'read' then least(m.read_at, at) else m.read_at end
    where m.channel_id = channel.id and m.external_id = any (named) and m.direction = 'out'
      and case how when 'delivered' then m.delivered_at when 'read' then m.read_at else at end is distinct from
        least(case how when 'delivered' then m.delivered_at when 'read' then m.read_at else at end, at);
  update public.messages m set delivery = how, version = m.version + 1, next_try_at = null,
      reason = case when how = 'failed' then said ->> 'reason' end
    where m.channel_id = channel.id and m.external_id = any (named) and m.direction = 'out'
      and m.delivery = any (case how
        when 'failed' then '{sent}'::text[]
        when 'delivered' then '{queued,sent,failed}'::text[]
        when 'read' then '{queued,sent,failed,delivered}'::text[]
        else '{}'::text[] end);
  -- Who has seen a message on Instagram has seen what was said before it; Meta names the last alone.
  if channel.kind = 'instagram' and how = 'read' and up_to is null then
    select max(m.sent_at) into up_to from public.messages m
      where m.channel_id = channel.id and m.external_id = any (named) and m.direction = 'out';
  end if;
  if up_to is not null and how in ('delivered', 'read') then
    select c.* into talk from public.identities i
      join public.conversations c on c.identity_id = i.id and c.channel_id = channel.id and c.kind = 'dm'
      where i.channel_id = channel.id and i.external_id = said ->> 'personId'
      for update of c;
    if talk.id is null then return false; end if;
    update public.conversations c set
        delivered_up_to = greatest(c.delivered_up_to, up_to),
        read_up_to = case when how = 'read' then greatest(c.read_up_to, up_to) else c.read_up_to end
      where c.id = talk.id and up_to > coalesce(case when how = 'read' then c.read_up_to else c.delivered_up_to end,
        '-infinity');
    perform private.apply_marks(m.id) from public.messages m
      where m.conversation_id = talk.id and m.direction = 'out' and m.delivery in ('sent', 'delivered')
        and m.external_id is not null and m.sent_at <= up_to;
  end if;
  return not exists (
    select from unnest(named) as n (id)
    where not exists (select from public.messages m where m.channel_id = channel.id and m.external_id = n.id));
end
$function$
;

CREATE OR REPLACE FUNCTION private.queue_attachment_removal(attachment public.message_attachments)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.media_removals (media_id, names)
    select attachment.id, array['attachments/' || attachment.id, 'attachments/' || attachment.id || '-small']
    where attachment.state = 'stored'
    on conflict do nothing;
  select pg_catalog.pg_notify('tanggap_media', '');
$function$
;

CREATE OR REPLACE FUNCTION private.queue_media_removal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.media_removals (media_id, names)
    values (old.id, array[old.id || '.jpg', old.id || '-small.jpg', old.id || '-original.jpg']
      || case old.mime when 'video/mp4' then array[old.id || '.mp4']
        when 'video/quicktime' then array[old.id || '.mov'] else array[]::text[] end)
    on conflict do nothing;
  perform pg_catalog.pg_notify('tanggap_media', '');
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.recheck_channel()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.post_targets t set preflight_due_at = now()
    where t.id in (select l.id from public.post_targets l
      where l.channel_id = new.id and l.state in ('scheduled', 'container_ready')
        and l.scheduled_at between now() and now() + interval '24 hours'
      order by l.id for update);
  perform pg_catalog.pg_notify('tanggap_due', '');
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.record_case_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.append_event(new.business_id, tg_argv[0], new.case_id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.record_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  changed jsonb;
  business uuid;
begin
  if tg_op = 'DELETE' then changed := to_jsonb(old); else changed := to_jsonb(new); end if;
  business := coalesce(changed ->> 'business_id', changed ->> 'id');
  -- When the business itself is being deleted nobody is left to read the event.
  if tg_op = 'DELETE' and not exists (select from public.businesses b where b.id = business) then
    return null;
  end if;
  perform private.append_event(
    business,
    case when tg_nargs > 1 then tg_argv[0] || (changed ->> tg_argv[1]) else tg_argv[0] end,
    (changed ->> 'id')::uuid
  );
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.record_message_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.append_event(new.business_id, tg_argv[0], new.message_id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.record_talk_rating()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.append_event(new.business_id, 'conversation.rated', new.conversation_id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.record_target_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.append_event(new.business_id, tg_argv[0], new.target_id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.refresh_conversation(conversation uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$ select private.refresh_conversations(array[conversation]) $function$
;

CREATE OR REPLACE FUNCTION private.refresh_conversations(ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- Taken first and in order, so that two messages of one conversation see each other and nobody waits in a circle.
  perform from public.conversations o where o.id = any (ids) order by o.business_id, o.id for update;
  update public.conversations o set
      last_at = n.last_at,
      last_body = n.last_body,
      last_direction = n.last_direction,
      last_in_at = n.heard,
      waiting_since = n.since,
      intent = n.intent,
      urgency = n.urgency,
      status = n.status,
      status_at = case when n.status <> o.status then now() else o.status_at end,
      snoozed_until = case when n.status = 'snoozed' then o.snoozed_until end
    from (
      select c.id, coalesce(newest.sent_at, c.last_at) as last_at, left(coalesce(newest.body, ''), 140) as last_body,
        coalesce(newest.direction, c.last_direction) as last_direction, heard.at as heard, unsettled.since,
        asked.intent, coalesce(substr(unsettled.most, 2), asked.urgency) as urgency,
        case
          when unsettled.since is not null and c.status in ('waiting', 'resolved') then 'open'
          when unsettled.since is not null and c.status = 'snoozed' and heard.at > c.status_at then 'open'
          when unsettled.since is null and c.status = 'open' and newest.direction = 'out' then 'waiting'
          else c.status end as status
      from public.conversations c
      left join lateral (
        select m.sent_at, m.body, m.direction from public.messages m
        where m.conversation_id = c.id and m.removed_at is null order by m.sent_at desc, m.id desc limit 1) newest on true
      left join lateral (
        select m.sent_at as at from public.messages m
        where m.conversation_id = c.id and m.direction = 'in' and m.removed_at is null
        order by m.sent_at desc limit 1) heard on true
      left join lateral (
        select m.intent, m.urgency from public.messages m
        where m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
        order by m.sent_at desc, m.id desc limit 1) asked on true
      cross join lateral (
        select greatest(c.closed_at,
          (select max(a.sent_at) from public.messages a
            where a.conversation_id = c.id and a.direction = 'out' and not a.automatic and a.removed_at is null
              and a.delivery is distinct from 'failed'),
          (select max(p.sent_at) from public.messages p
            where p.answers_conversation_id = c.id and not p.automatic and p.removed_at is null
              and p.delivery is distinct from 'failed')) as at offset 0) settled
      left join lateral (
        select min(m.sent_at) as since,
          max(case m.urgency when 'high' then '3high' when 'low' then '1low' else '2normal' end) as most
        from public.messages m
        where c.status <> 'spam'
          and m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
          and m.intent is distinct from 'spam' and m.intent is distinct from 'giveaway_entry'
          and m.sent_at >= coalesce(settled.at, '-infinity')
          and (m.sent_at > settled.at or settled.at is distinct from c.closed_at or settled.at is null)) unsettled on true
      where c.id = any (ids)
    ) n
    where o.id = n.id
      and (o.last_at, o.last_body, o.last_direction, o.last_in_at, o.waiting_since, o.intent, o.urgency, o.status)
        is distinct from
        (n.last_at, n.last_body, n.last_direction, n.heard, n.since, n.intent, n.urgency, n.status);
end
$function$
;

CREATE OR REPLACE FUNCTION private.refuse_erased()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (select from public.conversations c where c.id = new.conversation_id and c.erased_at is not null) then
    raise exception 'the customer was erased' using errcode = 'check_violation', constraint = 'erased';
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.remind()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.reminders (target_id, business_id, user_id, not_after)
    select new.id, new.business_id, m.user_id, coalesce(new.not_after, now() + interval '6 hours')
    from public.members m join public.posts p on p.id = new.post_id
    where m.business_id = new.business_id and (m.role = 'owner' or m.user_id = p.created_by)
    on conflict do nothing;
  perform pg_catalog.pg_notify('tanggap_reminders', '');
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.reopen_waiting_items()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.lock_account(new.network, new.external_id);
  update public.webhook_items w set projected_at = null, claimed_until = null, outcome = null
    where w.network = new.network and w.account_id = new.external_id and w.outcome = 'no_channel'
      and (private.channel_of(w.network, new.kind, w.account_id, w.received_at)).id = new.id;
  perform pg_catalog.pg_notify('tanggap_webhooks', '');
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.replace_seal(place text, id text, sealed text, replacement text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  update public.channels c set problem = null, problem_at = null
    where replace_seal.place = 'channel' and c.id::text = replace_seal.id and c.problem = 'credential_unreadable';
  update public.channel_secrets s set sealed = replacement
    where replace_seal.place = 'channel' and s.channel_id::text = replace_seal.id and s.sealed = replace_seal.sealed;
  update public.connection_flows f set sealed = replacement
    where replace_seal.place = 'connection' and f.id::text = replace_seal.id and f.sealed = replace_seal.sealed;
  update public.installation_keys k set sealed = replacement
    where replace_seal.place = 'installation' and k.name = replace_seal.id and k.sealed = replace_seal.sealed;
$function$
;

CREATE OR REPLACE FUNCTION private.rewrite_occurrences(series public.post_series, untouched uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  zone text;
  post record;
  rewritten integer := 0;
begin
  select b.timezone into zone from public.businesses b where b.id = series.business_id;
  for post in select p.id, p.series_on from public.posts p where p.id = any (untouched) order by p.id loop
    if not exists (select from private.series_days(series, post.series_on, post.series_on))
      or not exists (select private.series_reach(series.id)) then
      perform private.take_out_occurrence(post.id);
    elsif private.series_instant(post.series_on, series.local_hour, zone) <= now() then
      perform private.take_out_occurrence(post.id);
      insert into public.series_skips (series_id, business_id, day, reason, skipped_by)
        values (series.id, series.business_id, post.series_on, 'late', null) on conflict do nothing;
    else
      perform private.write_occurrence(series, zone, post.series_on, post.id);
      rewritten := rewritten + 1;
    end if;
  end loop;
  if cardinality(untouched) > 0 then perform pg_catalog.pg_notify('tanggap_due', ''); end if;
  return rewritten;
end
$function$
;

CREATE OR REPLACE FUNCTION private.same_person(contact uuid)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with recursive same (id) as (
    values (same_person.contact)
    union
    select c.id from public.contacts c join same s on c.merged_into = s.id)
  select array_agg(s.id order by s.id) from same s
$function$
;

CREATE OR REPLACE FUNCTION private.see_inbox()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.notice_choices c set seen_at = now(), next_push_at = least(c.next_push_at, now())
    where c.business_id = new.business_id and c.user_id = new.user_id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.seen_versions(post uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select jsonb_agg(t.version order by t.id) from public.post_targets t where t.post_id = seen_versions.post $function$
;

CREATE OR REPLACE FUNCTION private.series_caption(series public.post_series, day date)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select series.captions[1 + (
    (select count(*)::integer from private.series_days(series, series.first_day, day - 1)) % cardinality(series.captions))]
$function$
;

CREATE OR REPLACE FUNCTION private.series_days(series public.post_series, from_day date, to_day date)
 RETURNS SETOF date
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select d::date from generate_series(
    greatest(series.first_day, from_day)::timestamp,
    least(coalesce(series.last_day, to_day), to_day)::timestamp, interval '1 day') as d
  where extract(isodow from d)::smallint = any (series.weekdays)
$function$
;

CREATE OR REPLACE FUNCTION private.series_instant(day date, local_hour time without time zone, zone text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select (day + local_hour) at time zone zone $function$
;

CREATE OR REPLACE FUNCTION private.series_reach(series uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select w.channel_id from public.series_channels w
  join public.channels c on c.id = w.channel_id and c.disconnected_at is null
  where w.series_id = series_reach.series
$function$
;

CREATE OR REPLACE FUNCTION private.settle_recipient(message uuid, person text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  ours public.messages;
  who public.identities;
  known public.identities;
  left_behind uuid;
  target uuid;
begin
  select m.* into ours from public.messages m where m.id = message;
  select i.* into who from public.identities i join public.conversations c on c.identity_id = i.id
    where c.id = ours.conversation_id and c.kind = 'dm';
  if who.id is null or who.external_id = person then return; end if;
  -- A projection of the same new person takes turns with us here.
  perform pg_advisory_xact_lock(hashtextextended(who.channel_id::text || person, 0));
  select i.* into known from public.identities i where i.channel_id = who.channel_id and i.external_id = person;
  if known.id is null and who.external_id like 'private:%' then
    update public.identities i set external_id = person where i.id = who.id;
    return;
  end if;
  if known.id is null then
    insert into public.identities (business_id, contact_id, channel_id, external_id, username)
      values (who.business_id, who.contact_id, who.channel_id, person, who.username) returning * into known;
  end if;
  insert into public.conversations (business_id, channel_id, contact_id, identity_id, kind)
    values (known.business_id, known.channel_id, known.contact_id, known.id, 'dm')
    on conflict on constraint conversations_one do nothing;
  select c.id into target from public.conversations c where c.identity_id = known.id and c.kind = 'dm';
  left_behind := ours.conversation_id;
  update public.messages m set conversation_id = target
    where m.conversation_id = left_behind and (m.id = ours.id or who.external_id like 'private:%');
  perform private.leave_conversation(left_behind);
end
$function$
;

CREATE OR REPLACE FUNCTION private.sign_template()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  new.updated_at := now();
  new.updated_by := (select auth.uid());
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION private.standing_resolution(of_case uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select r.id from public.case_resolutions r where r.case_id = of_case order by r.resolved_at desc, r.id desc limit 1
$function$
;

CREATE OR REPLACE FUNCTION private.summarise_conversation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if new.answers_conversation_id is not null then
    perform private.refresh_conversation(new.answers_conversation_id);
  end if;
  perform private.refresh_conversation(new.conversation_id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.summarise_conversations()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.refresh_conversations(array(
    select f.conversation_id from fresh f
    union select f.answers_conversation_id from fresh f where f.answers_conversation_id is not null));
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.take_case(of_case uuid, expected_version integer, OUT taken public.cases, OUT unseen text)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from public.conversations o
    where o.id = (select k.conversation_id from public.cases k
      where k.id = of_case and k.business_id in (select private.my_business_ids())) for update;
  select k.* into taken from public.cases k
    where k.id = of_case and k.erased_at is null and k.business_id in (select private.my_business_ids())
    for update;
  unseen := case when taken.id is null then 'absent' when taken.version <> expected_version then 'moved' end;
end
$function$
;

CREATE OR REPLACE FUNCTION private.take_customers_case(token text, OUT link uuid, OUT taken public.cases)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare found_case uuid;
begin
  select l.link, l.of_case into link, found_case from private.link_of(token) l;
  perform from public.conversations o
    where o.id = (select k.conversation_id from public.cases k where k.id = found_case) for update;
  select k.* into taken from public.cases k where k.id = found_case for update;
end
$function$
;

CREATE OR REPLACE FUNCTION private.take_media()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from public.media m where m.id = new.media_id and m.business_id = new.business_id for key share;
  if new.alt_text <> '' then
    update public.media m set alt_text = new.alt_text
      from public.media taken
      where taken.id = new.media_id and taken.business_id = new.business_id
        and m.id = coalesce(taken.original_id, taken.id) and m.alt_text = '';
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.take_out_occurrence(post uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  update public.posts p set series_on = null where p.id = post;
  delete from public.posts p where p.id = post
    and not exists (select from public.post_notes n where n.post_id = post)
    and not exists (select from public.publish_attempts a
      join public.post_targets t on t.id = a.target_id where t.post_id = post);
  if found then return; end if;
  update public.posts p set submitted_by = null, submitted_at = null where p.id = post;
  update public.post_targets t set state = 'cancelled', version = t.version + 1,
      container_id = null, container_at = null, next_try_at = null
    where t.post_id = post;
end
$function$
;

CREATE OR REPLACE FUNCTION private.target_work(target public.post_targets)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'id', target.id, 'version', target.version, 'state', target.state, 'tries', target.tries,
    'business_id', target.business_id, 'channel_id', target.channel_id, 'kind', c.kind,
    'connected', c.disconnected_at is null and c.problem is null,
    'scheduled_at', target.scheduled_at, 'not_after', target.not_after,
    'due', coalesce(target.scheduled_at <= now(), true),
    'container_id', target.container_id, 'container_at', target.container_at,
    'media_type', p.media_type, 'placement', p.placement, 'caption', coalesce(target.caption, p.caption),
    'link', p.link, 'first_comment', p.first_comment,
    'pictures', coalesce((
      select jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt_text', m.alt_text) order by m.position)
      from public.post_media m join public.media f on f.id = m.media_id
      where m.post_id = p.id and f.mime = 'image/jpeg'), '[]'::jsonb),
    'video', (
      select jsonb_build_object('media_id', f.id, 'mime', f.mime, 'duration_ms', f.duration_ms, 'width', f.width,
        'height', f.height, 'bytes', f.video_bytes)
      from public.post_media m join public.media f on f.id = m.media_id
      where m.post_id = p.id and f.mime like 'video/%' order by m.position limit 1),
    'attempt', (
      select jsonb_build_object('id', a.id, 'step', a.step, 'opened_at', a.opened_at)
      from public.publish_attempts a where a.target_id = target.id and a.closed_at is null),
    -- What is ours already can't be the post an open attempt made.
    'known_remote_ids', coalesce((
      select jsonb_agg(o.remote_id) from public.post_targets o
      where o.channel_id = target.channel_id and o.remote_id is not null
        and target.state = 'publishing' and o.published_at > now() - interval '7 days'), '[]'::jsonb)
  )
  from public.posts p, public.channels c
  where p.id = target.post_id and c.id = target.channel_id
$function$
;

CREATE OR REPLACE FUNCTION private.traces_of(people uuid[], talks uuid[])
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(array_agg(distinct to_jsonb(t.trace)::text), '{}') from (
    select i.external_id from public.identities i
      where i.contact_id = any (people) and i.external_id not like 'hidden:%'
    union all
    select i.username from public.identities i where i.contact_id = any (people)
    union all
    select m.external_id from public.messages m where m.conversation_id = any (talks)
  ) as t (trace) where t.trace is not null
$function$
;

CREATE OR REPLACE FUNCTION private.untouched_occurrences(series public.post_series)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare post public.posts;
begin
  for post in select p.* from public.posts p
    where p.series_id = series.id and p.series_on is not null and p.version = p.series_version
      and p.series_on >= (now() - interval '2 days')::date
    order by p.id for update
  loop
    perform from public.post_targets t where t.post_id = post.id order by t.id for update;
    if not exists (select from public.post_targets t where t.post_id = post.id
      and (t.state not in ('draft', 'scheduled', 'container_ready') or t.caption is not null
        or t.scheduled_at <= now() or t.scheduled_local is distinct from post.series_on + series.local_hour))
    then return next post.id;
    end if;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION private.wake_items()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.wake_items_for(new.channel_id, new.external_id);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.wake_items_for(channel uuid, what text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.webhook_items w
    set projected_at = null, claimed_until = null, tries = 0, outcome = 'waiting'
    where w.id in (
      select i.id from public.channels c
      join public.webhook_items i on i.network = c.network and i.account_id = c.external_id and i.waits_for = what
      where c.id = wake_items_for.channel and i.outcome in ('waiting', 'unmatched')
      order by i.id for update of i skip locked);
  if found then perform pg_catalog.pg_notify('tanggap_webhooks', ''); end if;
end
$function$
;

CREATE OR REPLACE FUNCTION private.wake_items_for_all(channel uuid, what text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.webhook_items w
    set projected_at = null, claimed_until = null, tries = 0, outcome = 'waiting'
    where w.id in (
      select i.id from public.channels c
      join public.webhook_items i on i.network = c.network and i.account_id = c.external_id and i.waits_for = any (what)
      where c.id = channel and i.outcome in ('waiting', 'unmatched')
      order by i.id for update of i skip locked);
  if found then perform pg_catalog.pg_notify('tanggap_webhooks', ''); end if;
end
$function$
;

CREATE OR REPLACE FUNCTION private.wake_items_of()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.wake_items_for_all(f.channel_id, array_agg(f.external_id))
    from fresh f where f.external_id is not null group by f.channel_id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.wake_receipts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.wake_items_for(new.channel_id, 'dm:' || i.external_id)
    from public.identities i where i.id = new.identity_id;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION private.was_erased(channel uuid, said jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from private.erased_messages e
    where e.id in (
      select private.message_id(channel, told.id)
      from (
        select said ->> 'externalId'
        -- An answer under an erased comment has lost what it answers.
        union all select said ->> 'parentId' where said ->> 'direction' = 'out'
        union all select jsonb_array_elements_text(said -> 'externalIds') where said ->> 'type' = 'receipt'
      ) as told (id)
      where told.id is not null))
$function$
;

CREATE OR REPLACE FUNCTION private.whatsapp_way(feedback public.feedbacks)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('to', feedback.whatsapp, 'channel', t.channel_id, 'template', t.name,
    'language', t.language, 'gaps', t.gaps)
  from private.link_template(feedback.business_id, feedback.language) t
  where t.name is not null and feedback.whatsapp is not null
$function$
;

CREATE OR REPLACE FUNCTION private.who(channel public.channels, person jsonb, said jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case
    when person is null
      then jsonb_build_object('id', 'hidden:' || coalesce(said ->> 'parentId', said ->> 'externalId'))
    when person ->> 'id' like '@%' then coalesce(
      (select jsonb_build_object('id', i.external_id, 'username', i.username) from public.identities i
        where i.channel_id = channel.id and lower(i.username) = lower(person ->> 'username')
        order by i.external_id like '@%', i.id limit 1), person)
    else person end
$function$
;

CREATE OR REPLACE FUNCTION private.write_occurrence(series public.post_series, zone text, day date, post uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  held public.posts;
  local_time timestamp := day + series.local_hour;
  due timestamptz := private.series_instant(day, series.local_hour, zone);
  waits boolean := private.approval_needed(series.business_id);
  said text := private.series_caption(series, day);
begin
  if post is null then
    insert into public.posts (business_id, media_type, message_type, goal, goal_figure, goal_value, pillar, caption,
        link, first_comment, created_by, updated_by, series_id, series_on, series_version)
      values (series.business_id, series.media_type, series.message_type, series.goal, series.goal_figure,
        series.goal_value, series.pillar, said, series.link, series.first_comment, series.updated_by,
        series.updated_by, series.id, day, 1)
      on conflict do nothing returning * into held;
    if not found then return; end if;
  else
    update public.posts p set media_type = series.media_type, placement = 'feed', message_type = series.message_type,
        goal = series.goal, goal_figure = series.goal_figure, goal_value = series.goal_value, pillar = series.pillar,
        caption = said, link = series.link, first_comment = series.first_comment,
        version = p.version + 1, series_version = p.version + 1,
        updated_by = series.updated_by, updated_at = now(), submitted_by = null, submitted_at = null
      where p.id = post returning * into held;
    delete from public.post_media m where m.post_id = post;
    delete from public.post_facts f where f.post_id = post;
  end if;
  insert into public.post_media (post_id, business_id, position, media_id, alt_text)
    select held.id, m.business_id, m.position, m.media_id, m.alt_text
    from public.series_media m where m.series_id = series.id;
  insert into public.post_facts (post_id, business_id, product_id, fact)
    select held.id, f.business_id, f.product_id, f.fact from public.series_facts f where f.series_id = series.id;
  delete from public.post_targets t
    where t.post_id = held.id
      and t.channel_id not in (select private.series_reach(series.id))
      and not exists (select from public.publish_attempts a where a.target_id = t.id);
  update public.post_targets t set state = 'cancelled', version = t.version + 1,
      container_id = null, container_at = null, next_try_at = null
    where t.post_id = held.id and t.channel_id not in (select private.series_reach(series.id));
  insert into public.post_targets as t (post_id, business_id, channel_id, state, scheduled_at, scheduled_local,
      scheduled_zone, not_after)
    select held.id, held.business_id, channel_id, case when waits then 'draft' else 'scheduled' end,
      due, local_time, zone, due + make_interval(hours => series.valid_hours)
    from private.series_reach(series.id) as channel_id
    on conflict (post_id, channel_id) do update set
      state = excluded.state, version = t.version + 1, caption = null,
      scheduled_at = excluded.scheduled_at, scheduled_local = excluded.scheduled_local,
      scheduled_zone = excluded.scheduled_zone, not_after = excluded.not_after,
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null;
  if waits then
    update public.posts p set submitted_by = series.updated_by, submitted_at = now() where p.id = held.id;
  end if;
  insert into public.post_revisions (post_id, business_id, version, edited_by, content)
    values (held.id, held.business_id, held.version, series.updated_by, jsonb_build_object(
      'media_type', held.media_type, 'placement', held.placement, 'message_type', held.message_type,
      'goal', held.goal, 'goal_figure', held.goal_figure, 'goal_value', held.goal_value, 'pillar', held.pillar,
      'caption', held.caption, 'link', held.link, 'first_comment', held.first_comment,
      'pictures', (select coalesce(jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt_text', m.alt_text)
        order by m.position), '[]') from public.series_media m where m.series_id = series.id),
      'targets', (select coalesce(jsonb_agg(jsonb_build_object('channel_id', w.channel_id, 'caption', null)
        order by w.channel_id), '[]') from public.series_channels w where w.series_id = series.id),
      'facts', (select coalesce(jsonb_agg(jsonb_build_object('product_id', f.product_id, 'fact', f.fact)
        order by f.product_id, f.fact), '[]') from public.series_facts f where f.series_id = series.id),
      'local_time', local_time, 'submit', true));
end
$function$
;

CREATE OR REPLACE FUNCTION public.accept_invitation(token text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  taken public.invitations;
  home uuid;
begin
  if (select auth.uid()) is null then
    raise exception 'sign in first' using errcode = 'insufficient_privilege';
  end if;
  -- Who is in already, with no less a role, leaves the link to the person it was meant for.
  select i.business_id into home
    from public.invitations i join public.members m on m.business_id = i.business_id
    where i.token_hash = sha256(convert_to(accept_invitation.token, 'UTF8')) and i.accepted_at is null
      and i.expires_at > now() and m.user_id = (select auth.uid()) and m.role in ('owner', i.role);
  if home is not null then return (select b.slug from public.businesses b where b.id = home); end if;
  update public.invitations i set accepted_at = now(), accepted_by = (select auth.uid())
    where i.token_hash = sha256(convert_to(accept_invitation.token, 'UTF8'))
      and i.accepted_at is null and i.expires_at > now()
    returning * into taken;
  if not found then return null; end if;
  insert into public.members as m (business_id, user_id, role)
    values (taken.business_id, (select auth.uid()), taken.role)
    on conflict (business_id, user_id) do update set role = excluded.role where m.role = 'staff';
  return (select b.slug from public.businesses b where b.id = taken.business_id);
end
$function$
;

CREATE OR REPLACE FUNCTION public.add_customers_photo(token text, message uuid, photo jsonb)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  m public.messages;
  made uuid;
begin
  select s.* into m from private.feedback_of(add_customers_photo.token) f
    join public.messages s on s.conversation_id = f.conversation_id
    where s.id = message and s.direction = 'in' and s.removed_at is null;
  if m.id is null then return null; end if;
  insert into public.message_attachments (id, business_id, message_id, position, kind, state, mime, bytes, width,
      height, has_preview, stored_at)
    values ((photo ->> 'id')::uuid, m.business_id, m.id, 1, 'image', 'stored', 'image/jpeg',
      (photo ->> 'bytes')::integer, (photo ->> 'width')::integer, (photo ->> 'height')::integer,
      (photo ->> 'has_preview')::boolean, now())
    on conflict (message_id, position) do nothing returning id into made;
  -- A photo says something, even where no word was written.
  update public.messages s set wordless = false where made is not null and s.id = m.id and s.wordless;
  return case when made is null then 'had' else 'done' end;
end
$function$
;

CREATE OR REPLACE FUNCTION public.adopt_told_messages(told jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  one record;
  adopted integer := 0;
begin
  for one in
    select distinct on (t.message) t.external_id, m.id
    from jsonb_to_recordset(told) as t (network text, kind text, account text, external_id text, message text)
    join public.channels c on c.network = t.network and c.kind = t.kind and c.external_id = t.account
    join public.messages m on m.id::text = t.message and m.channel_id = c.id
    where t.external_id <> '' and m.direction = 'out' and m.external_id is null
      and m.delivery in ('queued', 'sending', 'failed', 'unconfirmed')
      and not exists (select from public.messages o
        where o.channel_id = c.id and o.external_id = t.external_id)
    order by t.message, t.external_id
  loop
    update public.messages m set external_id = one.external_id, delivery = 'sent', version = m.version + 1,
        lease_until = null, next_try_at = null, reason = null
      where m.id = one.id and m.external_id is null;
    if found then
      adopted := adopted + 1;
      update public.message_sends s set closed_at = now(), outcome = 'found'
        where s.message_id = one.id and s.closed_at is null;
    end if;
  end loop;
  return adopted;
end
$function$
;

CREATE OR REPLACE FUNCTION public.answer_box(conversation uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'kind', c.kind, 'channel', h.kind, 'place', h.place, 'account', h.name, 'network', h.network,
    'connected', h.disconnected_at is null and h.problem is null, 'human_agent', h.human_agent,
    'name', p.name, 'username', i.username, 'heard_at', c.last_in_at,
    'permalink', (select t.permalink from public.post_targets t where t.id = c.post_target_id),
    'business', b.name, 'slug', b.slug, 'catalogue', b.catalogue_public,
    'templates_started', b.reply_templates_at is not null,
    'templates', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'shortcut', t.shortcut, 'body', t.body)
        order by t.shortcut)
      from (select * from public.reply_templates o where o.business_id = b.id order by o.shortcut limit 200) t),
      '[]'::jsonb),
    'direct', (select d.id from public.conversations d
      where d.contact_id = c.contact_id and d.channel_id = c.channel_id and d.kind = 'dm' and d.id <> c.id
      order by d.last_at desc limit 1),
    'comments', coalesce((select jsonb_agg(jsonb_build_object(
        'id', m.id, 'body', m.body, 'sent_at', m.sent_at, 'hidden', m.hidden_at is not null,
        'liked', m.liked_at is not null,
        'privately_answered', exists (select from public.messages r
          where r.channel_id = m.channel_id and r.parent_external_id = m.external_id and r.about = 'private_reply'
            and (r.delivery is distinct from 'failed' or r.reason = 'already_replied'))) order by m.sent_at desc, m.id desc)
      from (select * from public.messages o
        where o.conversation_id = c.id and o.direction = 'in' and o.removed_at is null and o.external_id is not null
        order by o.sent_at desc, o.id desc limit 200) m
      where c.kind = 'comment'), '[]'::jsonb),
    'private_replies', coalesce((select jsonb_agg(jsonb_build_object(
        'id', r.id, 'conversation', r.conversation_id, 'body', r.body, 'sent_at', r.sent_at, 'delivery', r.delivery,
        'version', r.version, 'reason', r.reason, 'removed', r.removed_at is not null) order by r.sent_at, r.id)
      from (select * from public.messages o where o.answers_conversation_id = c.id order by o.sent_at desc limit 50) r),
      '[]'::jsonb),
    'undoable', coalesce((select jsonb_agg(u.id) from public.messages u
      where (u.conversation_id = c.id or u.answers_conversation_id = c.id)
        and u.delivery = 'queued' and u.version = 1), '[]'::jsonb),
    'pictures', coalesce((select jsonb_object_agg(r.message_id, jsonb_build_object(
        'id', r.id, 'width', r.width, 'height', r.height))
      from public.reply_pictures r join public.messages m on m.id = r.message_id
      where m.conversation_id = c.id), '{}'::jsonb),
    -- Of each comment the last wish, unless it is done.
    'actions', coalesce((select jsonb_object_agg(a.message_id, jsonb_build_object(
        'action', a.action, 'state', a.state, 'reason', a.reason))
      from (select distinct on (w.message_id) w.* from public.comment_actions w
        join public.messages m on m.id = w.message_id
        where m.conversation_id = c.id order by w.message_id, w.asked_at desc) a
      where a.state <> 'done'), '{}'::jsonb))
  from public.conversations c
  join public.channels h on h.id = c.channel_id
  join public.contacts p on p.id = c.contact_id
  join public.identities i on i.id = c.identity_id
  join public.businesses b on b.id = c.business_id
  where c.id = conversation and c.erased_at is null and c.business_id in (select private.my_business_ids())
$function$
;

CREATE OR REPLACE FUNCTION public.answer_time(slug text)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select t.seconds from public.businesses b join private.answer_times t on t.business_id = b.id
  where b.slug = answer_time.slug and t.n >= 10 and t.measured_at > now() - interval '3 days'
$function$
;

CREATE OR REPLACE FUNCTION public.approve_post(post uuid, expected_version integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  business uuid;
  second boolean;
  planned integer;
begin
  update public.posts p set submitted_by = null, submitted_at = null
    where p.id = post and p.version = expected_version and p.submitted_at is not null
      and p.business_id in (select private.my_business_ids())
      and (p.updated_by is distinct from (select auth.uid()) or not private.approval_needed(p.business_id))
    returning p.business_id, p.updated_by is distinct from (select auth.uid()) into business, second;
  if not found then return null; end if;
  if second then
    insert into public.post_reviews (post_id, business_id, version, verdict)
      values (post, business, expected_version, 'approved');
    perform private.append_event(business, 'post.approved', post);
  end if;
  update public.post_targets t
    set state = case when t.scheduled_at > now() then 'scheduled' else 'approved' end, version = t.version + 1
    where t.post_id = post and t.state = 'draft' and t.scheduled_at is not null
      and (second or t.scheduled_at > now());
  select count(*) into planned from public.post_targets t where t.post_id = post and t.state = 'scheduled';
  perform pg_catalog.pg_notify('tanggap_due', '');
  return planned;
end
$function$
;

CREATE OR REPLACE FUNCTION public.archive_product(product uuid, expected_version integer, archived boolean)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.products p set active = not archived, version = p.version + 1
    where p.id = product and p.version = expected_version and p.active = archived
      and p.business_id in (select private.my_business_ids())
    returning p.version
$function$
;

CREATE OR REPLACE FUNCTION public.ask_comment_action(message uuid, action text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare m public.messages;
begin
  select s.* into m from public.messages s
    join public.conversations c on c.id = s.conversation_id and c.kind = 'comment'
    join public.channels h on h.id = s.channel_id and h.kind in ('instagram', 'facebook')
    where s.id = message and s.external_id is not null and s.removed_at is null
      and (s.direction = 'in' or ask_comment_action.action = 'delete')
      and s.business_id in (select private.my_business_ids())
    for update of s;
  if m.id is null then return false; end if;
  insert into public.comment_actions (business_id, message_id, action)
    select m.business_id, m.id, ask_comment_action.action
    where ask_comment_action.action is distinct from (
      select a.action from public.comment_actions a
      where a.message_id = m.id and a.state in ('queued', 'working') order by a.asked_at desc limit 1);
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION public.asks_approval(business uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select asks_approval.business in (select private.my_business_ids())
    and private.approval_needed(asks_approval.business)
$function$
;

CREATE OR REPLACE FUNCTION public.assign_conversations(conversations uuid[], member uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare given integer;
begin
  update public.conversations c set assigned_to = member
    where c.id = any (assign_conversations.conversations)
      and c.business_id in (select private.my_business_ids())
      and (member is null or exists (
        select from public.members m where m.business_id = c.business_id and m.user_id = member));
  get diagnostics given = row_count;
  return given;
end
$function$
;

CREATE OR REPLACE FUNCTION public.calendar_feed(token text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('name', b.name, 'slug', b.slug, 'timezone', b.timezone, 'language', b.language,
    'entries', coalesce((
      select jsonb_agg(jsonb_build_object('post', e.post_id, 'at', e.scheduled_at, 'caption', left(p.caption, 1000),
        'link', p.link, 'version', e.version, 'targets', e.targets) order by e.scheduled_at, e.post_id)
      from (
        select t.post_id, t.scheduled_at, sum(t.version) as version,
          jsonb_agg(jsonb_build_object('kind', c.kind, 'name', c.name, 'state', t.state, 'permalink', t.permalink,
            'reason', case when t.reason = 'your_turn' then t.reason end) order by c.name, t.id) as targets
        from public.post_targets t join public.channels c on c.id = t.channel_id
        where t.business_id = b.id and t.state <> 'cancelled' and t.scheduled_at > now() - interval '60 days'
        group by t.post_id, t.scheduled_at
        order by t.scheduled_at, t.post_id limit 1000
      ) e join public.posts p on p.id = e.post_id), '[]'::jsonb))
  from public.calendar_feeds f join public.businesses b on b.id = f.business_id
  where f.token_hash = sha256(convert_to(calendar_feed.token, 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION public.calendar_month(business uuid, from_day date, to_day date, most integer DEFAULT 600)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  zone text;
  since date;
  answer jsonb;
begin
  select b.timezone, (b.created_at at time zone b.timezone)::date into zone, since
    from public.businesses b where b.id = business and b.id in (select private.my_business_ids());
  if not found then return null; end if;
  if to_day - from_day not between 0 and 62 then
    raise exception 'a calendar shows up to nine weeks' using errcode = 'check_violation';
  end if;
  with shown as materialized (
    select t.id, t.post_id, t.channel_id, t.state, t.reason, t.scheduled_at, t.scheduled_at at time zone zone as local
    from public.post_targets t
    where t.business_id = business and t.state <> 'cancelled'
      and t.scheduled_at >= from_day::timestamp at time zone zone
      and t.scheduled_at < (to_day + 1)::timestamp at time zone zone
  ), said as materialized (
    select t.post_id, t.scheduled_at, private.caption_key(coalesce(t.caption, p.caption)) as key
    from public.post_targets t join public.posts p on p.id = t.post_id
    where t.business_id = business and private.is_planned(t.state)
      and t.scheduled_at >= from_day::timestamp at time zone zone - interval '30 days'
      and t.scheduled_at < (to_day + 1)::timestamp at time zone zone + interval '30 days'
  ), cards as materialized (
    select s.post_id, s.local::date as day, min(s.local) as local,
      bool_or(private.may_move(s.state)) as movable,
      bool_or(private.may_move(s.state) and exists (
        select from public.post_targets o
        where o.business_id = business and o.channel_id = s.channel_id and o.post_id <> s.post_id
          and private.is_planned(o.state)
          and o.scheduled_at > s.scheduled_at - interval '30 minutes'
          and o.scheduled_at < s.scheduled_at + interval '30 minutes')) as clash,
      bool_or(private.may_move(s.state)) and exists (
        select from said o
        where o.key = (select private.caption_key(p.caption) from public.posts p where p.id = s.post_id)
          and o.post_id <> s.post_id
          and o.scheduled_at between min(s.scheduled_at) - interval '30 days' and max(s.scheduled_at) + interval '30 days'
      ) as twin,
      jsonb_agg(jsonb_build_object('kind', c.kind, 'name', c.name, 'state', s.state,
        'reason', s.reason, 'time', to_char(s.local, 'HH24:MI')) order by s.local, c.name, s.id) as targets
    from shown s join public.channels c on c.id = s.channel_id
    group by s.post_id, s.local::date
  )
  select jsonb_build_object(
    'total', (select count(*) from cards),
    'cards', coalesce((
      select jsonb_agg(jsonb_build_object('post', c.post_id, 'day', c.day, 'time', to_char(c.local, 'HH24:MI'),
          'caption', left(p.caption, 140), 'media_type', p.media_type, 'movable', c.movable,
          'seen', private.seen_versions(c.post_id), 'clash', c.clash, 'twin', c.twin, 'targets', c.targets)
        order by c.local, c.post_id)
      from (select * from cards order by local, post_id limit most) c
      join public.posts p on p.id = c.post_id), '[]'::jsonb),
    'weeks', coalesce((
      select jsonb_agg(jsonb_build_object('monday', w.monday, 'posts', w.posts) order by w.monday)
      from (
        select date_trunc('week', s.local)::date as monday, count(distinct s.post_id) as posts
        from shown s where private.is_planned(s.state) group by 1) w), '[]'::jsonb),
    'attention', (
      select count(distinct t.post_id) from public.post_targets t
      where t.business_id = business and t.state in ('failed', 'missed', 'unconfirmed')),
    'since', since
  ) into answer;
  return answer;
end
$function$
;

CREATE OR REPLACE FUNCTION public.cancel_reply(message uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  taken public.messages;
  parts public.messages[];
  was jsonb;
begin
  select array_agg(m) into parts from (
    select p.* from public.messages p
    where (p.id = message or p.sent_with = message) and p.delivery is not null
      and p.conversation_id = (select o.conversation_id from public.messages o where o.id = message)
      and p.business_id in (select private.my_business_ids())
    order by p.id for update) m;
  select p.* into taken from unnest(parts) p where p.id = message;
  if taken.id is null
    -- Whoever sends it, or decides about it, makes a new version of it.
    or exists (select from unnest(parts) p where p.delivery <> 'queued' or p.version > 1)
  then return null; end if;
  was := jsonb_build_object(
    'conversation', coalesce(taken.answers_conversation_id, taken.conversation_id), 'body', taken.body,
    'way', case when taken.about = 'private_reply' then 'private' when taken.tag is not null then taken.tag
      when taken.quotes_external_id is not null then 'public' else 'direct' end,
    'answers', (select a.id from public.messages a
      where a.channel_id = taken.channel_id and a.external_id = taken.quotes_external_id),
    'template', taken.template,
    'picture', exists (select from public.reply_pictures r join unnest(parts) p on p.id = r.message_id));
  delete from public.messages m using unnest(parts) p where m.id = p.id;
  perform private.leave_conversation(taken.conversation_id);
  if taken.answers_conversation_id is not null then
    perform private.refresh_conversation(taken.answers_conversation_id);
  end if;
  return was;
end
$function$
;

CREATE OR REPLACE FUNCTION public.cancel_target(target uuid, expected_version integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare moved text;
begin
  perform from public.posts p join public.post_targets t on t.post_id = p.id
    where t.id = target and p.business_id in (select private.my_business_ids()) for no key update of p;
  update public.post_targets t
    set state = 'cancelled', version = t.version + 1, container_id = null, container_at = null, next_try_at = null
    where t.id = target and t.version = expected_version
      and t.business_id in (select private.my_business_ids())
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state into moved;
  return moved;
end
$function$
;

CREATE OR REPLACE FUNCTION public.choose_notices(business uuid, push text, push_outside_hours boolean, push_shows_words boolean, digest text, digest_hour integer, digest_after_hours integer, language text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.notice_choices as c (business_id, user_id, push, push_outside_hours, push_shows_words, digest,
      digest_hour, digest_after_hours, language, seen_at, told_number)
    select m.business_id, m.user_id, choose_notices.push, choose_notices.push_outside_hours,
      choose_notices.push_shows_words, choose_notices.digest, choose_notices.digest_hour,
      choose_notices.digest_after_hours, choose_notices.language, now(), coalesce(n.last, 0)
    from public.members m left join private.event_counters n on n.business_id = m.business_id
    where m.business_id = business and m.user_id = (select auth.uid())
    on conflict (business_id, user_id) do update set
      push = excluded.push, push_outside_hours = excluded.push_outside_hours,
      push_shows_words = excluded.push_shows_words, digest = excluded.digest, digest_hour = excluded.digest_hour,
      digest_after_hours = excluded.digest_after_hours, language = excluded.language, chosen_at = now(),
      told_number = case when c.push = 'none' then excluded.told_number else c.told_number end,
      next_push_at = now();
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_attachments(size integer, lease_seconds integer)
 RETURNS TABLE(id uuid, kind text, name text, source_url text, source_id text, tries smallint, channel_id uuid, network text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with taken as (
    update public.message_attachments a
      set lease_until = now() + make_interval(secs => claim_attachments.lease_seconds), tries = a.tries + 1
      where a.id in (
        select d.id from public.message_attachments d
        where d.state = 'waiting' and coalesce(d.lease_until, d.next_try_at, d.arrived_at) <= now()
        order by coalesce(d.lease_until, d.next_try_at, d.arrived_at) limit claim_attachments.size
        for update skip locked)
      returning a.*)
  select t.id, t.kind, t.name, t.source_url, t.source_id, t.tries, m.channel_id, c.network
  from taken t
  join public.messages m on m.id = t.message_id
  join public.channels c on c.id = m.channel_id
$function$
;

CREATE OR REPLACE FUNCTION public.claim_channel_letter(channel uuid)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare told public.channels;
begin
  update public.channels c set problem_mailed_on = (now() at time zone b.timezone)::date
    from public.businesses b
    where c.id = channel and b.id = c.business_id and c.disconnected_at is null
      and c.problem_mailed_on is distinct from (now() at time zone b.timezone)::date
    returning c.* into told;
  if not found then return; end if;
  return query
    select jsonb_build_object('email', u.email, 'channel', told.name, 'kind', told.kind, 'business', b.name,
      'slug', b.slug, 'language', b.language)
    from public.members m join auth.users u on u.id = m.user_id join public.businesses b on b.id = m.business_id
    where m.business_id = told.business_id and m.role = 'owner'
    order by m.user_id;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_comment_actions(size integer, lease_seconds integer, action uuid DEFAULT NULL::uuid)
 RETURNS TABLE(id uuid, version integer, tries smallint, channel_id uuid, wanted text, comment text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query
    update public.comment_actions a set state = 'working', version = a.version + 1, tries = a.tries + 1,
        next_try_at = null, lease_until = now() + make_interval(secs => lease_seconds)
      from public.messages m
      where m.id = a.message_id and a.id in (
        select w.id from public.comment_actions w
        where w.state in ('queued', 'working') and (claim_comment_actions.action is null or w.id = claim_comment_actions.action)
          and coalesce(w.lease_until, w.next_try_at, w.asked_at) <= now()
          and not exists (select from public.comment_actions e
            where e.message_id = w.message_id and e.state in ('queued', 'working') and e.asked_at < w.asked_at)
        order by w.asked_at limit size for update skip locked)
      returning a.id, a.version, a.tries, m.channel_id, a.action, m.external_id;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_digests(size integer, lease_seconds integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.digests d set state = 'unconfirmed', lease_until = null
    where d.state = 'sending' and d.lease_until < now();
  insert into public.digests (business_id, user_id, day)
    select c.business_id, c.user_id, l.local::date
    from public.notice_choices c
    join public.businesses b on b.id = c.business_id
    cross join lateral (select now() at time zone b.timezone as local) l
    where case c.digest
      when 'daily' then extract(hour from l.local) between c.digest_hour and c.digest_hour + 5
        -- Whoever chooses an hour that has passed means tomorrow's.
        and c.chosen_at <= (l.local::date + make_time(c.digest_hour, 0, 0)) at time zone b.timezone
      when 'waiting' then extract(hour from l.local) between 6 and 20
        and exists (select from public.conversations w where w.business_id = c.business_id and w.status <> 'snoozed'
          and w.waiting_since < now() - make_interval(hours => c.digest_after_hours))
        and not exists (select from public.digests d where d.business_id = c.business_id and d.user_id = c.user_id
          and d.state <> 'dropped' and d.made_at > now() - interval '20 hours')
      else false end
    on conflict (business_id, user_id, day) do nothing;
  return query
    update public.digests d set lease_until = now() + make_interval(secs => lease_seconds), tries = d.tries + 1
      where d.id in (
        select w.id from public.digests w
        where w.state = 'waiting' and w.due_at <= now() and (w.lease_until is null or w.lease_until < now())
        order by w.due_at, w.id limit size for update skip locked)
      returning d.id;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_due_followers(size integer, lease_seconds integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.channels c set followers_due_at = now() + make_interval(secs => lease_seconds)
    from (
      select d.id from public.channels d
      where d.followers_due_at <= now() and d.disconnected_at is null and d.network is not null
      order by d.followers_due_at, d.id
      limit size
      for update skip locked
    ) due
    where c.id = due.id
    returning c.id
$function$
;

CREATE OR REPLACE FUNCTION public.claim_due_metrics(size integer, lease_seconds integer)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due record;
  next_age integer;
begin
  for due in
    select t.id, t.business_id, t.channel_id, t.remote_id, t.published_at, c.kind, p.media_type, p.placement
    from public.post_targets t
    join public.posts p on p.id = t.post_id join public.channels c on c.id = t.channel_id
    where t.metrics_due_at <= now()
    order by t.metrics_due_at, t.id
    limit size
    for update of t skip locked
  loop
    insert into public.post_metrics (target_id, business_id, age_hours, reason)
      select due.id, due.business_id, age, 'late'
      from unnest(array[1, 6, 24, 72, 168, 672]) as age
      where due.published_at + make_interval(hours => age) + private.metric_tolerance(age) < now()
      on conflict do nothing;
    select min(age) into next_age from unnest(array[1, 6, 24, 72, 168, 672]) as age
      where due.published_at + make_interval(hours => age) <= now()
        and not exists (select from public.post_metrics m where m.target_id = due.id and m.age_hours = age);
    update public.post_targets t set metrics_due_at = case when next_age is null
        then private.next_metrics_at(due.id) else now() + make_interval(secs => lease_seconds) end
      where t.id = due.id;
    continue when next_age is null;
    return next jsonb_build_object('target_id', due.id, 'age_hours', next_age, 'channel_id', due.channel_id,
      'kind', due.kind, 'remote_id', due.remote_id, 'media_type', due.media_type, 'placement', due.placement);
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_due_preflights(size integer, lease_seconds integer)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due public.post_targets;
begin
  for due in
    select t.* from (
      select d.id from public.post_targets d
      where d.preflight_due_at <= now() and d.state in ('scheduled', 'container_ready')
        and d.scheduled_at > now() + interval '10 minutes'
        and exists (select from public.channels c where c.id = d.channel_id and c.network is not null)
      order by d.preflight_due_at, d.id
      limit size
      for update skip locked
    ) picked join public.post_targets t using (id)
    order by t.business_id, t.id
  loop
    update public.post_targets t set preflight_due_at = now() + make_interval(secs => lease_seconds)
      where t.id = due.id;
    return next jsonb_build_object(
      'work', private.target_work(due) || jsonb_build_object('state', 'claimed'),
      'moment', case when due.scheduled_at - now() <= interval '1 hour' then '1h' else '24h' end,
      'scheduled_at', due.scheduled_at,
      'post_version', (select p.version from public.posts p where p.id = due.post_id),
      'network', (select c.network from public.channels c where c.id = due.channel_id),
      'ahead', (select count(*) from public.post_targets o
        where o.channel_id = due.channel_id and o.state in ('scheduled', 'container_ready', 'claimed')
          and o.scheduled_at between greatest(now(), due.scheduled_at - interval '24 hours') and due.scheduled_at),
      'problems', coalesce((select f.problems from public.preflights f where f.target_id = due.id), '[]'::jsonb));
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_due_reminders(size integer, lease_seconds integer)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due record;
  taken public.reminders;
begin
  for due in
    select r.id, t.id as target, t.post_id, b.slug, u.email,
      t.state = 'unconfirmed' and t.reason = 'your_turn' and r.not_after > now()
        and exists (select from public.members m where m.business_id = r.business_id and m.user_id = r.user_id)
        as wanted
    from public.reminders r
    join public.post_targets t on t.id = r.target_id
    join public.businesses b on b.id = r.business_id
    join auth.users u on u.id = r.user_id
    where r.state = 'waiting' and r.due_at <= now() and (r.lease_until is null or r.lease_until < now())
    order by r.due_at, r.id
    limit size
    for update of r skip locked
  loop
    update public.reminders r set
        state = case when due.wanted then 'waiting' else 'dropped' end,
        tries = r.tries + 1, opened_at = now(), lease_until = now() + make_interval(secs => lease_seconds)
      where r.id = due.id returning * into taken;
    continue when taken.state = 'dropped';
    return next jsonb_build_object('id', taken.id, 'user_id', taken.user_id, 'email', due.email,
      'target_id', due.target, 'tries', taken.tries,
      'path', format('/u/%s/unggahan/%s/target/%s/bantu', due.slug, due.post_id, due.target),
      'devices', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'endpoint', d.endpoint,
          'p256dh', d.p256dh, 'auth', d.auth, 'language', d.language))
        from public.push_devices d where d.user_id = taken.user_id), '[]'::jsonb));
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_due_targets(size integer, lease_seconds integer, ahead_seconds integer, ahead_kinds text[])
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due public.post_targets;
  taken public.post_targets;
  too_late timestamptz := now() + make_interval(secs => lease_seconds);
begin
  for due in
    select t.* from (
      select t.id from public.post_targets t
      where (t.state in ('scheduled', 'container_ready') and t.not_after > too_late
          and coalesce(t.next_try_at, t.scheduled_at) <= now() + make_interval(secs => ahead_seconds)
          and (coalesce(t.next_try_at, t.scheduled_at) <= now()
            -- A try that failed waits its time, ahead of the hour as well.
            or t.state = 'scheduled' and t.next_try_at is null
              and exists (select from public.channels c where c.id = t.channel_id and c.kind = any (ahead_kinds))))
        or (t.state in ('claimed', 'publishing') and t.lease_until < now())
      order by coalesce(t.next_try_at, t.scheduled_at), t.id
      limit size
      for update skip locked
    ) picked join public.post_targets t using (id)
    order by t.business_id, t.id
  loop
    -- A container whose making was cut short is invisible to everyone: it is simply made again.
    if due.state = 'claimed' then
      update public.publish_attempts a set closed_at = now(), outcome = 'unknown'
        where a.target_id = due.id and a.closed_at is null;
    end if;
    -- Before anything was sent, lateness decides; afterwards only what the network says.
    if due.state <> 'publishing' and due.not_after <= too_late then
      update public.post_targets t set state = 'missed', version = t.version + 1, reason = null,
          lease_until = null, next_try_at = null, container_id = null, container_at = null
        where t.id = due.id and t.version = due.version;
      continue;
    end if;
    update public.post_targets t set
        state = case due.state when 'publishing' then 'publishing' else 'claimed' end,
        version = t.version + 1, lease_until = now() + make_interval(secs => lease_seconds)
      where t.id = due.id and t.version = due.version returning * into taken;
    continue when not found;
    if due.state = 'publishing' then
      update public.publish_attempts a set looked_from = coalesce(a.looked_from, now())
        where a.target_id = due.id and a.closed_at is null;
    end if;
    return next private.target_work(taken);
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_feedback_letter(message uuid, token_hash bytea)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  m public.messages;
  f public.feedbacks;
  way jsonb;
begin
  select s.* into m from public.messages s where s.id = message and s.removed_at is null and not s.automatic;
  select o.* into f from public.feedbacks o
    where o.conversation_id = m.conversation_id and (o.email is not null or o.whatsapp is not null) for update;
  if f.id is null then return null; end if;
  if f.email is null then
    way := private.whatsapp_way(f);
    if way is null or m.id <> f.message_id or f.letter_at is not null then return null; end if;
  elsif not (
    (m.direction = 'in' and m.id = f.message_id and f.letter_at is null)
    or (f.letter_message_id = m.id and f.letter_sent_at is null)
    or (m.direction = 'out' and m.delivery in ('sent', 'delivered', 'read')
      and f.letter_message_id is distinct from m.id
      and (f.letter_message_id = f.message_id or coalesce(f.letter_at < now() - interval '10 minutes', true))))
  then return null; end if;
  update public.feedbacks o set letter_message_id = m.id, letter_at = now(), letter_sent_at = null where o.id = f.id;
  perform private.add_feedback_link(f, claim_feedback_letter.token_hash);
  return (select jsonb_build_object('id', m.id, 'email', f.email, 'whatsapp', way, 'business', b.name,
      'number', f.number, 'language', f.language, 'about', case m.direction when 'in' then 'ticket' else 'answer' end)
    from public.businesses b where b.id = f.business_id);
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_first_comments(size integer, lease_seconds integer)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due record;
begin
  for due in
    select f.target_id, f.version, f.tries, f.body, f.opened_at, t.channel_id, t.remote_id, c.kind
    from public.first_comments f
    join public.post_targets t on t.id = f.target_id
    join public.channels c on c.id = t.channel_id
    where f.due_at <= now()
    order by f.due_at, f.target_id
    limit size
    for update of f skip locked
  loop
    update public.first_comments f set state = 'sending', version = f.version + 1, tries = f.tries + 1,
        opened_at = coalesce(f.opened_at, now()), due_at = now() + make_interval(secs => lease_seconds)
      where f.target_id = due.target_id;
    return next jsonb_build_object('target_id', due.target_id, 'version', due.version + 1, 'tries', due.tries + 1,
      'channel_id', due.channel_id, 'kind', due.kind, 'remote_post_id', due.remote_id, 'body', due.body,
      'opened_at', due.opened_at,
      'known_remote_ids', coalesce((select jsonb_agg(m.external_id) from public.messages m
        where m.channel_id = due.channel_id and m.direction = 'out' and m.external_id is not null
          and m.sent_at > now() - interval '7 days'), '[]'::jsonb));
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_mentions(size integer, lease_seconds integer)
 RETURNS SETOF public.mentions
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.mentions m
    set next_try_at = now() + make_interval(secs => claim_mentions.lease_seconds), tries = m.tries + 1
    where m.id in (
      select d.id from public.mentions d
      join public.channels c on c.id = d.channel_id and c.disconnected_at is null and c.problem is null
      where d.outcome is null and (d.next_try_at is null or d.next_try_at <= now())
      order by d.next_try_at nulls first, d.id limit claim_mentions.size
      for update of d skip locked)
    returning m.*
$function$
;

CREATE OR REPLACE FUNCTION public.claim_messages(size integer, lease_seconds integer, message uuid DEFAULT NULL::uuid)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due public.messages;
  taken public.messages;
begin
  for due in
    select m.* from (
      select w.id from public.messages w
      where w.delivery in ('queued', 'sending') and (message is null or w.id = message)
        and coalesce(w.lease_until, w.next_try_at, w.created_at) <= now()
        -- What was written before it goes first, unless that one has trouble.
        and not exists (select from public.messages e
          where e.conversation_id = w.conversation_id and e.delivery in ('queued', 'sending') and e.tries <= 1
            and e.created_at < w.created_at)
      order by coalesce(w.lease_until, w.next_try_at, w.created_at), w.id
      limit size for update skip locked
    ) picked join public.messages m using (id)
    order by m.business_id, m.id
  loop
    update public.messages m set delivery = 'sending', version = m.version + 1, tries = m.tries + 1,
        lease_until = now() + make_interval(secs => lease_seconds), next_try_at = null
      where m.id = due.id and m.version = due.version returning * into taken;
    continue when not found;
    return next jsonb_build_object(
      'id', taken.id, 'version', taken.version, 'tries', taken.tries, 'channel_id', taken.channel_id,
      'body', taken.body, 'parent_external_id', taken.parent_external_id, 'tag', taken.tag,
      'template', taken.template,
      'way', (select case when taken.about = 'private_reply' then 'private' when c.kind = 'comment' then 'comment'
          else 'direct' end
        from public.conversations c where c.id = taken.conversation_id),
      'recipient', (select i.external_id from public.conversations c join public.identities i on i.id = c.identity_id
        where c.id = taken.conversation_id and i.external_id not like 'private:%' and i.external_id not like 'hidden:%'),
      'pictures', coalesce((select jsonb_agg(r.id) from public.reply_pictures r where r.message_id = taken.id),
        '[]'::jsonb),
      'attempt', (select jsonb_build_object('id', s.id, 'opened_at', s.opened_at) from public.message_sends s
        where s.message_id = taken.id and s.closed_at is null),
      'known_remote_ids', coalesce((select jsonb_agg(o.external_id) from public.messages o
        where o.conversation_id = taken.conversation_id and o.direction = 'out' and o.external_id is not null),
        '[]'::jsonb));
    -- The ledger row stands before the caller can make the call.
    insert into public.message_sends (message_id, business_id) values (taken.id, taken.business_id)
      on conflict do nothing;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_notices(size integer, lease_seconds integer, settle_seconds integer)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due record;
  news record;
  taken public.notices;
begin
  for due in
    select c.*, n.last as latest from public.notice_choices c
    join private.event_counters n on n.business_id = c.business_id and n.last > c.told_number
    where c.push <> 'none' and c.next_push_at <= now()
      and exists (select from public.push_devices d where d.user_id = c.user_id)
    order by c.next_push_at, c.business_id, c.user_id limit size for update of c skip locked
  loop
    if not due.push_outside_hours and not private.is_open(due.business_id, now()) then
      update public.notice_choices c set next_push_at = now() + interval '1 minute'
        where c.business_id = due.business_id and c.user_id = due.user_id;
      continue;
    end if;
    select * into news from private.news_for(due.business_id, due.user_id, due.push, due.told_number, due.latest);
    if news.oldest > now() - make_interval(secs => settle_seconds) then
      update public.notice_choices c set next_push_at = news.oldest + make_interval(secs => settle_seconds)
        where c.business_id = due.business_id and c.user_id = due.user_id;
      continue;
    end if;
    if news.messages > 0 and not private.is_looking(due.seen_at) then
      insert into public.notices as n (business_id, user_id, after_number, up_to_number)
        values (due.business_id, due.user_id, due.told_number, due.latest)
        on conflict (business_id, user_id) where state = 'waiting' do update set up_to_number = excluded.up_to_number;
    end if;
    update public.notice_choices c set told_number = due.latest,
        next_push_at = case when news.messages = 0 or private.is_looking(due.seen_at) then c.next_push_at else now() + interval '5 minutes' * 2 ^ (
          select least(greatest(count(*) - 1, 0), 4) from public.notices n
          where n.business_id = c.business_id and n.user_id = c.user_id
            and n.made_at > greatest(c.seen_at, now() - interval '6 hours')) end
      where c.business_id = due.business_id and c.user_id = due.user_id;
  end loop;

  for due in
    select n.*, c.push, c.push_shows_words, c.seen_at, b.slug, b.name
    from public.notices n
    join public.notice_choices c on c.business_id = n.business_id and c.user_id = n.user_id
    join public.businesses b on b.id = n.business_id
    where n.state = 'waiting' and n.due_at <= now() and (n.lease_until is null or n.lease_until < now())
    order by n.due_at, n.id limit size for update of n skip locked
  loop
    select * into news
      from private.news_for(due.business_id, due.user_id, due.push, due.after_number, due.up_to_number);
    update public.notices n set tries = n.tries + 1, lease_until = now() + make_interval(secs => lease_seconds),
        -- Answered, read or turned off meanwhile.
        state = case when news.messages > 0 and due.push <> 'none' and not private.is_looking(due.seen_at)
          then 'waiting' else 'dropped' end
      where n.id = due.id returning * into taken;
    continue when taken.state = 'dropped';
    return next jsonb_build_object('id', taken.id, 'tries', taken.tries, 'business_id', taken.business_id,
      'path', format('/u/%s/kotak-masuk%s', due.slug,
        case when news.conversations = 1 then format('/%s#akhir', news.newest_conversation) else '' end),
      'waiting', (select count(*) from public.conversations c
        where c.business_id = due.business_id and c.waiting_since is not null and c.status <> 'snoozed'
          and (due.push = 'all' or c.assigned_to = due.user_id or c.intent = 'complaint')),
      'conversations', news.conversations, 'kinds', to_jsonb(news.kinds),
      'business', case when (select count(*) from public.members m where m.user_id = due.user_id) > 1 then due.name end,
      'customer', case when due.push_shows_words then news.customer end,
      'words', case when due.push_shows_words then news.words end,
      'devices', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'endpoint', d.endpoint,
          'p256dh', d.p256dh, 'auth', d.auth, 'language', d.language))
        from public.push_devices d where d.user_id = taken.user_id), '[]'::jsonb));
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_overdue_cases(size integer, lease_seconds integer)
 RETURNS SETOF jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due record;
  noticed uuid;
begin
  for due in
    select k.id, k.business_id, k.number, k.promise, k.due_at, b.slug, b.name, b.timezone, w.user_id, u.email::text
    from public.cases k
    join public.businesses b on b.id = k.business_id
    cross join lateral (
      select m.user_id from public.members m
      where m.business_id = b.id and (m.user_id = b.escalates_to or m.role = 'owner')
      order by (m.user_id = b.escalates_to) desc nulls last, m.joined_at, m.id limit 1) w
    join auth.users u on u.id = w.user_id
    left join public.case_escalations e on e.case_id = k.id and e.due_at = k.due_at
    where k.state = 'open' and k.due_at <= now() and k.erased_at is null
      and (e.id is null or (e.mailed_at is null and e.lease_until < now() and e.tries < 8))
    order by k.due_at, k.id limit size for update of k skip locked
  loop
    insert into public.case_escalations as e (business_id, case_id, due_at, user_id, lease_until)
      values (due.business_id, due.id, due.due_at, due.user_id, now() + make_interval(secs => lease_seconds))
      on conflict (case_id, due_at) do update set tries = e.tries + 1, user_id = excluded.user_id,
        lease_until = excluded.lease_until
        -- Two callers who saw the same: the second finds it taken.
        where e.mailed_at is null and e.lease_until < now()
      returning e.id into noticed;
    continue when noticed is null;
    return next jsonb_build_object('id', noticed, 'email', due.email, 'number', due.number, 'promise', due.promise,
      'due_at', due.due_at, 'timezone', due.timezone, 'business', due.name,
      'path', format('/u/%s/kasus/%s', due.slug, due.id));
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.claim_profiles(size integer, lease_seconds integer)
 RETURNS SETOF jsonb
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with due as (
    select r.identity_id from public.profile_requests r
    where r.state = 'waiting' and r.due_at <= now() and (r.lease_until is null or r.lease_until < now())
    order by r.due_at, r.identity_id limit size for update skip locked),
  taken as (
    update public.profile_requests r set tries = r.tries + 1, lease_until = now() + make_interval(secs => lease_seconds)
    from due where r.identity_id = due.identity_id returning r.*)
  select jsonb_build_object('identity', t.identity_id, 'channel_id', i.channel_id, 'external_id', i.external_id,
    'tries', t.tries)
  from taken t join public.identities i on i.id = t.identity_id
$function$
;

CREATE OR REPLACE FUNCTION public.claim_read_receipts(size integer, lease_seconds integer)
 RETURNS SETOF jsonb
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with due as (
    select r.conversation_id from public.read_receipts r
    where r.state = 'waiting' and r.due_at <= now() and (r.lease_until is null or r.lease_until < now())
    order by r.due_at, r.conversation_id limit size for update skip locked),
  taken as (
    update public.read_receipts r set tries = r.tries + 1, lease_until = now() + make_interval(secs => lease_seconds)
    from due where r.conversation_id = due.conversation_id returning r.*)
  select jsonb_build_object('conversation', t.conversation_id, 'message', t.message_id, 'tries', t.tries,
    'channel_id', m.channel_id, 'external_id', m.external_id)
  from taken t join public.messages m on m.id = t.message_id
$function$
;

CREATE OR REPLACE FUNCTION public.claim_webhook_items(size integer, lease_seconds integer)
 RETURNS SETOF public.webhook_items
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.webhook_items w
    set claimed_until = now() + make_interval(secs => claim_webhook_items.lease_seconds), tries = w.tries + 1
    where w.id in (
      select p.id from public.webhook_items p
      where p.projected_at is null and (p.claimed_until is null or p.claimed_until < now())
      order by p.id limit claim_webhook_items.size for update skip locked)
    returning w.*
$function$
;

CREATE OR REPLACE FUNCTION public.close_case(of_case uuid, expected_version integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t record;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen is not null then return nullif(t.unseen, 'absent'); end if;
  if (t.taken).state <> 'resolved' then return 'moved'; end if;
  insert into public.case_closures (business_id, case_id, resolution_id, how)
    values ((t.taken).business_id, of_case, private.standing_resolution(of_case), 'member');
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.close_silent_cases(quiet_days integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  silent public.cases;
  ended integer := 0;
begin
  for silent in
    select k.* from public.cases k
    where k.state = 'resolved' and k.resolved_at < now() - make_interval(days => quiet_days)
    order by k.resolved_at limit 200 for update skip locked
  loop
    insert into public.case_closures (business_id, case_id, resolution_id, how)
      values (silent.business_id, silent.id, private.standing_resolution(silent.id), 'automatic');
    ended := ended + 1;
  end loop;
  return ended;
end
$function$
;

CREATE OR REPLACE FUNCTION public.confirm_assisted(target uuid, link text DEFAULT NULL::text, posted_at timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare held public.post_targets;
begin
  select t.* into held from public.post_targets t join public.channels c on c.id = t.channel_id
    where t.id = target and c.kind = 'assisted' and t.business_id in (select private.my_business_ids())
    for update of t;
  if not found then return null; end if;
  if held.state = 'published' then
    update public.post_targets t set permalink = link
      where t.id = held.id and t.permalink is null and link is not null;
    return 'published';
  end if;
  if held.state in ('claimed', 'publishing') then return 'busy'; end if;
  if held.state not in ('scheduled', 'unconfirmed', 'missed', 'failed') then return held.state; end if;
  update public.post_targets t set state = 'published', version = t.version + 1, permalink = link, reason = null,
      next_try_at = null,
      published_at = least(now(), greatest(coalesce(confirm_assisted.posted_at, now()), now() - interval '7 days'))
    where t.id = held.id;
  return 'published';
end
$function$
;

CREATE OR REPLACE FUNCTION public.confirm_case(token text, resolution uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t record;
begin
  select * into t from private.take_customers_case(token);
  if (t.taken).id is null then return null; end if;
  if exists (select from public.case_closures c where c.resolution_id = resolution and c.case_id = (t.taken).id
      and c.how = 'customer') and (t.taken).state = 'closed' then
    return 'done';
  end if;
  if (t.taken).state <> 'resolved' or resolution is distinct from private.standing_resolution((t.taken).id) then
    return 'moved';
  end if;
  insert into public.case_closures (business_id, case_id, resolution_id, how, link_id)
    values ((t.taken).business_id, (t.taken).id, resolution, 'customer', t.link);
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.confirm_published(target uuid, expected_version integer, link text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.post_targets t
    set state = 'published', version = t.version + 1, permalink = link, reason = null,
      published_at = coalesce(t.published_at, greatest(t.scheduled_at, now() - interval '7 days'))
    where t.id = target and t.version = expected_version
      and t.business_id in (select private.my_business_ids())
      and t.state in ('unconfirmed', 'failed')
    returning t.state
$function$
;

CREATE OR REPLACE FUNCTION public.connect_channel(business uuid, member uuid, kind text, network text, external_id text, page_id text, name text, sealed text, granted_by text DEFAULT NULL::text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
  insert into public.channel_secrets as s (channel_id, sealed, granted_by)
    values (connected, connect_channel.sealed, connect_channel.granted_by)
    on conflict (channel_id) do update
      set sealed = excluded.sealed, granted_by = excluded.granted_by, sealed_at = now();
  return connected;
end
$function$
;

CREATE OR REPLACE FUNCTION public.contact_copy(contact uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  c public.contacts;
  people uuid[];
  copy jsonb;
begin
  select * into c from public.contacts o
    where o.id = contact and o.erased_at is null and o.merged_into is null
      and o.business_id in (select private.my_owned_business_ids());
  if c.id is null then return null; end if;
  people := private.same_person(c.id);
  insert into public.contact_copies (business_id, contact_id, made_by) values (c.business_id, c.id, (select auth.uid()));
  select jsonb_build_object(
    'business', b.name,
    'name', c.name,
    'since', c.created_at,
    'accounts', coalesce((
      select jsonb_agg(jsonb_build_object('channel', h.kind, 'account_of_business', h.name, 'id', i.external_id,
        'username', i.username) order by h.kind, i.id)
      from public.identities i join public.channels h on h.id = i.channel_id
      where i.contact_id = any (people)), '[]'),
    'consents', coalesce((
      select jsonb_agg(jsonb_build_object('purpose', s.purpose, 'way', s.way, 'wording', s.wording,
        'given_at', s.given_at, 'withdrawn_at', s.withdrawn_at) order by s.given_at, s.id)
      from public.consents s where s.contact_id = any (people)), '[]'),
    'conversations', coalesce((
      select jsonb_agg(private.conversation_copy(t) order by t.created_at, t.id)
      from public.conversations t where t.contact_id = any (people)), '[]'))
    into copy
    from public.businesses b where b.id = c.business_id;
  return copy;
end
$function$
;

CREATE OR REPLACE FUNCTION public.correct_sorting(message uuid, intent text, topic text, sentiment text, urgency text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare m public.messages;
begin
  select * into m from public.messages s
    where s.id = message and s.direction = 'in' and s.business_id in (select private.my_business_ids())
    for update;
  if m.id is null then return false; end if;
  insert into public.message_corrections (business_id, message_id, was, intent, topic, sentiment, urgency)
    values (m.business_id, m.id,
      jsonb_build_object('intent', m.intent, 'topic', m.topic, 'sentiment', m.sentiment, 'urgency', m.urgency,
        'by', m.sorted_by, 'model', m.model),
      correct_sorting.intent, correct_sorting.topic, correct_sorting.sentiment, correct_sorting.urgency);
  update public.messages s set intent = correct_sorting.intent, topic = correct_sorting.topic,
      sentiment = correct_sorting.sentiment, urgency = correct_sorting.urgency, sorted_by = 'person'
    where s.id = m.id;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION public.count_expired(business uuid, months integer)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select (select count(*) from public.contacts c
      where c.business_id = count_expired.business and private.is_expired(c, count_expired.months))::integer
    where count_expired.business in (select private.my_owned_business_ids())
$function$
;

CREATE OR REPLACE FUNCTION public.create_business(name text, slug text, timezone text)
 RETURNS public.businesses
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.customer_case(token text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'business', b.name, 'catalogue', case when b.catalogue_public then b.slug end, 'timezone', b.timezone,
    'sample', b.sample, 'number', k.number, 'category', k.category, 'complaint', k.complaint, 'state', k.state,
    'opened_at', k.opened_at, 'promise', k.promise, 'due_at', k.due_at,
    'overdue', k.state = 'open' and k.due_at < now(),
    'resolution', case when k.state <> 'open' then private.standing_resolution(k.id) end,
    'closed', case when k.state = 'closed' then private.closed_how(k.id) end,
    'may_rate', k.state <> 'open' and r.score is null and private.closed_how(k.id) is distinct from 'automatic',
    'score', r.score,
    'history', coalesce((
      select jsonb_agg(jsonb_build_object('at', h.at, 'kind', h.kind, 'what', h.what) order by h.at, h.kind)
      from (
        select s.made_at as at, 'step' as kind, s.what from public.case_steps s
          where s.case_id = k.id and s.for_customer
        union all select s.resolved_at, 'resolved', s.what from public.case_resolutions s where s.case_id = k.id
        union all select s.closed_at, 'closed_' || s.how, '' from public.case_closures s where s.case_id = k.id
        union all select s.reopened_at, 'reopened', case when s.by_customer then s.reason else '' end
          from public.case_reopenings s where s.case_id = k.id
        order by 1 desc limit 200
      ) h), '[]'::jsonb))
  from private.link_of(customer_case.token) l
  join public.cases k on k.id = l.of_case
  join public.businesses b on b.id = k.business_id
  left join public.ratings r on r.case_id = k.id
$function$
;

CREATE OR REPLACE FUNCTION public.customer_feedback(token text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'business', b.name, 'slug', b.slug, 'catalogue', case when b.catalogue_public then b.slug end,
    'timezone', b.timezone, 'sample', b.sample, 'number', f.number, 'kind', f.kind, 'ordered', f.ordered,
    'wants', f.wants, 'product', f.product, 'open', h.disconnected_at is null,
    'email', regexp_replace(f.email, '^(.)[^@]*', '\1***'), 'whatsapp', '***' || right(f.whatsapp, 3),
    'may_rate', private.may_rate_talk(c.id),
    'score', (select r.score from public.ratings r where r.conversation_id = c.id and r.case_id is null),
    'messages', coalesce((
      select jsonb_agg(jsonb_build_object('id', m.id, 'direction', m.direction, 'automatic', m.automatic,
          'body', m.body, 'at', m.sent_at,
          'photos', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'width', a.width, 'height', a.height,
              'small', a.has_preview) order by a.position)
            from public.message_attachments a
            where a.message_id = m.id and a.state = 'stored' and a.kind = 'image'), '[]'::jsonb),
          'picture', (select jsonb_build_object('id', p.id, 'width', p.width, 'height', p.height)
            from public.reply_pictures p where p.message_id = m.id)) order by m.sent_at, m.id)
      from (
        select * from public.messages o
        where o.conversation_id = f.conversation_id and o.removed_at is null
          and (o.direction = 'in' or o.delivery is null or o.delivery in ('sent', 'delivered', 'read'))
        order by o.sent_at desc, o.id desc limit 200) m), '[]'::jsonb))
  from private.feedback_of(customer_feedback.token) f
  join public.businesses b on b.id = f.business_id
  join public.conversations c on c.id = f.conversation_id
  join public.channels h on h.id = c.channel_id
$function$
;

CREATE OR REPLACE FUNCTION public.customer_news(token text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with behind as (
    select f.business_id, f.conversation_id, null::uuid as of_case from private.feedback_of(customer_news.token) f
      where f.id is not null
    union all
    select k.business_id, null, k.id from private.link_of(customer_news.token) l
      join public.cases k on k.id = l.of_case
    limit 1)
  select jsonb_build_object('business', b.business_id, 'seen', (
      select count(*) from (
        select m.id from public.messages m where m.conversation_id = b.conversation_id
        union all select b.conversation_id
        union all select k.id from public.cases k where k.conversation_id = b.conversation_id or k.id = b.of_case
      ) s
      join public.events e on e.subject = s.id
      where e.business_id = b.business_id and e.kind in ('message.received', 'message.sent', 'message.echoed',
        'message.changed', 'message.attached', 'conversation.open', 'conversation.resolved', 'conversation.rated',
        'case.opened', 'case.promised', 'case.resolved', 'case.confirmed', 'case.closed', 'case.reopened', 'case.rated')
    ) + (
      -- Of the steps only those that are for the customer.
      select count(*) from public.cases k join public.case_steps p on p.case_id = k.id
      where (k.conversation_id = b.conversation_id or k.id = b.of_case) and p.for_customer))
  from behind b
$function$
;

CREATE OR REPLACE FUNCTION public.customers_photo(token text, photo uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from private.feedback_of(customers_photo.token) f
    join public.messages m on m.conversation_id = f.conversation_id and m.removed_at is null
    join public.message_attachments a on a.message_id = m.id and a.state = 'stored' and a.kind = 'image'
    where a.id = photo)
$function$
;

CREATE OR REPLACE FUNCTION public.decide_first_comment(target uuid, expected_version integer, sent boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare decided text;
begin
  update public.first_comments f set state = case when decide_first_comment.sent then 'sent' else 'waiting' end,
      version = f.version + 1, reason = null, tries = 0,
      due_at = case when not decide_first_comment.sent then now() end,
      sent_at = case when decide_first_comment.sent then now() end
    where f.target_id = target and f.version = expected_version and f.state in ('failed', 'unconfirmed')
      and f.business_id in (select private.my_business_ids())
      and (decide_first_comment.sent or exists (select from public.post_targets t
        where t.id = f.target_id and t.remote_id is not null))
    returning f.state into decided;
  perform pg_catalog.pg_notify('tanggap_comments', '');
  return decided;
end
$function$
;

CREATE OR REPLACE FUNCTION public.decide_message(message uuid, expected_version integer, sent boolean)
 RETURNS text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.messages m set
      delivery = case when decide_message.sent then 'sent' else 'queued' end,
      version = m.version + 1, reason = null, next_try_at = null, tries = 0
    where m.id = message and m.version = expected_version and m.delivery in ('failed', 'unconfirmed')
      and m.business_id in (select private.my_business_ids())
      and not (m.about is not distinct from 'private_reply' and exists (
        select from public.messages o
        where o.channel_id = m.channel_id and o.parent_external_id = m.parent_external_id and o.id <> m.id
          and o.about = 'private_reply' and o.delivery is distinct from 'failed'))
    returning m.delivery
$function$
;

CREATE OR REPLACE FUNCTION public.delete_old_items(size integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare deleted integer;
begin
  with recursive accounts as (
    (select w.network, w.account_id from public.webhook_items w order by w.network, w.account_id limit 1)
    union all
    select n.network, n.account_id from accounts a cross join lateral (
      select w.network, w.account_id from public.webhook_items w
      where (w.network, w.account_id) > (a.network, a.account_id)
      order by w.network, w.account_id limit 1) n),
  ends as (
    select a.network, a.account_id,
      case when count(c.id) = 0 then now() - interval '90 days'
        when bool_and(b.retention_months is not null) then now() - make_interval(months => max(b.retention_months)) end
        as until
    from accounts a
    left join public.channels c on c.network = a.network and a.account_id in (c.external_id, c.page_id)
    left join public.businesses b on b.id = c.business_id
    group by a.network, a.account_id)
  delete from public.webhook_items w
    where w.id in (
      select o.id from ends e cross join lateral (
        select r.id from public.webhook_items r
        where r.network = e.network and r.account_id = e.account_id and r.received_at < e.until
        order by r.id limit delete_old_items.size) o);
  get diagnostics deleted = row_count;
  return deleted;
end
$function$
;

CREATE OR REPLACE FUNCTION public.describe_case(of_case uuid, expected_version integer, category text, wants text, wants_words text, complaint text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t record;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen is not null then return nullif(t.unseen, 'absent'); end if;
  update public.cases k set category = describe_case.category, wants = describe_case.wants,
      wants_words = btrim(describe_case.wants_words), complaint = btrim(describe_case.complaint), version = k.version + 1
    where k.id = of_case;
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.digest_of_link(token text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('business', b.name, 'on', c.digest <> 'off')
  from public.digests d
  join public.notice_choices c on c.business_id = d.business_id and c.user_id = d.user_id
  join public.businesses b on b.id = d.business_id
  where d.link_hash = sha256(convert_to(token, 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION public.discard_post(post uuid, expected_version integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from public.posts p where p.id = post and p.business_id in (select private.my_business_ids()) for update;
  if not found then return false; end if;
  perform from public.post_targets t where t.post_id = post order by t.id for update;
  delete from public.posts p
    where p.id = post and p.version = expected_version
      and p.business_id in (select private.my_business_ids())
      and not exists (select from public.post_targets t
        where t.post_id = p.id and t.state not in ('draft', 'approved', 'cancelled'))
      and not exists (select from public.publish_attempts a
        join public.post_targets t on t.id = a.target_id where t.post_id = p.id);
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.disconnect_channel(channel uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.channels c set disconnected_at = now(), disconnected_by = (select auth.uid())
    where c.id = channel and c.disconnected_at is null
      and c.business_id in (select private.my_owned_business_ids());
  if not found then return false; end if;
  delete from public.channel_secrets s where s.channel_id = channel;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION public.dispute_case(token text, resolution uuid, reason text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t record;
begin
  select * into t from private.take_customers_case(token);
  if (t.taken).id is null then return null; end if;
  if exists (select from public.case_reopenings r where r.resolution_id = resolution and r.case_id = (t.taken).id
      and r.by_customer) and (t.taken).state = 'open' then
    return 'done';
  end if;
  if (t.taken).state = 'open' or resolution is distinct from private.standing_resolution((t.taken).id) then
    return 'moved';
  end if;
  if private.has_other_case((t.taken).id) then return 'other'; end if;
  insert into public.case_reopenings (business_id, case_id, resolution_id, reason, by_customer, link_id)
    values ((t.taken).business_id, (t.taken).id, resolution, left(btrim(reason), 1000), true, t.link);
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.due_assisted(ahead_hours integer)
 RETURNS TABLE(path text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select format('/u/%s/unggahan/%s/target/%s/bantu', b.slug, t.post_id, t.id)
  from public.post_targets t
  join public.channels c on c.id = t.channel_id and c.kind = 'assisted'
  join public.businesses b on b.id = t.business_id
  where t.business_id in (select private.my_business_ids())
    and t.scheduled_at <= now() + make_interval(hours => ahead_hours)
    and (t.state in ('scheduled', 'claimed', 'publishing') or t.state = 'unconfirmed' and t.reason = 'your_turn')
  order by t.scheduled_at, t.id
  limit 20
$function$
;

CREATE OR REPLACE FUNCTION public.end_widget_key(widget_key uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.widget_keys k set ends_at = now()
    where k.id = widget_key and k.ends_at > now() and k.business_id in (select private.my_owned_business_ids());
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.enter_business(slug text DEFAULT NULL::text)
 RETURNS TABLE(id uuid, slug text, name text, timezone text, language text, sample boolean, answer_promise_hours smallint, posting_target_per_week smallint, role text, businesses integer, waiting integer, waiting_since timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select b.id, b.slug, b.name, b.timezone, b.language, b.sample, b.answer_promise_hours,
    b.posting_target_per_week, m.role,
    (select count(*) from public.members o where o.user_id = (select auth.uid()))::integer,
    w.waiting, w.since
  from public.members m
  join public.businesses b on b.id = m.business_id
  cross join lateral (
    select count(*)::integer as waiting, min(c.waiting_since) as since
    from public.conversations c
    where c.business_id = b.id and c.waiting_since is not null and c.status <> 'snoozed'
  ) w
  where m.user_id = (select auth.uid()) and (enter_business.slug is null or b.slug = enter_business.slug)
  order by m.joined_at, b.id
  limit 1
$function$
;

CREATE OR REPLACE FUNCTION public.erase_contact(contact uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not exists (select from public.contacts c
      where c.id = contact and c.business_id in (select private.my_owned_business_ids())) then
    return null;
  end if;
  return private.erase_person(contact, 'asked', (select auth.uid()));
end
$function$
;

CREATE OR REPLACE FUNCTION public.erase_expired(size integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  one uuid;
  erased integer := 0;
begin
  for one in
    select c.id from public.businesses b
    join public.contacts c on c.business_id = b.id
    where b.retention_months is not null and private.is_expired(c, b.retention_months)
    order by c.business_id, c.id limit erase_expired.size
    for update of c skip locked
  loop
    if private.erase_person(one, 'retention', null) = 'erased' then erased := erased + 1; end if;
  end loop;
  return erased;
end
$function$
;

CREATE OR REPLACE FUNCTION public.erase_feedback(token text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  f public.feedbacks;
  c public.conversations;
begin
  select * into f from private.feedback_of(erase_feedback.token);
  if f.id is null then return null; end if;
  select o.* into c from public.conversations o where o.id = f.conversation_id for update;
  -- An answer that nobody has read yet is none.
  delete from public.messages m where m.conversation_id = c.id and m.delivery in ('queued', 'failed', 'unconfirmed');
  update public.messages m set body = '', wordless = true, removed_at = now(), edited_at = null, about_url = null,
      version = m.version + 1
    where m.conversation_id = c.id and m.removed_at is null;
  update public.message_attachments a
    set state = 'gone', reason = 'removed', name = null, stored_at = null, lease_until = null, next_try_at = null
    from public.messages m
    where m.conversation_id = c.id and a.message_id = m.id and a.state <> 'gone';
  delete from public.reply_pictures p using public.messages m where m.conversation_id = c.id and p.message_id = m.id;
  update public.cases k set complaint = '', wants_words = '', version = k.version + 1 where k.conversation_id = c.id;
  update public.case_reopenings r set reason = '-' from public.cases k
    where k.conversation_id = c.id and r.case_id = k.id and r.by_customer;
  update public.ratings r set words = '' where r.conversation_id = c.id;
  -- A customer who is known from elsewhere too keeps the name they have there.
  update public.contacts p set name = ''
    where p.id = c.contact_id and not exists (
      select from public.identities i where i.contact_id = p.id and i.id <> c.identity_id);
  update public.feedbacks o set email = null, whatsapp = null, ordered = '', page = null, product = '',
      erased_at = now() where o.id = f.id;
  delete from public.consents s where s.contact_id = c.contact_id and s.way = 'widget' and s.given_at = f.consented_at;
  delete from public.feedback_links l where l.feedback_id = f.id;
  perform private.append_event(f.business_id, 'feedback.erased', f.id);
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.erase_raw_items(size integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  e public.erasures;
  batch bigint[];
begin
  select * into e from public.erasures u where u.finished_at is null
    order by u.erased_at, u.id limit 1 for update skip locked;
  if e.id is null then return false; end if;
  batch := array(
    select w.id from public.webhook_items w
    where (w.network, w.account_id) in (
        select c.network, a.id from public.channels c cross join unnest(array[c.external_id, c.page_id]) as a (id)
        where c.business_id = e.business_id and c.network is not null and a.id is not null)
      and w.id > e.looked_up_to
    order by w.id limit erase_raw_items.size);
  delete from public.webhook_items w
    where w.id = any (batch)
      and exists (select from unnest(e.traces) as t (trace) where strpos(w.value::text, t.trace) > 0);
  if cardinality(batch) < erase_raw_items.size then
    update public.erasures u set traces = null, finished_at = now() where u.id = e.id;
    return exists (select from public.erasures u where u.finished_at is null);
  end if;
  update public.erasures u set looked_up_to = (select max(b) from unnest(batch) as b) where u.id = e.id;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION public.fill_series(series uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare held public.post_series;
begin
  select * into held from public.post_series s where s.id = series for update skip locked;
  if not found then return 0; end if;
  return private.fill_series(held);
end
$function$
;

CREATE OR REPLACE FUNCTION public.find_data_deletion(code text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('deleted_at', d.deleted_at, 'channels', d.channels)
  from public.data_deletions d where d.code_hash = sha256(convert_to(code, 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION public.forget_device(endpoint text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  delete from public.push_devices d where d.endpoint = forget_device.endpoint and d.user_id = (select auth.uid())
$function$
;

CREATE OR REPLACE FUNCTION public.forget_message(channel uuid, external_id text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into private.erased_messages (id, business_id)
    select private.message_id(c.id, forget_message.external_id), c.business_id
    from public.channels c where c.id = forget_message.channel
    on conflict (id) do nothing
$function$
;

CREATE OR REPLACE FUNCTION public.forget_old_notices(days integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from public.notices n where n.made_at < now() - make_interval(days => days) and n.state <> 'waiting';
  delete from public.digests d where d.made_at < now() - make_interval(days => days)
    and d.state not in ('waiting', 'sending');
end
$function$
;

CREATE OR REPLACE FUNCTION public.forget_rate_limits()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$ delete from public.rate_limits r where r.updated_at < now() - interval '2 days' $function$
;

CREATE OR REPLACE FUNCTION public.forget_unused_media(days integer, size integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  candidate record;
  forgotten integer := 0;
begin
  set constraints all immediate;
  for candidate in
    select m.id from public.media m
    where m.uploaded_at < now() - make_interval(days => forget_unused_media.days)
      and not exists (
        select from public.post_media p join public.media f on f.id = p.media_id
        where f.id = m.id or f.original_id = m.id)
    order by m.uploaded_at
    for update of m skip locked
  loop
    exit when forgotten >= size;
    begin
      delete from public.media m where m.id = candidate.id;
      if found then forgotten := forgotten + 1; end if;
    exception when foreign_key_violation then
      null;
    end;
  end loop;
  return forgotten;
end
$function$
;

CREATE OR REPLACE FUNCTION public.import_plan(business uuid, plan jsonb, valid_hours integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  zone text;
  item record;
  state text;
  counts jsonb := '{"known": 0, "draft": 0, "submitted": 0, "scheduled": 0}';
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then raise exception 'not a member' using errcode = 'insufficient_privilege'; end if;
  if jsonb_array_length(plan) > 500 then
    raise exception 'too many rows' using errcode = 'check_violation';
  end if;
  -- Two windows with the same file take turns.
  perform pg_advisory_xact_lock(hashtextextended('import_plan ' || business::text, 0));
  for item in select * from jsonb_to_recordset(plan) as r (id uuid, content jsonb, pictures jsonb, targets jsonb,
    facts jsonb, submit boolean, local_time timestamp)
  loop
    if exists (select from public.posts p where p.id = item.id and p.business_id = business) then
      state := 'known';
    elsif item.submit and item.local_time at time zone zone <= now() then
      raise exception 'an hour of the plan has passed' using errcode = 'check_violation', hint = item.id::text;
    else
      state := public.save_post(item.id, business, 0, item.content, item.pictures, item.targets, item.facts,
        item.submit, valid_hours, item.local_time) ->> 'state';
    end if;
    counts := jsonb_set(counts, array[state], to_jsonb((counts ->> state)::integer + 1));
  end loop;
  return counts;
end
$function$
;

CREATE OR REPLACE FUNCTION public.invitation_preview(token text)
 RETURNS TABLE(business_name text, role text, email text, usable boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select b.name, i.role, i.email, i.accepted_at is null and i.expires_at > now()
  from public.invitations i join public.businesses b on b.id = i.business_id
  where i.token_hash = sha256(convert_to(invitation_preview.token, 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION public.is_pressed(subject text, calm integer, seconds integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from public.rate_limits r
    where r.key = sha256(convert_to(subject, 'UTF8'))
      and r.level - greatest(0, extract(epoch from now() - r.updated_at)) * calm / seconds > calm)
$function$
;

CREATE OR REPLACE FUNCTION public.label_conversations(business uuid, conversations uuid[], label text, put boolean)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  named uuid;
  changed integer;
begin
  if business not in (select private.my_business_ids()) then return 0; end if;
  if put then
    insert into public.labels (business_id, name) values (business, btrim(label))
      on conflict (business_id, lower(btrim(name))) do nothing;
  end if;
  select l.id into named from public.labels l
    where l.business_id = business and lower(btrim(l.name)) = lower(btrim(label));
  if put then
    insert into public.conversation_labels (conversation_id, label_id, business_id)
      select c.id, named, business from public.conversations c
      where c.id = any (label_conversations.conversations) and c.business_id = business
      on conflict do nothing;
  else
    delete from public.conversation_labels l
      where l.label_id = named and l.conversation_id = any (label_conversations.conversations);
  end if;
  get diagnostics changed = row_count;
  return changed;
end
$function$
;

CREATE OR REPLACE FUNCTION public.list_drafts(business uuid, before timestamp with time zone DEFAULT NULL::timestamp with time zone, before_id uuid DEFAULT NULL::uuid)
 RETURNS TABLE(id uuid, caption text, media_type text, updated_at timestamp with time zone, updated_by uuid, submitted_at timestamp with time zone, scheduled_at timestamp with time zone, picture uuid, channels text[], returned boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.id, left(p.caption, 200), p.media_type, p.updated_at, p.updated_by, p.submitted_at,
    (select min(t.scheduled_at) from public.post_targets t where t.post_id = p.id and t.state in ('draft', 'approved')),
    (select m.media_id from public.post_media m where m.post_id = p.id and m.position = 1),
    array(select c.name from public.post_targets t join public.channels c on c.id = t.channel_id
      where t.post_id = p.id and t.state in ('draft', 'approved') order by c.name),
    exists (select from public.post_reviews r
      where r.post_id = p.id and r.version = p.version and r.verdict = 'returned')
  from public.posts p
  where p.business_id = list_drafts.business and list_drafts.business in (select private.my_business_ids())
    and not exists (select from public.post_targets t
      where t.post_id = p.id and t.state not in ('draft', 'approved', 'cancelled'))
    -- One whose channels were all cancelled is over.
    and (exists (select from public.post_targets t where t.post_id = p.id and t.state <> 'cancelled')
      or not exists (select from public.post_targets t where t.post_id = p.id))
    and (before is null or (p.updated_at, p.id) < (before, before_id))
  order by p.updated_at desc, p.id desc
  limit 31
$function$
;

CREATE OR REPLACE FUNCTION public.list_media(business uuid, size integer, before_at timestamp with time zone DEFAULT NULL::timestamp with time zone, before_id uuid DEFAULT NULL::uuid)
 RETURNS TABLE(id uuid, mime text, bytes bigint, width integer, height integer, duration_ms integer, alt_text text, uploaded_at timestamp with time zone, uses integer, posts jsonb, products jsonb, series jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with page as (
    select m.* from public.media m
    where m.business_id = list_media.business and m.business_id in (select private.my_business_ids())
      and m.original_id is null
      and (before_at is null or (m.uploaded_at, m.id) < (before_at, before_id))
    order by m.uploaded_at desc, m.id desc
    limit least(greatest(size, 0), 100)
  )
  select p.id, p.mime, f.bytes, coalesce(p.original_width, p.width), coalesce(p.original_height, p.height),
    p.duration_ms, p.alt_text, p.uploaded_at, u.uses, u.posts, r.products, s.series
  from page p
  cross join lateral (
    select sum(m.bytes)::bigint as bytes from public.media m where m.id = p.id or m.original_id = p.id
  ) f
  cross join lateral (
    select count(*)::integer as uses,
      coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'caption', left(s.caption, 80)) order by s.created_at desc, s.id)
        filter (where s.place <= 5), '[]') as posts
    from (
      select o.id, o.caption, o.created_at, row_number() over (order by o.created_at desc, o.id) as place
      from public.posts o
      where o.id in (
        select pm.post_id from public.post_media pm join public.media m on m.id = pm.media_id
        where m.id = p.id or m.original_id = p.id)
    ) s
  ) u
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]') as products
    from (
      select o.id, o.name from public.products o
      where o.id in (
        select pm.product_id from public.product_media pm join public.media m on m.id = pm.media_id
        where m.id = p.id or m.original_id = p.id)
      order by o.name, o.id limit 20
    ) o
  ) r
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name, o.id), '[]') as series
    from (
      select o.id, o.name from public.post_series o
      where o.id in (
        select sm.series_id from public.series_media sm join public.media m on m.id = sm.media_id
        where m.id = p.id or m.original_id = p.id)
      order by o.name, o.id limit 20
    ) o
  ) s
  order by p.uploaded_at desc, p.id desc
$function$
;

CREATE OR REPLACE FUNCTION public.list_members(business uuid)
 RETURNS TABLE(id uuid, user_id uuid, role text, joined_at timestamp with time zone, email text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.id, m.user_id, m.role, m.joined_at, u.email::text
  from public.members m join auth.users u on u.id = m.user_id
  where m.business_id = list_members.business
    and list_members.business in (select private.my_business_ids())
  order by m.joined_at, m.id
$function$
;

CREATE OR REPLACE FUNCTION public.list_posts(business uuid, part text, most integer, after_at timestamp with time zone DEFAULT NULL::timestamp with time zone, after_id uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  zone text;
  answer jsonb;
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then return null; end if;
  with every as (
    select p.id, p.created_at,
      min(t.scheduled_at) filter (where t.state not in ('published', 'cancelled')) as next_at,
      max(t.scheduled_at) as last_at,
      bool_and(t.state in ('published', 'cancelled')) as over,
      bool_and(t.state in ('draft', 'cancelled')) and not bool_and(t.state = 'cancelled') as draft
    from public.posts p left join public.post_targets t on t.post_id = p.id
    where p.business_id = business
    group by p.id
  ), listed as (
    select e.id,
      case part when 'upcoming' then e.next_at else coalesce(e.last_at, e.created_at) end as at
    from every e
    where case part
      when 'upcoming' then not e.over and e.next_at is not null and (not e.draft or e.next_at > now())
      when 'past' then e.over
      else false end
  ), chosen as (
    select l.id, l.at from listed l
    where after_at is null
      or case part when 'upcoming' then (l.at, l.id) > (after_at, after_id) else (l.at, l.id) < (after_at, after_id) end
    order by case when part = 'upcoming' then l.at end, case when part = 'upcoming' then l.id end,
      case when part <> 'upcoming' then l.at end desc, case when part <> 'upcoming' then l.id end desc
    limit most
  )
  select coalesce(jsonb_agg(jsonb_build_object('post', c.id, 'at', c.at, 'day', (c.at at time zone zone)::date,
      'time', to_char(c.at at time zone zone, 'HH24:MI'), 'caption', left(p.caption, 140),
      'media_type', p.media_type, 'movable', coalesce(shown.movable, false),
      'seen', private.seen_versions(c.id), 'clash', false, 'twin', false,
      'targets', coalesce(shown.targets, '[]'::jsonb))
    order by case when part = 'upcoming' then c.at end, case when part = 'upcoming' then c.id end,
      case when part <> 'upcoming' then c.at end desc, case when part <> 'upcoming' then c.id end desc), '[]'::jsonb)
  into answer
  from chosen c join public.posts p on p.id = c.id
  left join lateral (
    select bool_or(private.may_move(t.state) and t.scheduled_at is not null) as movable,
      jsonb_agg(jsonb_build_object('kind', k.kind, 'name', k.name, 'state', t.state,
        'reason', t.reason, 'time', to_char(t.scheduled_at at time zone zone, 'HH24:MI')) order by t.scheduled_at, k.name, t.id) as targets
    from public.post_targets t join public.channels k on k.id = t.channel_id
    where t.post_id = c.id
  ) shown on true;
  return answer;
end
$function$
;

CREATE OR REPLACE FUNCTION public.list_preflight_problems(business uuid)
 RETURNS SETOF jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('target_id', t.id, 'post_id', t.post_id, 'channel', c.name, 'kind', c.kind,
    'scheduled_at', t.scheduled_at, 'caption', left(coalesce(t.caption, p.caption), 120), 'problems', f.problems)
  from public.preflights f
  join public.post_targets t on t.id = f.target_id
  join public.posts p on p.id = t.post_id
  join public.channels c on c.id = t.channel_id
  where f.business_id = business and business in (select private.my_business_ids())
    and f.problems <> '[]' and t.state in ('scheduled', 'container_ready', 'claimed')
  order by t.scheduled_at, t.id
  limit 20
$function$
;

CREATE OR REPLACE FUNCTION public.list_products(business uuid)
 RETURNS TABLE(id uuid, name text, active boolean, price integer, price_unit text, filled text[], marks jsonb, pictures jsonb, version integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.id, p.name, p.active, p.price, p.price_unit, private.filled_facts(p), private.marks_of(p.id),
    private.pictures_of(p.id), p.version
  from public.products p
  where p.business_id = business and p.business_id in (select private.my_business_ids())
  order by p.active desc, p.place, p.created_at, p.id
  limit 200
$function$
;

CREATE OR REPLACE FUNCTION public.list_series(business uuid)
 RETURNS TABLE(id uuid, name text, weekdays smallint[], local_hour time without time zone, media_type text, captions integer, version integer, paused_at timestamp with time zone, ended_at timestamp with time zone, next_at timestamp with time zone, next_post uuid, next_caption text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select s.id, s.name, s.weekdays, s.local_hour, s.media_type, cardinality(s.captions), s.version, s.paused_at, s.ended_at,
    o.scheduled_at, o.id, left(o.caption, 200)
  from public.post_series s
  left join lateral (
    select p.id, p.caption, min(t.scheduled_at) as scheduled_at
    from public.posts p join public.post_targets t on t.post_id = p.id
    where p.series_id = s.id and p.series_on is not null and t.scheduled_at > now()
      and t.state in ('draft', 'approved', 'scheduled', 'claimed', 'container_ready', 'publishing')
    group by p.id order by 3 limit 1
  ) o on true
  where s.business_id = list_series.business and list_series.business in (select private.my_business_ids())
  order by s.ended_at is not null, s.created_at desc, s.id
  limit 200
$function$
;

CREATE OR REPLACE FUNCTION public.list_unknown_items(size integer)
 RETURNS TABLE(object text, field text, outcome text, items bigint, oldest timestamp with time zone, newest timestamp with time zone, sample bigint, value jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select g.object, g.field, g.outcome, g.items, g.oldest, g.newest, g.sample, w.value
  from (
    select u.object, u.field, u.outcome, count(*) as items, min(u.received_at) as oldest, max(u.received_at) as newest,
      max(u.id) as sample
    from public.webhook_items u
    where u.outcome in ('unknown', 'unmatched') or u.outcome ~ '^[0-9A-Z]{5}$'
    group by u.object, u.field, u.outcome
  ) g
  join public.webhook_items w on w.id = g.sample
  order by g.newest desc, g.object, g.field
  limit least(greatest(size, 0), 1000)
$function$
;

CREATE OR REPLACE FUNCTION public.log_talk(id uuid, business uuid, contact uuid, name text, way text, said text, answered text, at timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  hand public.channels;
  who uuid := contact;
  account uuid;
  conversation uuid;
begin
  if business not in (select private.my_business_ids()) then return null; end if;
  if at > now() + interval '1 minute' then
    raise exception 'a talk lies behind us' using errcode = 'check_violation', constraint = 'talk_at';
  end if;
  if contact is not null and not exists (select from public.contacts c
      where c.id = contact and c.business_id = business and c.merged_into is null) then
    return null;
  end if;
  select m.conversation_id into conversation from public.messages m
    where m.id = log_talk.id and m.business_id = business;
  if conversation is not null then return conversation; end if;
  insert into public.channels (business_id, kind, name, connected_by)
    values (business, 'manual', 'Catatan', (select auth.uid()))
    on conflict (business_id) where kind = 'manual' do nothing;
  select * into hand from public.channels c where c.business_id = business and c.kind = 'manual';
  if who is null then
    insert into public.contacts (business_id, name) values (business, left(btrim(log_talk.name), 200))
      returning contacts.id into who;
  end if;
  insert into public.identities (business_id, contact_id, channel_id, external_id)
    values (business, who, hand.id, who::text) on conflict (channel_id, external_id) do nothing;
  select i.id into account from public.identities i where i.channel_id = hand.id and i.external_id = who::text;
  insert into public.conversations (business_id, channel_id, contact_id, identity_id, kind, last_at)
    values (business, hand.id, who, account, 'dm', at)
    on conflict on constraint conversations_one do nothing;
  select c.id into conversation from public.conversations c where c.identity_id = account and c.kind = 'dm';
  insert into public.messages (id, business_id, conversation_id, channel_id, direction, body, sent_at, about, written_by)
    values (log_talk.id, business, conversation, hand.id, 'in', btrim(said), at, way, (select auth.uid()));
  if btrim(coalesce(answered, '')) <> '' then
    insert into public.messages (business_id, conversation_id, channel_id, direction, body, sent_at, about, written_by)
      values (business, conversation, hand.id, 'out', btrim(answered), at + interval '1 second', way, (select auth.uid()));
  end if;
  return conversation;
end
$function$
;

CREATE OR REPLACE FUNCTION public.look_at_conversation(conversation uuid, unread boolean DEFAULT false)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare c public.conversations;
begin
  select * into c from public.conversations o
    where o.id = conversation and o.business_id in (select private.my_business_ids());
  if c.id is null then return null; end if;
  insert into public.conversation_reads as r (conversation_id, user_id, business_id, read_at, seen_at)
    values (c.id, (select auth.uid()), c.business_id, case when not unread then now() end,
      case when unread then '-infinity'::timestamptz else now() end)
    on conflict (conversation_id, user_id) do update set read_at = excluded.read_at, seen_at = excluded.seen_at;
  return coalesce((
    select array_agg(r.user_id order by r.user_id) from public.conversation_reads r
    where r.conversation_id = c.id and r.user_id <> (select auth.uid())
      and r.seen_at > now() - interval '45 seconds'), '{}');
end
$function$
;

CREATE OR REPLACE FUNCTION public.look_at_inbox(business uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.notice_choices c set seen_at = now(), next_push_at = least(c.next_push_at, now())
  where c.business_id = look_at_inbox.business and c.user_id = (select auth.uid())
$function$
;

CREATE OR REPLACE FUNCTION public.make_case_link(of_case uuid, token_hash bytea)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.case_links (business_id, case_id, token_hash)
    select k.business_id, k.id, make_case_link.token_hash from public.cases k
    where k.id = of_case and k.business_id in (select private.my_business_ids())
    returning id
$function$
;

CREATE OR REPLACE FUNCTION public.media_usage(business uuid)
 RETURNS TABLE(used bigint, quota bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select (select coalesce(sum(m.bytes), 0)::bigint from public.media m where m.business_id = b.id), b.media_quota_bytes
  from public.businesses b
  where b.id = media_usage.business and b.id in (select private.my_business_ids())
$function$
;

CREATE OR REPLACE FUNCTION public.merge_contacts(kept uuid, merged uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  business uuid;
  moved uuid[];
  made uuid;
begin
  -- Both are taken in one order, so that two merges of the same people take turns.
  perform from public.contacts c where c.id in (kept, merged) order by c.id for update;
  select a.business_id into business from public.contacts a join public.contacts b on b.business_id = a.business_id
    where a.id = kept and b.id = merged and a.id <> b.id and a.merged_into is null and b.merged_into is null
      and a.business_id in (select private.my_business_ids());
  if business is null then return null; end if;
  with i as (
    update public.identities i set contact_id = kept where i.contact_id = merged returning i.id)
  select coalesce(array_agg(i.id order by i.id), '{}') into moved from i;
  update public.conversations c set contact_id = kept where c.identity_id = any (moved);
  update public.contacts c set merged_into = kept where c.id = merged;
  update public.contacts c set name = (select m.name from public.contacts m where m.id = merged)
    where c.id = kept and c.name = '';
  insert into public.contact_merges (business_id, kept_id, merged_id, identity_ids)
    values (business, kept, merged, moved) returning id into made;
  return made;
end
$function$
;

CREATE OR REPLACE FUNCTION public.move_post(post uuid, expected_versions integer[], to_day date, valid_hours integer, at_time time without time zone DEFAULT NULL::time without time zone, from_day date DEFAULT NULL::date)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  zone text;
  chosen uuid[];
  earliest timestamptz;
  shifted boolean;
  unapproved boolean;
begin
  select b.timezone into zone from public.posts p join public.businesses b on b.id = p.business_id
    where p.id = move_post.post and p.business_id in (select private.my_business_ids());
  if not found then return jsonb_build_object('outcome', 'gone'); end if;
  perform from public.post_targets t where t.post_id = move_post.post order by t.id for update;
  if to_jsonb(expected_versions) is distinct from private.seen_versions(move_post.post) then
    return jsonb_build_object('outcome', 'changed');
  end if;
  if exists (
    select from public.post_targets t where t.post_id = move_post.post and t.state in ('claimed', 'publishing')
  ) then
    return jsonb_build_object('outcome', 'busy');
  end if;

  select array_agg(m.id), min(m.local at time zone zone),
      bool_or((m.local at time zone zone) at time zone zone <> m.local)
    into chosen, earliest, shifted
    from (
      select t.id, to_day + coalesce(at_time, (t.scheduled_at at time zone zone)::time) as local
      from public.post_targets t
      where t.post_id = move_post.post and private.may_move(t.state) and t.scheduled_at is not null
        and (from_day is null or (t.scheduled_at at time zone zone)::date = from_day)
    ) m;
  if chosen is null then return jsonb_build_object('outcome', 'nothing'); end if;
  if earliest <= now() then return jsonb_build_object('outcome', 'past'); end if;

  unapproved := (select private.approval_needed(p.business_id) from public.posts p where p.id = move_post.post)
    and not private.is_approved(move_post.post);
  update public.post_targets t set
      state = case when t.state = 'draft' or (unapproved and t.state in ('failed', 'missed'))
        then 'draft' else 'scheduled' end,
      version = t.version + 1,
      scheduled_local = m.local, scheduled_at = m.local at time zone zone, scheduled_zone = zone,
      not_after = m.local at time zone zone
        + coalesce(t.not_after - t.scheduled_at, make_interval(hours => move_post.valid_hours)),
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null
    from (
      select o.id, to_day + coalesce(at_time, (o.scheduled_at at time zone zone)::time) as local
      from public.post_targets o where o.id = any (chosen)
    ) m
    where t.id = m.id;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return jsonb_build_object('outcome', 'moved', 'moved', cardinality(chosen),
    'at', to_char(earliest at time zone zone, 'YYYY-MM-DD"T"HH24:MI'), 'shifted', shifted,
    'seen', private.seen_versions(move_post.post));
end
$function$
;

CREATE OR REPLACE FUNCTION public.move_series(series uuid, expected_version integer, wanted text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  held public.post_series;
  untouched uuid[] := '{}';
  post uuid;
begin
  if wanted not in ('running', 'paused', 'ended') then
    raise exception 'no such state' using errcode = 'check_violation';
  end if;
  select * into held from public.post_series s
    where s.id = series and s.business_id in (select private.my_business_ids()) for update;
  if not found then return jsonb_build_object('refused', 'gone'); end if;
  if held.version <> expected_version then return jsonb_build_object('refused', 'moved'); end if;
  if held.ended_at is not null then return jsonb_build_object('refused', 'ended'); end if;
  perform private.note_late(held);
  if wanted <> 'running' then
    untouched := array(select private.untouched_occurrences(held));
    foreach post in array untouched loop
      perform private.take_out_occurrence(post);
    end loop;
  end if;
  update public.post_series s set version = s.version + 1, considered_until = now(),
      paused_at = case wanted when 'paused' then coalesce(s.paused_at, now()) when 'ended' then s.paused_at end,
      paused_by = case wanted when 'paused' then (select auth.uid()) when 'ended' then s.paused_by end,
      ended_at = case wanted when 'ended' then now() end,
      ended_by = case wanted when 'ended' then (select auth.uid()) end
    where s.id = series returning * into held;
  return jsonb_build_object('version', held.version, 'taken_out', cardinality(untouched),
    'made', private.fill_series(held));
end
$function$
;

CREATE OR REPLACE FUNCTION public.mute_conversation(conversation uuid, muted boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.conversation_reads as r (conversation_id, user_id, business_id, seen_at, muted_at)
    select c.id, (select auth.uid()), c.business_id, '-infinity', case when muted then now() end
    from public.conversations c
    where c.id = conversation and c.business_id in (select private.my_business_ids())
    on conflict (conversation_id, user_id) do update
      set muted_at = case when muted then coalesce(r.muted_at, now()) end;
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.my_notices(business uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'push', coalesce(c.push, 'none'), 'push_outside_hours', coalesce(c.push_outside_hours, false),
    'push_shows_words', coalesce(c.push_shows_words, false), 'digest', coalesce(c.digest, 'off'),
    'digest_hour', coalesce(c.digest_hour, 7), 'digest_after_hours', coalesce(c.digest_after_hours, 4),
    'phones', (select count(*) from public.push_devices d where d.user_id = m.user_id),
    'told_at', (select max(n.sent_at) from public.notices n
      where n.business_id = m.business_id and n.user_id = m.user_id))
  from public.members m
  left join public.notice_choices c on c.business_id = m.business_id and c.user_id = m.user_id
  where m.business_id = business and m.user_id = (select auth.uid())
$function$
;

CREATE OR REPLACE FUNCTION public.open_attempts(attempts jsonb, lease_seconds integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  wanted record;
  too_late timestamptz := now() + make_interval(secs => lease_seconds);
begin
  for wanted in
    select a.id, a.target_id, a.version, a.step, t.business_id
    from jsonb_to_recordset(attempts) as a (id uuid, target_id uuid, version integer, step text)
    join public.post_targets t on t.id = a.target_id
    order by t.business_id, t.id
  loop
    if wanted.step = 'publish' then
      update public.post_targets t set state = 'missed', version = t.version + 1, reason = null,
          lease_until = null, next_try_at = null, container_id = null, container_at = null
        where t.id = wanted.target_id and t.version = wanted.version and t.state = 'claimed'
          and t.not_after <= too_late;
      continue when found;
    end if;
    update public.post_targets t set
        state = case wanted.step when 'publish' then 'publishing' else t.state end,
        version = t.version + 1, lease_until = too_late, tries = t.tries + 1
      where t.id = wanted.target_id and t.version = wanted.version and t.state = 'claimed'
        and (wanted.step <> 'publish' or t.scheduled_at <= now());
    if found then
      insert into public.publish_attempts (id, target_id, business_id, step)
        values (wanted.id, wanted.target_id, wanted.business_id, wanted.step);
      return next wanted.id;
    end if;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION public.open_case(conversation uuid, message uuid, category text, complaint text, promise text, due timestamp without time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  c public.conversations;
  told public.feedbacks;
  made uuid;
  ends_at timestamptz;
  digits integer;
begin
  select o.* into c from public.conversations o
    where o.id = conversation and o.business_id in (select private.my_business_ids()) for update;
  if c.id is null then return null; end if;
  select k.id into made from public.cases k where k.conversation_id = c.id and k.state <> 'closed';
  if made is not null then return made; end if;
  select due at time zone b.timezone into ends_at from public.businesses b where b.id = c.business_id;
  perform private.check_due(ends_at);
  select f.* into told from public.feedbacks f where f.conversation_id = c.id;
  for attempt in 0..40 loop
    -- The number that was told first; then five digits, and one more each time ten in a row were taken.
    digits := 4 + (attempt - 1) / 10;
    insert into public.cases (business_id, conversation_id, message_id, number, category, wants, complaint, due_at)
      select c.business_id, c.id,
        (select m.id from public.messages m where m.id = message and m.conversation_id = c.id),
        n.number, open_case.category, coalesce(told.wants, 'unknown'), left(btrim(open_case.complaint), 2000), ends_at
      from (select case attempt when 0 then told.number
          else (10 ^ digits + floor(random() * 9 * 10 ^ digits))::bigint::text end as number) n
      where n.number is not null and not exists (select from public.feedbacks f
        where f.business_id = c.business_id and f.number = n.number and f.conversation_id <> c.id)
      on conflict (business_id, number) do nothing returning cases.id into made;
    exit when made is not null;
  end loop;
  insert into public.case_promises (business_id, case_id, what, due_at, responsible)
    values (c.business_id, made, promise, ends_at, (select auth.uid()));
  return made;
end
$function$
;

CREATE OR REPLACE FUNCTION public.open_digest(digest uuid, token_hash bytea)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  d public.digests;
  told jsonb;
begin
  select o.* into d from public.digests o where o.id = digest and o.state = 'waiting' for update;
  if d.id is null then return null; end if;
  select jsonb_build_object('email', u.email, 'language', c.language, 'business', b.name, 'slug', b.slug,
      'timezone', b.timezone, 'because', c.digest, 'after_hours', c.digest_after_hours,
      'waiting', w.waiting, 'since', w.since, 'overdue', w.overdue, 'complaints', w.complaints, 'mine', w.mine,
      'cases', (select count(*) from public.cases k
        where k.business_id = d.business_id and k.state = 'open' and k.due_at < now()))
    into told
    from public.notice_choices c
    join public.businesses b on b.id = c.business_id
    join auth.users u on u.id = c.user_id
    cross join lateral (
      select count(*) as waiting, min(o.waiting_since) as since,
        count(*) filter (where o.waiting_since < now() - make_interval(hours => b.answer_promise_hours)) as overdue,
        count(*) filter (where o.intent = 'complaint') as complaints,
        count(*) filter (where o.assigned_to = c.user_id) as mine
      from public.conversations o
      where o.business_id = c.business_id and o.waiting_since is not null and o.status <> 'snoozed') w
    where c.business_id = d.business_id and c.user_id = d.user_id and c.digest <> 'off'
      and d.day = (now() at time zone b.timezone)::date;
  if told is null or ((told ->> 'waiting')::integer = 0 and (told ->> 'cases')::integer = 0) then
    update public.digests o set state = 'dropped', lease_until = null where o.id = d.id;
    return null;
  end if;
  update public.digests o set state = 'sending', link_hash = token_hash, waiting = (told ->> 'waiting')::integer
    where o.id = d.id;
  return told;
end
$function$
;

CREATE OR REPLACE FUNCTION public.place_product(product uuid, wanted integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare home uuid;
begin
  select b.id into home from public.products p join public.businesses b on b.id = p.business_id
    where p.id = product and p.active and b.id in (select private.my_business_ids())
    for no key update of b;
  if not found then return false; end if;
  with others as (
    select p.id, row_number() over (order by p.place, p.created_at, p.id) as nth
    from public.products p where p.business_id = home and p.active and p.id <> product
  ), ordered as (
    select others.id, others.nth + case when others.nth >= wanted then 1 else 0 end as place from others
    union all
    select product, greatest(1, least(wanted, 1 + (select count(*) from others)))
  )
  update public.products p set place = ordered.place from ordered
    where p.id = ordered.id and p.place <> ordered.place;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION public.plan_warnings(business uuid, caption text DEFAULT NULL::text, hours jsonb DEFAULT NULL::jsonb, own_post uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  zone text;
  words text;
  answer jsonb;
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then return null; end if;
  words := private.caption_key(coalesce(plan_warnings.caption,
    (select p.caption from public.posts p where p.id = own_post and p.business_id = business)));
  with plan as materialized (
    select h.channel_id, h.local_time at time zone zone as at
    from jsonb_to_recordset(plan_warnings.hours) as h (channel_id uuid, local_time timestamp)
    union all
    select t.channel_id, t.scheduled_at from public.post_targets t
    where plan_warnings.hours is null and t.post_id = own_post and t.business_id = business
      and private.may_move(t.state) and t.scheduled_at is not null
  ), clashes as (
    select distinct o.post_id, c.name, o.scheduled_at
    from plan w
    join public.post_targets o on o.business_id = business and o.channel_id = w.channel_id
      and o.scheduled_at > w.at - interval '30 minutes' and o.scheduled_at < w.at + interval '30 minutes'
      and private.is_planned(o.state) and o.post_id is distinct from own_post
    join public.channels c on c.id = o.channel_id
    order by o.scheduled_at, o.post_id, c.name limit 5
  ), twins as (
    select o.post_id, min(o.scheduled_at) as scheduled_at
    from public.post_targets o join public.posts p on p.id = o.post_id
    where o.business_id = business and private.is_planned(o.state) and o.post_id is distinct from own_post
      and o.scheduled_at between (select min(w.at) from plan w) - interval '30 days'
        and (select max(w.at) from plan w) + interval '30 days'
      and private.caption_key(coalesce(o.caption, p.caption)) = words
    group by o.post_id
    order by 2, 1 limit 5
  )
  select coalesce(jsonb_agg(w.warning), '[]'::jsonb) into answer from (
    select jsonb_build_object('kind', 'clash', 'post', c.post_id, 'channel', c.name, 'at', c.scheduled_at) as warning
    from clashes c
    union all
    select jsonb_build_object('kind', 'twin', 'post', t.post_id, 'at', t.scheduled_at) from twins t
  ) w;
  return answer;
end
$function$
;

CREATE OR REPLACE FUNCTION public.post_results(business uuid, posts uuid[])
 RETURNS TABLE(post_id uuid, goal_figure text, goal_value integer, targets jsonb, published integer, measured integer, value integer, reached boolean)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select p.id, p.goal_figure, p.goal_value, r.targets, r.published, r.measured, r.value,
    case when p.goal_value is null then null
      when r.value >= p.goal_value then true
      when r.measured = r.published and r.published > 0 and r.pending = 0 then false end
  from public.posts p
  cross join lateral (
    select
      coalesce(jsonb_agg(jsonb_build_object('target_id', t.id, 'channel_id', c.id, 'kind', c.kind, 'name', c.name,
          'published_at', t.published_at, 'age_hours', l.age_hours, 'taken_at', l.taken_at, 'reach', l.reach,
          'likes', l.likes, 'comments', l.comments, 'shares', l.shares, 'saves', l.saves, 'views', l.views)
        order by t.created_at, t.id) filter (where t.state = 'published'), '[]'::jsonb) as targets,
      (count(*) filter (where t.state = 'published'))::integer as published,
      count(private.figure_of(week, p.goal_figure))::integer as measured,
      sum(private.figure_of(week, p.goal_figure))::integer as value,
      (count(*) filter (where t.state not in ('published', 'draft', 'failed', 'missed', 'cancelled')))::integer as pending
    from public.post_targets t
    join public.channels c on c.id = t.channel_id
    left join lateral (
      select m.* from public.post_metrics m where m.target_id = t.id and m.taken_at is not null
      order by m.age_hours desc limit 1
    ) l on true
    left join public.post_metrics week on week.target_id = t.id and week.age_hours = 168
    where t.post_id = p.id
  ) r
  where p.business_id = post_results.business and p.id = any (post_results.posts[1:100])
$function$
;

CREATE OR REPLACE FUNCTION public.press_rate_limit(subject text, calm integer, most integer, seconds integer)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with pressed as (
    insert into public.rate_limits as r (key, level)
      values (sha256(convert_to(subject, 'UTF8')), 1)
    on conflict (key) do update set
      level = least(most, greatest(0, r.level - greatest(0, extract(epoch from now() - r.updated_at)) * calm / seconds) + 1),
      updated_at = greatest(r.updated_at, now())
    returning level
  )
  select level > calm from pressed
$function$
;

CREATE OR REPLACE FUNCTION public.preview_catalogue(business uuid)
 RETURNS TABLE(business_name text, business_slug text, timezone text, sample boolean, products jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select c.* from private.catalogue_of(business) c where business in (select private.my_business_ids())
$function$
;

CREATE OR REPLACE FUNCTION public.project_items(items jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  item record;
  said jsonb;
  channel public.channels;
  done boolean;
  fits boolean;
  verdict text;
  waits text;
  together bigint[];
  touched uuid[];
  projected integer;
begin
  select b.places, b.businesses into together, touched from private.project_batch(items) b;
  projected := cardinality(together);
  for item in
    select i.*, i.incoming -> 0 ->> 'accountId' as account, w.received_at,
      (private.channel_of(i.network, i.kind, i.incoming -> 0 ->> 'accountId', w.received_at)).business_id
    from rows from (jsonb_to_recordset(items) as (item_id bigint, network text, kind text, incoming jsonb))
      with ordinality as i (item_id, network, kind, incoming, place)
    left join public.webhook_items w on w.id = i.item_id
    where not i.place = any (together)
    order by business_id, account, item_id, place
  loop
    touched := touched || item.business_id;
    done := true;
    waits := null;
    verdict := 'projected';
    if item.incoming is null then
      verdict := 'unknown';
    elsif jsonb_array_length(item.incoming) = 0 then
      verdict := 'ignored';
    else
      begin
        if item.business_id is null then
          perform private.lock_account(item.network, item.account);
        end if;
        for said in select value from jsonb_array_elements(item.incoming) loop
          channel := private.channel_of(item.network, item.kind, said ->> 'accountId', item.received_at);
          if channel.id is null then
            verdict := 'no_channel';
            continue;
          end if;
          if private.was_erased(channel.id, said) then
            verdict := 'erased';
            continue;
          end if;
          if item.item_id is null then said := said || '{"polled": true}'; end if;
          fits := case said ->> 'type'
            when 'message' then private.project_message(channel, said)
            when 'reaction' then private.project_reaction(channel, said)
            when 'receipt' then private.project_receipt(channel, said)
            when 'pointer' then private.project_pointer(channel, said)
            else private.project_change(channel, said) end;
          if not fits then waits := coalesce(waits, private.awaited(channel, said)); end if;
          done := done and fits;
        end loop;
        if not done then verdict := 'waiting'; end if;
      exception when others then
        done := false;
        waits := null;
        verdict := sqlstate;
      end;
    end if;
    if done then projected := projected + 1; end if;
    if verdict = 'erased' then
      delete from public.webhook_items w where w.id = item.item_id;
      continue;
    end if;
    update public.webhook_items w set
        projected_at = case when done or (verdict = 'waiting' and w.tries > 6) then now() end,
        outcome = case when verdict = 'waiting' and w.tries > 6 then 'unmatched' else verdict end,
        waits_for = waits,
        claimed_until = case when done or (verdict = 'waiting' and w.tries > 6) then null
          else now() + make_interval(secs => least(3600, 2 ^ least(w.tries, 12))) end
      where w.id = item.item_id;
  end loop;
  -- Events are numbered when this is committed, in the order of what was done: their counters are taken in one order.
  perform from private.event_counters c where c.business_id = any (touched) order by c.business_id for update;
  return projected;
end
$function$
;

CREATE OR REPLACE FUNCTION public.promise_case(of_case uuid, expected_version integer, what text, due timestamp without time zone, responsible uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  t record;
  business uuid;
  ends_at timestamptz;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen is not null then return nullif(t.unseen, 'absent'); end if;
  if (t.taken).state <> 'open' then return 'moved'; end if;
  business := (t.taken).business_id;
  select due at time zone b.timezone into ends_at from public.businesses b where b.id = business;
  perform private.check_due(ends_at);
  insert into public.case_promises (business_id, case_id, what, due_at, responsible)
    values (business, of_case, btrim(what), ends_at, (
      select m.user_id from public.members m
      where m.business_id = business and m.user_id = promise_case.responsible));
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.public_catalogue(slug text)
 RETURNS TABLE(business_name text, business_slug text, timezone text, sample boolean, products jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select c.* from public.businesses b cross join lateral private.catalogue_of(b.id) c
  where b.slug = public_catalogue.slug and b.catalogue_public
$function$
;

CREATE OR REPLACE FUNCTION public.queue_reply(id uuid, conversation uuid, body text, way text, answers uuid DEFAULT NULL::uuid, picture jsonb DEFAULT NULL::jsonb)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  c public.conversations;
  asked public.messages;
  spot uuid;
  carrier uuid := queue_reply.id;
begin
  select o.* into c from public.conversations o
    where o.id = conversation and o.business_id in (select private.my_business_ids());
  if c.id is null then return null; end if;
  if exists (select from public.messages m where m.id = queue_reply.id and m.business_id = c.business_id) then
    return 'queued';
  end if;
  if way is null or (way in ('public', 'private')) <> (c.kind = 'comment')
    or way not in ('public', 'private', 'direct', 'human_agent') or (btrim(body) = '' and picture is null)
  then
    raise exception 'no such answer' using errcode = 'check_violation', constraint = 'reply_way';
  end if;
  select m.* into asked from public.messages m
    where m.conversation_id = c.id and m.direction = 'in' and m.removed_at is null and m.external_id is not null
      and (answers is null or m.id = answers)
    order by m.sent_at desc, m.id desc limit 1;
  if asked.id is null and (c.kind = 'comment' or answers is not null) then return 'gone'; end if;
  spot := case way when 'private' then private.direct_conversation(asked) else c.id end;
  -- A direct message is words or a picture; the picture goes first.
  if picture is not null and way in ('direct', 'human_agent') and btrim(body) <> '' then
    carrier := gen_random_uuid();
    insert into public.messages (id, business_id, conversation_id, channel_id, body, delivery, written_by, tag,
        sent_with, next_try_at, created_at, sent_at)
      values (carrier, c.business_id, spot, c.channel_id, '', 'queued', (select auth.uid()),
        case way when 'human_agent' then 'human_agent' end, queue_reply.id, now() + interval '5 seconds',
        now() - interval '1 millisecond', now() - interval '1 millisecond');
  end if;
  begin
    insert into public.messages (id, business_id, conversation_id, channel_id, body, delivery, written_by, tag,
        about, answers_conversation_id, parent_external_id, quotes_external_id, next_try_at)
      values (queue_reply.id, c.business_id, spot, c.channel_id, btrim(body), 'queued', (select auth.uid()),
        case way when 'human_agent' then 'human_agent' end,
        case way when 'private' then 'private_reply' end,
        case way when 'private' then c.id end,
        -- Under a comment Meta takes answers to the top comment only; in private to the very comment.
        case way when 'public' then coalesce(asked.parent_external_id, asked.external_id) else asked.external_id end,
        case when way in ('public', 'private') then asked.external_id end,
        now() + interval '5 seconds');
  exception when unique_violation then
    -- The same form at the same time, or another private reply to this comment.
    return case when exists (select from public.messages m
      where m.id = queue_reply.id and m.business_id = c.business_id) then 'queued' else 'used' end;
  end;
  if picture is not null then
    insert into public.reply_pictures (id, business_id, message_id, bytes, width, height)
      select (picture ->> 'id')::uuid, c.business_id, carrier, (picture ->> 'bytes')::integer,
        (picture ->> 'width')::integer, (picture ->> 'height')::integer;
  end if;
  return 'queued';
end
$function$
;

CREATE OR REPLACE FUNCTION public.queue_template(id uuid, conversation uuid, name text, language text, gap_values text[])
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  c public.conversations;
  t public.message_templates;
begin
  select o.* into c from public.conversations o
    where o.id = conversation and o.kind = 'dm' and o.business_id in (select private.my_business_ids());
  if c.id is null then return null; end if;
  if exists (select from public.messages m where m.id = queue_template.id and m.business_id = c.business_id) then
    return 'queued';
  end if;
  select m.* into t from public.message_templates m
    where m.channel_id = c.channel_id and m.name = queue_template.name and m.language = queue_template.language;
  if t.name is null then return 'gone'; end if;
  if cardinality(gap_values) <> cardinality(t.gaps)
    -- What the network refuses in a gap.
    or exists (select from unnest(gap_values) v (said)
      where v.said is null or v.said <> btrim(v.said) or v.said = '' or char_length(v.said) > 500
        or v.said ~ '[\n\r\t]| {5}')
  then
    raise exception 'the gaps of a template must be filled' using errcode = 'check_violation', constraint = 'gap_values';
  end if;
  insert into public.messages (id, business_id, conversation_id, channel_id, body, delivery, written_by, template,
      next_try_at)
    values (queue_template.id, c.business_id, c.id, c.channel_id, concat_ws(E'\n\n', t.header,
        private.fill_gaps(t.body, t.gaps, gap_values), t.footer), 'queued', (select auth.uid()),
      jsonb_build_object('name', t.name, 'language', t.language, 'values', to_jsonb(gap_values), 'gaps', to_jsonb(t.gaps)),
      now() + interval '5 seconds')
    on conflict do nothing;
  return 'queued';
end
$function$
;

CREATE OR REPLACE FUNCTION public.rate_case(token text, score integer, words text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t record;
begin
  select * into t from private.take_customers_case(token);
  if (t.taken).id is null then return null; end if;
  if exists (select from public.ratings r where r.case_id = (t.taken).id) then return 'done'; end if;
  if (t.taken).state = 'open' or private.closed_how((t.taken).id) is not distinct from 'automatic' then
    return 'moved';
  end if;
  insert into public.ratings (business_id, conversation_id, case_id, score, words)
    values ((t.taken).business_id, (t.taken).conversation_id, (t.taken).id, rate_case.score,
      left(btrim(rate_case.words), 1000));
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.rate_talk(token text, score integer, words text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare f public.feedbacks;
begin
  select * into f from private.feedback_of(rate_talk.token);
  if f.id is null then return null; end if;
  perform from public.conversations c where c.id = f.conversation_id for update;
  if exists (select from public.ratings r where r.conversation_id = f.conversation_id and r.case_id is null) then
    return 'done';
  end if;
  if not private.may_rate_talk(f.conversation_id) then return 'moved'; end if;
  insert into public.ratings (business_id, conversation_id, score, words)
    values (f.business_id, f.conversation_id, rate_talk.score, left(btrim(rate_talk.words), 1000));
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.record_followers(results jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  done record;
  recorded integer := 0;
begin
  for done in
    select r.*, c.business_id, b.timezone as zone, (now() at time zone b.timezone)::date as today
    from jsonb_to_recordset(results) as r (channel_id uuid, followers integer, retry_seconds integer)
    join public.channels c on c.id = r.channel_id join public.businesses b on b.id = c.business_id
    order by c.id
  loop
    if done.retry_seconds is null then
      insert into public.channel_metrics (channel_id, business_id, day, followers)
        values (done.channel_id, done.business_id, done.today, done.followers)
        on conflict do nothing;
      if found then recorded := recorded + 1; end if;
    end if;
    update public.channels c set followers_due_at = coalesce(now() + make_interval(secs => done.retry_seconds),
        (done.today + 1)::timestamp at time zone done.zone)
      where c.id = done.channel_id;
  end loop;
  return recorded;
end
$function$
;

CREATE OR REPLACE FUNCTION public.record_metrics(results jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  done record;
  recorded integer := 0;
begin
  for done in
    select r.*, t.business_id
    from jsonb_to_recordset(results) as r (target_id uuid, age_hours smallint, figures jsonb, reason text,
      retry_seconds integer)
    join public.post_targets t on t.id = r.target_id
    order by t.id
    for update of t
  loop
    if done.retry_seconds is null then
      insert into public.post_metrics
          (target_id, business_id, age_hours, taken_at, reason, reach, likes, comments, shares, saves, views)
        select done.target_id, done.business_id, done.age_hours,
          case when done.figures is not null then now() end,
          case when done.figures is null then coalesce(done.reason, 'late') end,
          f.reach, f.likes, f.comments, f.shares, f.saves, f.views
        from jsonb_to_record(coalesce(done.figures, '{}')) as f
          (reach integer, likes integer, comments integer, shares integer, saves integer, views integer)
        on conflict do nothing;
      if found then recorded := recorded + 1; end if;
    end if;
    update public.post_targets t
      set metrics_due_at = greatest(private.next_metrics_at(t.id), now() + make_interval(secs => done.retry_seconds))
      where t.id = done.target_id;
  end loop;
  return recorded;
end
$function$
;

CREATE OR REPLACE FUNCTION public.record_preflights(results jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  done record;
  recorded integer := 0;
begin
  for done in
    select r.*, t.business_id
    from jsonb_to_recordset(results) as r (target_id uuid, scheduled_at timestamptz, post_version integer,
      moment text, problems jsonb, retry_seconds integer)
    join public.post_targets t on t.id = r.target_id
    order by t.business_id, t.id
  loop
    update public.post_targets t set preflight_due_at = case
        when done.retry_seconds is not null then now() + make_interval(secs => done.retry_seconds)
        when done.moment = '1h' then case when done.problems <> '[]' then now() + interval '10 minutes' end
        when done.problems <> '[]' then least(now() + interval '1 hour', t.scheduled_at - interval '1 hour')
        else t.scheduled_at - interval '1 hour' end
      from public.posts p
      where t.id = done.target_id and p.id = t.post_id and p.version = done.post_version
        and t.scheduled_at = done.scheduled_at and t.state in ('scheduled', 'container_ready', 'claimed');
    continue when not found;
    insert into public.preflights as f (target_id, business_id, moment, problems)
      values (done.target_id, done.business_id, done.moment, done.problems)
      on conflict (target_id) do update
        set checked_at = now(), moment = excluded.moment, problems = excluded.problems;
    recorded := recorded + 1;
  end loop;
  return recorded;
end
$function$
;

CREATE OR REPLACE FUNCTION public.release_feedback_letter(message uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.feedbacks f set letter_message_id = null, letter_at = null
    where f.letter_message_id = message and f.letter_sent_at is null
$function$
;

CREATE OR REPLACE FUNCTION public.remember_device(endpoint text, p256dh text, auth text, language text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.rename_contact(contact uuid, name text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.contacts c set name = left(btrim(rename_contact.name), 200)
    where c.id = contact and c.business_id in (select private.my_business_ids())
    returning true
$function$
;

CREATE OR REPLACE FUNCTION public.reopen_case(of_case uuid, expected_version integer, reason text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t record;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen is not null then return nullif(t.unseen, 'absent'); end if;
  if (t.taken).state = 'open' then return 'moved'; end if;
  if private.has_other_case(of_case) then return 'other'; end if;
  insert into public.case_reopenings (business_id, case_id, resolution_id, reason, by_customer)
    values ((t.taken).business_id, of_case, private.standing_resolution(of_case), btrim(reason), false);
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.replace_calendar_feed(business uuid, token_hash bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare made uuid;
begin
  if business not in (select private.my_business_ids()) then
    raise exception 'not a member' using errcode = 'insufficient_privilege';
  end if;
  insert into public.calendar_feeds as f (business_id, user_id, token_hash)
    values (business, (select auth.uid()), replace_calendar_feed.token_hash)
    on conflict (business_id, user_id) do update
      set token_hash = excluded.token_hash, made_at = now(), id = gen_random_uuid()
    returning f.id into made;
  return made;
end
$function$
;

CREATE OR REPLACE FUNCTION public.replace_lost_link(slug text, number text, email text, whatsapp text, token_hash bytea)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  f public.feedbacks;
  business public.businesses;
  way jsonb;
begin
  select b.* into business from public.businesses b where b.slug = replace_lost_link.slug;
  select o.* into f from public.feedbacks o
    where o.business_id = business.id and o.number = replace_lost_link.number
      and (lower(o.email) = lower(btrim(replace_lost_link.email)) or o.whatsapp = replace_lost_link.whatsapp);
  if f.id is null then return null; end if;
  if f.email is null then
    way := private.whatsapp_way(f);
    if way is null then return null; end if;
  end if;
  perform private.add_feedback_link(f, replace_lost_link.token_hash);
  return jsonb_build_object('email', f.email, 'whatsapp', way, 'business', business.name, 'number', f.number,
    'language', f.language);
end
$function$
;

CREATE OR REPLACE FUNCTION public.replay_webhook_items(since timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare reopened integer;
begin
  update public.webhook_items w set projected_at = null, claimed_until = null, tries = 0, outcome = null
    where w.received_at >= since;
  get diagnostics reopened = row_count;
  perform pg_catalog.pg_notify('tanggap_webhooks', '');
  return reopened;
end
$function$
;

CREATE OR REPLACE FUNCTION public.resolve_case(resolution uuid, of_case uuid, expected_version integer, what text, asks_rating boolean, link_hash bytea DEFAULT NULL::bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  t record;
  business uuid;
  known boolean;
begin
  select * into t from private.take_case(of_case, expected_version);
  if t.unseen = 'absent' then return null; end if;
  business := (t.taken).business_id;
  known := exists (select from public.case_resolutions r where r.id = resolution and r.case_id = of_case);
  if not known then
    if t.unseen is not null or (t.taken).state <> 'open' then return 'moved'; end if;
    insert into public.case_resolutions (id, business_id, case_id, what, asks_rating)
      values (resolution, business, of_case, btrim(what), resolve_case.asks_rating and not exists (
        select from public.case_resolutions r where r.case_id = of_case and r.asks_rating));
  end if;
  if link_hash is not null then
    insert into public.case_links (business_id, case_id, token_hash) values (business, of_case, link_hash)
      on conflict (token_hash) do nothing;
  end if;
  return 'done';
end
$function$
;

CREATE OR REPLACE FUNCTION public.return_post(post uuid, expected_version integer, note text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare business uuid;
begin
  update public.posts p set submitted_by = null, submitted_at = null
    where p.id = post and p.version = expected_version and p.submitted_at is not null
      and p.business_id in (select private.my_business_ids())
    returning p.business_id into business;
  if not found then return false; end if;
  insert into public.post_reviews (post_id, business_id, version, verdict)
    values (post, business, expected_version, 'returned');
  insert into public.post_notes (post_id, business_id, body) values (post, business, note);
  perform private.append_event(business, 'post.returned', post);
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION public.revoke_case_link(link uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.case_links l set revoked_by = (select auth.uid()), revoked_at = now()
    where l.id = link and l.revoked_at is null and l.business_id in (select private.my_business_ids());
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.rotate_widget_key(widget_key uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  old public.widget_keys;
  made uuid;
begin
  update public.widget_keys k set ends_at = now() + interval '7 days'
    where k.id = widget_key and k.ends_at is null
      and k.business_id in (select private.my_owned_business_ids())
    returning k.* into old;
  if old.id is null then return null; end if;
  insert into public.widget_keys (business_id, channel_id, origins)
    values (old.business_id, old.channel_id, old.origins) returning id into made;
  return made;
end
$function$
;

CREATE OR REPLACE FUNCTION public.save_assisted_channel(business uuid, name text, place text, channel uuid DEFAULT NULL::uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare saved uuid;
begin
  if business not in (select private.my_owned_business_ids()) then return null; end if;
  if channel is not null then
    update public.channels c set name = btrim(save_assisted_channel.name), place = save_assisted_channel.place
      where c.id = channel and c.business_id = business and c.kind = 'assisted' and c.disconnected_at is null
      returning c.id into saved;
    return saved;
  end if;
  insert into public.channels (business_id, kind, name, place, connected_by)
    select business, 'assisted', btrim(save_assisted_channel.name), save_assisted_channel.place, (select auth.uid())
    where not exists (select from public.channels c
      where c.business_id = business and c.kind = 'assisted' and c.place = save_assisted_channel.place
        and lower(c.name) = lower(btrim(save_assisted_channel.name)))
    on conflict do nothing returning id into saved;
  if saved is not null then return saved; end if;
  select c.id into saved from public.channels c
    where c.business_id = business and c.kind = 'assisted' and c.place = save_assisted_channel.place
      and lower(c.name) = lower(btrim(save_assisted_channel.name))
    order by c.disconnected_at desc nulls first limit 1;
  update public.channels c set disconnected_at = null, disconnected_by = null
    where c.id = saved and c.disconnected_at is not null;
  return saved;
exception when unique_violation then
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION public.save_business_hours(business uuid, week jsonb, away text DEFAULT NULL::text, away_active boolean DEFAULT false)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if business not in (select private.my_owned_business_ids()) then return false; end if;
  perform from public.businesses b where b.id = business for update;
  delete from public.business_hours h where h.business_id = business;
  insert into public.business_hours (business_id, weekday, opens, closes)
    select business, w.weekday, w.opens, w.closes
    from jsonb_to_recordset(week) as w (weekday smallint, opens time, closes time);
  if away is not null then
    insert into public.away_messages (business_id, body, active) values (business, btrim(away), away_active)
      on conflict (business_id) do update
        set body = excluded.body, active = excluded.active, set_by = (select auth.uid()), set_at = now();
  end if;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION public.save_post(post uuid, business uuid, expected_version integer, content jsonb, pictures jsonb, targets jsonb, facts jsonb, submit boolean, valid_hours integer, local_time timestamp without time zone DEFAULT NULL::timestamp without time zone, sheet uuid DEFAULT NULL::uuid, typing boolean DEFAULT false)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  zone text;
  due timestamptz;
  waits boolean;
  held public.posts;
  said record;
  made boolean := false;
  revision jsonb := content || jsonb_build_object('pictures', pictures, 'targets', targets, 'facts', facts,
    'local_time', local_time, 'submit', submit);
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then raise exception 'not a member' using errcode = 'insufficient_privilege'; end if;
  select * into said from jsonb_to_record(content) as c (media_type text, placement text, message_type text,
    goal text, goal_figure text, goal_value integer, pillar text, caption text, link text, first_comment text);
  if submit and (said.goal is null or said.goal_figure is null or said.message_type is null
      or local_time is null or jsonb_array_length(targets) = 0
      or (said.media_type = 'link' and said.link is null)) then
    raise exception 'a scheduled post has an hour, a channel, a goal with its figure, and a message type'
      using errcode = 'check_violation';
  end if;
  if exists (
    select from jsonb_to_recordset(targets) as wanted (channel_id uuid)
    where not exists (select from public.channels c
      where c.id = wanted.channel_id and c.business_id = business and c.disconnected_at is null)
  ) then
    raise exception 'unknown channel' using errcode = 'foreign_key_violation';
  end if;

  if expected_version = 0 then
    insert into public.posts (id, business_id, media_type, placement, message_type, goal, goal_figure, goal_value,
        pillar, caption, link, first_comment, edited_in)
      values (post, business, said.media_type, coalesce(said.placement, 'feed'), said.message_type, said.goal,
        said.goal_figure, said.goal_value, said.pillar, coalesce(said.caption, ''), said.link, said.first_comment,
        sheet)
      on conflict do nothing returning * into held;
    made := found;
  end if;
  if not made then
    select * into held from public.posts p where p.id = post and p.business_id = business for update;
    if not found and expected_version = 0 then
      raise exception 'this id is taken' using errcode = 'unique_violation';
    end if;
    if not found then return jsonb_build_object('refused', 'gone'); end if;
    if held.version = expected_version + 1 and exists (select from public.post_revisions r
        where r.post_id = post and r.version = held.version and r.content = revision
          and r.edited_by = (select auth.uid())) then
      return jsonb_build_object('version', held.version, 'state', private.post_stage(held));
    end if;
    if held.version <> expected_version and (sheet is null or held.edited_in is distinct from sheet) then
      return jsonb_build_object('refused', 'moved');
    end if;
    perform from public.post_targets t where t.post_id = post order by t.id for update;
    if exists (select from public.post_targets t where t.post_id = post and t.state in ('claimed', 'publishing')) then
      return jsonb_build_object('refused', 'busy');
    end if;
    if exists (select from public.post_targets t where t.post_id = post and t.state = 'published') then
      return jsonb_build_object('refused', 'published');
    end if;
    if exists (select from public.post_targets t where t.post_id = post and t.state = 'unconfirmed') then
      return jsonb_build_object('refused', 'unconfirmed');
    end if;
    if typing and private.post_stage(held) <> 'draft' then return jsonb_build_object('refused', 'moved'); end if;
    update public.posts p set
        media_type = said.media_type, placement = coalesce(said.placement, 'feed'), message_type = said.message_type,
        goal = said.goal, goal_figure = said.goal_figure, goal_value = said.goal_value, pillar = said.pillar,
        caption = coalesce(said.caption, ''), link = said.link, first_comment = said.first_comment,
        version = p.version + 1, updated_by = (select auth.uid()), updated_at = now(),
        edited_in = sheet, submitted_by = null, submitted_at = null
      where p.id = post returning * into held;
    delete from public.post_media m where m.post_id = post;
    delete from public.post_facts f where f.post_id = post;
  end if;

  insert into public.post_media (post_id, business_id, position, media_id, alt_text)
    select post, business, item.ordinality, (item.value ->> 'media_id')::uuid, item.value ->> 'alt_text'
    from jsonb_array_elements(pictures) with ordinality as item;
  insert into public.post_facts (post_id, business_id, product_id, fact)
    select distinct post, business, f.product_id, f.fact
    from jsonb_to_recordset(facts) as f (product_id uuid, fact text);

  due := local_time at time zone zone;
  waits := submit and private.approval_needed(business);
  -- A channel that was taken out: forgotten when nothing ever happened there, cancelled otherwise.
  delete from public.post_targets t
    where t.post_id = post and t.state in ('draft', 'approved', 'cancelled')
      and t.channel_id not in (select w.channel_id from jsonb_to_recordset(targets) as w (channel_id uuid))
      and not exists (select from public.publish_attempts a where a.target_id = t.id);
  update public.post_targets t set state = 'cancelled', version = t.version + 1,
      container_id = null, container_at = null, next_try_at = null
    where t.post_id = post and t.state <> 'cancelled'
      and t.channel_id not in (select w.channel_id from jsonb_to_recordset(targets) as w (channel_id uuid));
  -- What was prepared on the network shows the old content: it is thrown away.
  insert into public.post_targets as t (post_id, business_id, channel_id, caption, state, scheduled_at,
      scheduled_local, scheduled_zone, not_after)
    select post, business, w.channel_id, w.caption, case when submit and not waits then 'scheduled' else 'draft' end,
      due, local_time, zone, due + make_interval(hours => valid_hours)
    from jsonb_to_recordset(targets) as w (channel_id uuid, caption text)
    on conflict (post_id, channel_id) do update set
      state = excluded.state, version = t.version + 1, caption = excluded.caption,
      scheduled_at = excluded.scheduled_at, scheduled_local = excluded.scheduled_local,
      scheduled_zone = excluded.scheduled_zone, not_after = excluded.not_after,
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null;
  if waits then
    update public.posts p set submitted_by = (select auth.uid()), submitted_at = now()
      where p.id = post returning * into held;
  end if;

  -- Saves of one unfinished draft by one person, minutes apart, are one step of its history.
  delete from public.post_revisions r
    where r.post_id = post and not submit and r.version = held.version - 1
      and r.edited_by = (select auth.uid()) and r.edited_at > now() - interval '15 minutes'
      and not (r.content ->> 'submit')::boolean;
  insert into public.post_revisions (post_id, business_id, version, content)
    values (post, business, held.version, revision);
  perform pg_catalog.pg_notify('tanggap_due', '');
  return jsonb_build_object('version', held.version,
    'state', case when waits then 'submitted' when submit then 'scheduled' else 'draft' end);
end
$function$
;

CREATE OR REPLACE FUNCTION public.save_product(id uuid, business uuid, expected_version integer, name text, pictures jsonb, marks jsonb, benefits text DEFAULT NULL::text, strengths text DEFAULT NULL::text, weaknesses text DEFAULT NULL::text, price integer DEFAULT NULL::integer, price_unit text DEFAULT NULL::text, how_to_buy text DEFAULT NULL::text, quality_assurance text DEFAULT NULL::text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  known public.products;
  saved integer := 1;
begin
  -- The lock makes those who save at the same moment take turns: for the end of the list, and for the most.
  perform from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids()) for no key update;
  if not found then raise exception 'not a member' using errcode = 'insufficient_privilege'; end if;
  select * into known from public.products p where p.id = save_product.id;
  if known.business_id <> business then
    raise exception 'this id is taken' using errcode = 'unique_violation';
  end if;
  if known.version <> expected_version then
    return case when
      (known.name, known.benefits, known.strengths, known.weaknesses, known.price, known.price_unit,
        known.how_to_buy, known.quality_assurance)
      is not distinct from
      (save_product.name, save_product.benefits, save_product.strengths, save_product.weaknesses,
        save_product.price, save_product.price_unit, save_product.how_to_buy, save_product.quality_assurance)
      and private.marks_of(known.id) = (
        select coalesce(jsonb_agg(to_jsonb(g) order by g.kind), '[]')
        from jsonb_to_recordset(save_product.marks) as g (kind text, number text, expires_on date))
      and jsonb_path_query_array(private.pictures_of(known.id), '$[*].alt_text')
        = jsonb_path_query_array(save_product.pictures, '$[*].alt_text')
    then known.version end;
  end if;
  if known.id is not null then
    update public.products p set
        name = save_product.name, benefits = save_product.benefits, strengths = save_product.strengths,
        weaknesses = save_product.weaknesses, price = save_product.price, price_unit = save_product.price_unit,
        how_to_buy = save_product.how_to_buy, quality_assurance = save_product.quality_assurance,
        version = p.version + 1
      where p.id = known.id returning p.version into saved;
    delete from public.product_media m where m.product_id = known.id;
    delete from public.product_marks m where m.product_id = known.id;
  elsif expected_version <> 0 then
    return null;
  elsif (select count(*) from public.products p where p.business_id = business) >= 200 then
    raise exception 'a catalogue holds 200 products' using errcode = 'P0001', hint = 'catalogue_full';
  else
    insert into public.products (id, business_id, name, benefits, strengths, weaknesses, price, price_unit,
        how_to_buy, quality_assurance, place)
      select save_product.id, business, save_product.name, save_product.benefits, save_product.strengths,
        save_product.weaknesses, save_product.price, save_product.price_unit, save_product.how_to_buy,
        save_product.quality_assurance, coalesce(max(p.place), 0) + 1
      from public.products p where p.business_id = business;
  end if;
  insert into public.product_media (product_id, business_id, position, media_id, alt_text)
    select save_product.id, business, item.ordinality, (item.value ->> 'media_id')::uuid, item.value ->> 'alt_text'
    from jsonb_array_elements(save_product.pictures) with ordinality as item;
  insert into public.product_marks (product_id, business_id, kind, number, expires_on)
    select save_product.id, business, g.kind, g.number, g.expires_on
    from jsonb_to_recordset(save_product.marks) as g (kind text, number text, expires_on date);
  return saved;
end
$function$
;

CREATE OR REPLACE FUNCTION public.save_series(series uuid, business uuid, expected_version integer, plan jsonb, pictures jsonb, channels uuid[], facts jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  held public.post_series;
  said public.post_series;
  untouched uuid[];
  rewritten integer := 0;
begin
  if business not in (select private.my_business_ids()) then
    raise exception 'not a member' using errcode = 'insufficient_privilege';
  end if;
  said := jsonb_populate_record(null::public.post_series, plan);
  said.weekdays := array(select distinct d from unnest(said.weekdays) as d order by d);
  if coalesce(cardinality(channels), 0) = 0 or (said.media_type = 'photo' and jsonb_array_length(pictures) = 0)
      or exists (select from unnest(said.captions) as c where c is null or char_length(c) > 5000)
      or (said.media_type <> 'photo' and exists (select from unnest(said.captions) as c where btrim(c) = '')) then
    raise exception 'a series has a channel, words, and a photo where it says so' using errcode = 'check_violation';
  end if;
  if exists (select from unnest(channels) as wanted
    where not exists (select from public.channels c
      where c.id = wanted and c.business_id = business and c.disconnected_at is null)) then
    raise exception 'unknown channel' using errcode = 'foreign_key_violation';
  end if;

  if expected_version = 0 then
    insert into public.post_series (id, business_id, name, weekdays, local_hour, first_day, last_day, valid_hours,
        media_type, message_type, goal, goal_figure, goal_value, pillar, captions, link, first_comment)
      values (series, business, said.name, said.weekdays, said.local_hour, said.first_day, said.last_day,
        said.valid_hours, said.media_type, said.message_type, said.goal, said.goal_figure, said.goal_value,
        said.pillar, said.captions, said.link, said.first_comment)
      on conflict do nothing returning * into held;
    if not found then
      select * into held from public.post_series s where s.id = series and s.business_id = business;
      if not found then raise exception 'this id is taken' using errcode = 'unique_violation'; end if;
      return jsonb_build_object('version', held.version, 'made', 0, 'changed', 0);
    end if;
  else
    select * into held from public.post_series s where s.id = series and s.business_id = business for update;
    if not found then return jsonb_build_object('refused', 'gone'); end if;
    if held.version <> expected_version then return jsonb_build_object('refused', 'moved'); end if;
    if held.ended_at is not null then return jsonb_build_object('refused', 'ended'); end if;
    perform private.note_late(held);
    untouched := array(select private.untouched_occurrences(held));
    update public.post_series s set name = said.name, weekdays = said.weekdays, local_hour = said.local_hour,
        first_day = said.first_day, last_day = said.last_day, valid_hours = said.valid_hours,
        media_type = said.media_type, message_type = said.message_type, goal = said.goal,
        goal_figure = said.goal_figure, goal_value = said.goal_value, pillar = said.pillar,
        captions = said.captions, link = said.link, first_comment = said.first_comment,
        version = s.version + 1, updated_by = (select auth.uid()), updated_at = now(), considered_until = now()
      where s.id = series returning * into held;
    delete from public.series_channels w where w.series_id = series;
    delete from public.series_media m where m.series_id = series;
    delete from public.series_facts f where f.series_id = series;
  end if;

  insert into public.series_channels (series_id, business_id, channel_id)
    select distinct series, business, wanted from unnest(channels) as wanted;
  insert into public.series_media (series_id, business_id, position, media_id, alt_text)
    select series, business, item.ordinality, (item.value ->> 'media_id')::uuid, item.value ->> 'alt_text'
    from jsonb_array_elements(pictures) with ordinality as item;
  insert into public.series_facts (series_id, business_id, product_id, fact)
    select distinct series, business, f.product_id, f.fact
    from jsonb_to_recordset(facts) as f (product_id uuid, fact text);
  if untouched is not null then rewritten := private.rewrite_occurrences(held, untouched); end if;
  return jsonb_build_object('version', held.version, 'made', private.fill_series(held), 'changed', rewritten);
end
$function$
;

CREATE OR REPLACE FUNCTION public.schedule_target(target uuid, expected_version integer, local_time timestamp without time zone, valid_hours integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare moved text;
begin
  perform from public.posts p join public.post_targets t on t.post_id = p.id
    where t.id = target and p.business_id in (select private.my_business_ids()) for no key update of p;
  update public.post_targets t
    set state = 'scheduled', version = t.version + 1,
      scheduled_at = local_time at time zone b.timezone, scheduled_local = local_time, scheduled_zone = b.timezone,
      not_after = local_time at time zone b.timezone + make_interval(hours => schedule_target.valid_hours),
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null
    from public.businesses b, public.posts p
    where t.id = target and t.version = expected_version and b.id = t.business_id and p.id = t.post_id
      and t.business_id in (select private.my_business_ids())
      and p.goal is not null and p.goal_figure is not null and p.message_type is not null
      and (p.media_type <> 'link' or p.link is not null)
      and (not private.approval_needed(b.id) or private.is_approved(p.id))
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state into moved;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return moved;
end
$function$
;

CREATE OR REPLACE FUNCTION public.search_conversations(business uuid, words text, before timestamp with time zone DEFAULT NULL::timestamp with time zone, before_id uuid DEFAULT NULL::uuid, most integer DEFAULT 30)
 RETURNS TABLE(conversation_id uuid, message_id uuid, at timestamp with time zone, excerpt text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
declare
  looked_through constant integer := 4000;
  asked tsquery := private.beginnings(words);
  of_business uuid := business;
  behind timestamptz := coalesce(before, 'infinity');
  behind_id uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  fits integer := least(most, 100);
  since timestamptz;
  everything boolean;
  conversations uuid[];
  messages uuid[];
  instants timestamptz[];
begin
  if asked is null or business not in (select private.my_business_ids()) then return; end if;
  -- What is newer than this is looked through; null where that is all there is.
  since := greatest(
    (select m.sent_at from public.messages m where m.business_id = of_business and m.sent_at <= behind
      order by m.sent_at desc offset looked_through - 1 limit 1),
    (select c.last_at from public.conversations c where c.business_id = of_business and c.last_at <= behind
      order by c.last_at desc offset looked_through - 1 limit 1));
  foreach everything in array array[false, true] loop
    with newest as (
      select m.conversation_id, m.id, m.sent_at, m.search from public.messages m
      where not everything and m.business_id = of_business and m.removed_at is null and m.sent_at <= behind
      order by m.sent_at desc limit looked_through),
    newest_conversations as (
      select c.id, c.contact_id, c.last_at from public.conversations c
      where not everything and c.business_id = of_business and c.last_at <= behind
      order by c.last_at desc limit looked_through),
    hits as (
      select n.conversation_id, n.id, n.sent_at as at from newest n
      where n.search @@ asked and (since is null or n.sent_at > since)
      union all
      select n.id, null, n.last_at from newest_conversations n join public.contacts p on p.id = n.contact_id
      where p.search @@ asked and (since is null or n.last_at > since)
      union all
      select m.conversation_id, m.id, m.sent_at from public.messages m
      where everything and m.business_id = of_business and m.removed_at is null and m.search @@ asked
        and m.sent_at <= behind
      union all
      select c.id, null, c.last_at from public.contacts p join public.conversations c on c.contact_id = p.id
      where everything and p.business_id = of_business and p.search @@ asked and c.last_at <= behind),
    each as (
      select distinct on (h.conversation_id) h.conversation_id, h.id, h.at from hits h
      where (h.at, h.conversation_id) < (behind, behind_id)
      order by h.conversation_id, h.at desc, h.id),
    page as (
      select e.* from each e
      -- What was found later than this page stands on an earlier one.
      where behind = 'infinity' or not (
        exists (select from public.messages m
          where m.conversation_id = e.conversation_id and m.removed_at is null and m.search @@ asked
            and m.sent_at >= behind and (m.sent_at, m.conversation_id) >= (behind, behind_id))
        or exists (select from public.conversations c join public.contacts p on p.id = c.contact_id
          where c.id = e.conversation_id and p.search @@ asked and (c.last_at, c.id) >= (behind, behind_id)))
      order by e.at desc, e.conversation_id desc limit fits)
    select array_agg(p.conversation_id), array_agg(p.id), array_agg(p.at) into conversations, messages, instants
    from page p;
    exit when since is null or cardinality(conversations) = fits;
  end loop;
  return query
    select f.conversation_id, f.message_id, f.at,
      case when f.message_id is not null then ts_headline('pg_catalog.simple', left(m.body, 2000), asked,
        'StartSel=' || chr(57344) || ',StopSel=' || chr(57345) || ',MaxWords=18,MinWords=8') end
    from unnest(conversations, messages, instants) f (conversation_id, message_id, at)
    left join public.messages m on m.id = f.message_id
    order by f.at desc, f.conversation_id desc;
end
$function$
;

CREATE OR REPLACE FUNCTION public.send_away(message uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  m public.messages;
  c public.conversations;
  away public.away_messages;
  today date;
  made uuid;
begin
  select * into m from public.messages x where x.id = message and x.direction = 'in' and not x.wordless
    and x.removed_at is null and x.sent_at > now() - interval '1 hour' and x.intent is distinct from 'spam';
  select * into c from public.conversations x where x.id = m.conversation_id and x.kind = 'dm' and x.status <> 'spam';
  select * into away from public.away_messages a where a.business_id = m.business_id and a.active;
  if c.id is null or away.business_id is null or private.is_open(m.business_id, now())
    or not exists (select from public.channels h where h.id = m.channel_id and h.disconnected_at is null
      and h.kind in ('instagram', 'facebook', 'whatsapp'))
    or exists (select from public.messages a where a.conversation_id = c.id and a.direction = 'out'
      and not a.automatic and a.sent_at > now() - interval '1 hour') then
    return null;
  end if;
  select (now() at time zone b.timezone)::date into today from public.businesses b where b.id = m.business_id;
  insert into public.messages (business_id, conversation_id, channel_id, direction, body, automatic, automatic_on, delivery)
    values (m.business_id, c.id, m.channel_id, 'out', away.body, true, today, 'queued')
    on conflict (conversation_id, automatic_on) where automatic_on is not null do nothing
    returning id into made;
  return made;
end
$function$
;

CREATE OR REPLACE FUNCTION public.sends_whatsapp_links(slug text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce((select (private.link_template(b.id, 'id')).name is not null
    from public.businesses b where b.slug = sends_whatsapp_links.slug), false)
$function$
;

CREATE OR REPLACE FUNCTION public.set_conversation_status(conversations uuid[], status text, until timestamp without time zone DEFAULT NULL::timestamp without time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  one public.conversations;
  due timestamptz;
  moved integer := 0;
begin
  for one in
    select c.* from public.conversations c
    where c.id = any (set_conversation_status.conversations)
      and c.business_id in (select private.my_business_ids())
    order by c.id for update
  loop
    select until at time zone b.timezone into due from public.businesses b where b.id = one.business_id;
    if (status = 'snoozed') <> (due is not null) or due < now() then
      raise exception 'a snooze ends later' using errcode = 'check_violation', constraint = 'snooze_until';
    end if;
    update public.conversations c set status = set_conversation_status.status, status_at = now(),
        snoozed_until = due,
        closed_at = case when set_conversation_status.status = 'resolved' then now() else c.closed_at end
      where c.id = one.id;
    insert into public.conversation_states (business_id, conversation_id, status, snoozed_until, set_by)
      values (one.business_id, one.id, set_conversation_status.status, due, (select auth.uid()));
    perform private.refresh_conversation(one.id);
    moved := moved + 1;
  end loop;
  return moved;
end
$function$
;

CREATE OR REPLACE FUNCTION public.set_permalink(target uuid, link text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$ update public.post_targets t set permalink = link where t.id = target and t.permalink is null $function$
;

CREATE OR REPLACE FUNCTION public.set_widget_origins(widget_key uuid, origins text[])
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (select from unnest(origins) as o (origin)
      where o.origin is null or o.origin !~ '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$' or length(o.origin) > 255) then
    raise exception 'not an origin' using errcode = 'check_violation', constraint = 'widget_origin';
  end if;
  update public.widget_keys k set origins = set_widget_origins.origins
    where k.id = widget_key and (k.ends_at is null or k.ends_at > now())
      and k.business_id in (select private.my_owned_business_ids());
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.settle_attachment(attachment uuid, result jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare stored boolean := result ->> 'state' = 'stored';
begin
  update public.message_attachments a set
      state = result ->> 'state',
      reason = result ->> 'reason',
      kind = coalesce(result ->> 'kind', a.kind),
      mime = result ->> 'mime',
      bytes = (result ->> 'bytes')::integer,
      width = (result ->> 'width')::integer,
      height = (result ->> 'height')::integer,
      has_preview = coalesce((result ->> 'has_preview')::boolean, false),
      stored_at = case when stored then now() end,
      lease_until = null,
      next_try_at = case when result ->> 'state' = 'waiting'
        then now() + make_interval(secs => coalesce((result ->> 'retry_seconds')::integer, 60)) end
    where a.id = attachment and a.state = 'waiting';
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.settle_comment_action(action uuid, expected_version integer, state text, reason text DEFAULT NULL::text, retry_seconds integer DEFAULT NULL::integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare settled public.comment_actions;
begin
  update public.comment_actions a set state = settle_comment_action.state, version = a.version + 1,
      reason = case settle_comment_action.state when 'failed' then settle_comment_action.reason end,
      lease_until = null, ended_at = case when settle_comment_action.state <> 'queued' then now() end,
      next_try_at = case settle_comment_action.state when 'queued'
        then now() + make_interval(secs => coalesce(retry_seconds, 30)) end
    where a.id = settle_comment_action.action and a.version = expected_version and a.state = 'working'
    returning * into settled;
  if settled.state = 'done' then
    update public.messages m set
        hidden_at = case settled.action when 'hide' then coalesce(m.hidden_at, now()) when 'unhide' then null
          else m.hidden_at end,
        hidden_changed_at = case when settled.action in ('hide', 'unhide') then now() else m.hidden_changed_at end,
        liked_at = case settled.action when 'like' then coalesce(m.liked_at, now()) when 'unlike' then null
          else m.liked_at end,
        removed_at = case settled.action when 'delete' then coalesce(m.removed_at, now()) else m.removed_at end,
        body = case settled.action when 'delete' then '' else m.body end
      where m.id = settled.message_id;
  end if;
  return settled.state;
end
$function$
;

CREATE OR REPLACE FUNCTION public.settle_digest(digest uuid, mailed boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.digests d set
      state = case when mailed then 'sent' when d.tries >= 8 then 'failed' else 'waiting' end,
      sent_at = case when mailed then now() end, lease_until = null,
      due_at = case when mailed then d.due_at else now() + make_interval(secs => 60 * 2 ^ d.tries) end
    where d.id = digest and d.state in ('sending', 'unconfirmed');
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.settle_escalation(escalation uuid, mailed boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.case_escalations e set
      mailed_at = case when mailed then now() end,
      lease_until = case when not mailed then now() + make_interval(secs => 60 * 2 ^ e.tries) end
    where e.id = escalation and e.mailed_at is null;
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.settle_feedback_letter(message uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.feedbacks f set letter_sent_at = now() where f.letter_message_id = message
$function$
;

CREATE OR REPLACE FUNCTION public.settle_first_comment(target uuid, expected_version integer, verdict text, reason text DEFAULT NULL::text, remote_id text DEFAULT NULL::text, retry_seconds integer DEFAULT NULL::integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.first_comments f set state = verdict, version = f.version + 1,
      reason = settle_first_comment.reason, remote_id = settle_first_comment.remote_id,
      opened_at = case when verdict = 'sending' then f.opened_at end,
      due_at = case when verdict in ('waiting', 'sending')
        then now() + make_interval(secs => coalesce(retry_seconds, 60)) end,
      sent_at = case when verdict = 'sent' then now() end
    where f.target_id = target and f.version = expected_version and f.state = 'sending';
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.settle_mention(mention uuid, outcome text, retry_seconds integer DEFAULT 60)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.mentions m set outcome = settle_mention.outcome,
      next_try_at = case when settle_mention.outcome is null
        then now() + make_interval(secs => settle_mention.retry_seconds) end
    where m.id = mention
$function$
;

CREATE OR REPLACE FUNCTION public.settle_message(message uuid, expected_version integer, state text, outcome text, reason text DEFAULT NULL::text, trace text DEFAULT NULL::text, external_id text DEFAULT NULL::text, retry_seconds integer DEFAULT NULL::integer, recipient text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  settled text;
  echo public.messages;
begin
  if recipient is not null then perform private.settle_recipient(message, recipient); end if;
  -- The echo may have been stored as a message of its own in the meantime: ours takes its place.
  delete from public.messages m using public.messages ours
    where ours.id = message and ours.version = expected_version and m.channel_id = ours.channel_id
      and m.external_id = settle_message.external_id and m.id <> ours.id and m.direction = 'out'
    returning m.* into echo;
  update public.messages m set version = m.version + 1, reason = settle_message.reason,
      delivery = case when state <> 'sent' then state when echo.read_at is not null then 'read'
        when echo.delivered_at is not null then 'delivered' else state end,
      delivered_at = coalesce(m.delivered_at, echo.delivered_at), read_at = coalesce(m.read_at, echo.read_at),
      external_id = coalesce(settle_message.external_id, m.external_id),
      lease_until = case when state = 'sending' then now() + make_interval(secs => coalesce(retry_seconds, 60)) end,
      next_try_at = case when state = 'queued' then now() + make_interval(secs => coalesce(retry_seconds, 0)) end
    where m.id = message and m.version = expected_version
    returning m.delivery into settled;
  update public.message_sends s set closed_at = now(), trace = settle_message.trace,
      outcome = settle_message.outcome, reason = settle_message.reason
    where s.message_id = message and s.closed_at is null and state <> 'sending'
      -- A sender that lost its lease must not close the ledger row of the one that took over.
      and settled is not null;
  -- An echo alone may have made a conversation of its own.
  if echo.id is not null and echo.conversation_id <>
    (select m.conversation_id from public.messages m where m.id = message)
  then perform private.leave_conversation(echo.conversation_id); end if;
  return settled;
end
$function$
;

CREATE OR REPLACE FUNCTION public.settle_notices(results jsonb)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with moved as (
    update public.notices n set
        state = case when s.sent then 'sent' when s.retry_seconds is not null then 'waiting' else 'failed' end,
        sent_at = case when s.sent then now() end,
        due_at = case when not s.sent and s.retry_seconds is not null
          then now() + make_interval(secs => s.retry_seconds) else n.due_at end,
        lease_until = null
      from jsonb_to_recordset(results) as s (id uuid, sent boolean, retry_seconds integer)
      where n.id = s.id and n.state = 'waiting'
      returning n.id)
  select count(*)::integer from moved
$function$
;

CREATE OR REPLACE FUNCTION public.settle_profiles(results jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  one record;
  named integer := 0;
begin
  for one in
    select s.*, i.contact_id, i.business_id,
      left(coalesce(nullif(btrim(s.name), ''), nullif(btrim(s.username), '')), 200) as shown
    from jsonb_to_recordset(results) as s (identity uuid, name text, username text, retry_seconds integer)
    join public.identities i on i.id = s.identity
    -- Whoever was erased meanwhile has no name any more.
    join public.contacts k on k.id = i.contact_id and k.erased_at is null
    order by i.contact_id, i.id
  loop
    update public.profile_requests r set lease_until = null,
        state = case when one.shown is not null then 'known' when one.retry_seconds is not null then 'waiting'
          else 'failed' end,
        due_at = case when one.retry_seconds is not null
          then now() + make_interval(secs => one.retry_seconds) else r.due_at end
      where r.identity_id = one.identity;
    continue when one.shown is null;
    update public.identities i set username = one.username where i.id = one.identity and one.username <> '';
    update public.contacts c set name = one.shown where c.id = one.contact_id and c.name = '';
    if found then
      named := named + 1;
      perform private.append_event(one.business_id, 'contact.named', one.contact_id);
    end if;
  end loop;
  return named;
end
$function$
;

CREATE OR REPLACE FUNCTION public.settle_read_receipts(results jsonb)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with moved as (
    update public.read_receipts r set lease_until = null,
        state = case when s.told then 'told' when s.retry_seconds is not null then 'waiting' else 'failed' end,
        due_at = case when s.retry_seconds is not null
          then now() + make_interval(secs => s.retry_seconds) else r.due_at end
      from jsonb_to_recordset(results) as s (conversation uuid, message uuid, told boolean, retry_seconds integer)
      where r.conversation_id = s.conversation and r.message_id = s.message and r.state = 'waiting'
      returning r.conversation_id)
  select count(*)::integer from moved
$function$
;

CREATE OR REPLACE FUNCTION public.settle_reminders(results jsonb)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with moved as (
    update public.reminders r set
        state = case when s.way is not null then 'sent' when s.retry_seconds is not null then 'waiting' else 'failed' end,
        way = s.way, sent_at = case when s.way is not null then now() end,
        due_at = case when s.way is null and s.retry_seconds is not null
          then now() + make_interval(secs => s.retry_seconds) else r.due_at end,
        lease_until = null
      from jsonb_to_recordset(results) as s (id uuid, way text, retry_seconds integer)
      where r.id = s.id and r.state = 'waiting'
      returning r.id)
  select count(*)::integer from moved
$function$
;

CREATE OR REPLACE FUNCTION public.settle_targets(results jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  done record;
  moved integer := 0;
begin
  for done in
    select r.*, t.business_id
    from jsonb_to_recordset(results) as r (target_id uuid, version integer, state text, outcome text,
      reason text, trace text, container_id text, remote_id text, retry_seconds integer)
    join public.post_targets t on t.id = r.target_id
    order by t.business_id, t.id
  loop
    begin
      update public.post_targets t set
          state = done.state, version = t.version + 1, reason = done.reason,
          lease_until = case when done.state = 'publishing' then now() + make_interval(secs => coalesce(done.retry_seconds, 60)) end,
          container_id = case when done.state in ('container_ready', 'publishing')
            then coalesce(done.container_id, t.container_id) end,
          container_at = case when done.state in ('container_ready', 'publishing')
            then case when done.container_id is null then t.container_at else now() end end,
          remote_id = coalesce(done.remote_id, t.remote_id),
          published_at = case when done.state = 'published' then now() else t.published_at end,
          next_try_at = case when done.retry_seconds is not null and done.state <> 'publishing'
            then now() + make_interval(secs => done.retry_seconds) end
        where t.id = done.target_id and t.version = done.version;
    exception when unique_violation then
      -- Two in doubt with the same words found the same post; it is the other's now, and known when this one
      -- is looked up again.
      update public.post_targets t set version = t.version + 1, lease_until = now() + interval '1 second'
        where t.id = done.target_id and t.version = done.version and t.state = 'publishing';
      continue;
    end;
    if found then
      moved := moved + 1;
      update public.publish_attempts a
        set closed_at = now(), outcome = done.outcome, reason = done.reason, trace = done.trace
        where a.target_id = done.target_id and a.closed_at is null and done.state <> 'publishing';
    end if;
  end loop;
  return moved;
end
$function$
;

CREATE OR REPLACE FUNCTION public.snooze_reminder(target uuid)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  held public.post_targets;
  due timestamptz := now() + interval '1 hour';
begin
  select t.* into held from public.post_targets t
    where t.id = target and t.state = 'unconfirmed' and t.reason = 'your_turn'
      and t.business_id in (select private.my_business_ids());
  if not found or held.not_after <= due then return null; end if;
  insert into public.reminders as r (target_id, business_id, user_id, due_at, not_after)
    values (held.id, held.business_id, (select auth.uid()), due, held.not_after)
    on conflict (target_id, user_id) where (state = 'waiting') do update set due_at = excluded.due_at;
  return due;
end
$function$
;

CREATE OR REPLACE FUNCTION public.sort_messages(sorted jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare done integer;
begin
  with s as (
    select * from jsonb_to_recordset(sorted) as s
      (id uuid, intent text, topic text, sentiment text, urgency text, model text, confidence real)
    order by id)
  update public.messages m set intent = s.intent, topic = s.topic, sentiment = s.sentiment, urgency = s.urgency,
      model = s.model, confidence = s.confidence, sorted_by = 'model'
    from s where m.id = s.id and m.direction = 'in' and m.sorted_by is distinct from 'person';
  get diagnostics done = row_count;
  return done;
end
$function$
;

CREATE OR REPLACE FUNCTION public.start_reply_templates(business uuid, templates jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare given integer;
begin
  update public.businesses b set reply_templates_at = now()
    where b.id = business and b.reply_templates_at is null and b.id in (select private.my_business_ids());
  if not found then return 0; end if;
  insert into public.reply_templates (business_id, shortcut, body, updated_by)
    select business, t.shortcut, t.body, null from jsonb_to_recordset(templates) as t (shortcut text, body text)
    on conflict do nothing;
  get diagnostics given = row_count;
  return given;
end
$function$
;

CREATE OR REPLACE FUNCTION public.stop_digests(token text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.notice_choices c set digest = 'off', chosen_at = now()
    from public.digests d
    where d.link_hash = sha256(convert_to(token, 'UTF8'))
      and c.business_id = d.business_id and c.user_id = d.user_id;
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.store_message_templates(channel uuid, templates jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare stored integer;
begin
  update public.channels c set templates_read_at = now()
    where c.id = store_message_templates.channel and c.disconnected_at is null;
  if not found then return 0; end if;
  delete from public.message_templates m where m.channel_id = store_message_templates.channel;
  insert into public.message_templates (channel_id, business_id, name, language, category, body, header, footer, gaps)
    select c.id, c.business_id, t.name, t.language, t.category, t.body, t.header, t.footer, coalesce(t.gaps, '{}')
    from public.channels c, jsonb_to_recordset(templates) as t (name text, language text, category text, body text,
      header text, footer text, gaps text[])
    where c.id = store_message_templates.channel
    on conflict do nothing;
  get diagnostics stored = row_count;
  return stored;
end
$function$
;

CREATE OR REPLACE FUNCTION public.store_webhook_items(network text, items jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare stored integer;
begin
  insert into public.webhook_items (network, key, object, account_id, field, value, item_at)
    select store_webhook_items.network, i.key, i.object, i.account_id, i.field, i.value, i.item_at
    from jsonb_to_recordset(items) as i (key text, object text, account_id text, field text, value jsonb, item_at timestamptz)
    order by i.key
    on conflict on constraint webhook_items_network_key_key do nothing;
  get diagnostics stored = row_count;
  if stored > 0 then perform pg_catalog.pg_notify('tanggap_webhooks', ''); end if;
  return stored;
end
$function$
;

CREATE OR REPLACE FUNCTION public.sweep_targets(size integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  due public.post_targets;
  swept integer := 0;
begin
  for due in
    select t.* from (
      select t.id from public.post_targets t
      where (t.state in ('scheduled', 'container_ready') and t.not_after <= now())
        or (t.state = 'claimed' and t.not_after <= now() and t.lease_until < now())
        or (t.state = 'publishing' and exists (select from public.publish_attempts a
          where a.target_id = t.id and a.closed_at is null and a.looked_from < now() - interval '1 hour'))
      limit size
      for update skip locked
    ) picked join public.post_targets t using (id)
    order by t.business_id, t.id
  loop
    update public.post_targets t set
        state = case due.state when 'publishing' then 'unconfirmed' else 'missed' end,
        reason = case due.state when 'publishing' then coalesce(t.reason, 'temporary') end,
        version = t.version + 1, lease_until = null, next_try_at = null, container_id = null, container_at = null
      where t.id = due.id and t.version = due.version;
    continue when not found;
    update public.publish_attempts a set closed_at = now(), outcome = 'unknown'
      where a.target_id = due.id and a.closed_at is null;
    swept := swept + 1;
  end loop;
  return swept;
end
$function$
;

CREATE OR REPLACE FUNCTION public.take_feedback(given jsonb, token_hash bytea)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  w record;
  f public.feedbacks;
  said uuid := (given ->> 'key')::uuid;
  talk uuid;
  first uuid;
  digits integer;
begin
  select * into w from private.find_widget(given ->> 'widget', given ->> 'slug');
  if (w.channel).id is null then return null; end if;
  -- The same thing sent twice at once takes turns here.
  perform pg_advisory_xact_lock(hashtextextended((w.channel).id::text || said::text, 0));
  select * into f from public.feedbacks o where o.business_id = (w.channel).business_id and o.key = said;
  if f.id is not null then
    perform private.add_feedback_link(f, take_feedback.token_hash);
    return jsonb_build_object('message', f.message_id, 'number', f.number, 'fresh', false);
  end if;
  talk := private.find_conversation(w.channel,
    jsonb_build_object('id', said::text, 'name', given ->> 'name'), 'feedback', '', now());
  first := private.insert_customers_words(w.channel, talk, said, given ->> 'words',
    coalesce((given ->> 'wordless')::boolean, false), given ->> 'kind', given -> 'sorting');
  for attempt in 0..39 loop
    digits := 4 + attempt / 10;
    insert into public.feedbacks (business_id, conversation_id, message_id, key, widget_key_id, number, kind, email,
        whatsapp, ordered, wants, page, product, language, notice, consented_at)
      select (w.channel).business_id, talk, first, said, (w.used).id, n.number, given ->> 'kind', given ->> 'email',
        given ->> 'whatsapp', coalesce(given ->> 'ordered', ''), coalesce(given ->> 'wants', 'unknown'),
        given ->> 'page', coalesce(given ->> 'product', ''), coalesce(given ->> 'language', 'id'),
        given ->> 'notice', now()
      from (select (10 ^ digits + floor(random() * 9 * 10 ^ digits))::bigint::text as number) n
      where not exists (select from public.cases k
        where k.business_id = (w.channel).business_id and k.number = n.number)
      on conflict (business_id, number) do nothing returning * into f;
    exit when f.id is not null;
  end loop;
  insert into public.consents (business_id, contact_id, purpose, way, wording, given_at)
    select f.business_id, c.contact_id, 'answers', 'widget', 'Pemberitahuan privasi versi ' || f.notice, f.consented_at
    from public.conversations c where c.id = talk;
  perform private.add_feedback_link(f, take_feedback.token_hash);
  return jsonb_build_object('message', f.message_id, 'number', f.number, 'fresh', true);
end
$function$
;

CREATE OR REPLACE FUNCTION public.take_rate_limit(subject text, size integer, seconds integer)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with taken as (
    insert into public.rate_limits as r (key, level)
      values (sha256(convert_to(subject, 'UTF8')), 1)
    on conflict (key) do update set
      level = greatest(0, r.level - greatest(0, extract(epoch from now() - r.updated_at)) * size / seconds) + 1,
      updated_at = greatest(r.updated_at, now())
      where greatest(0, r.level - greatest(0, extract(epoch from now() - r.updated_at)) * size / seconds) + 1 <= size
    returning 1
  )
  select exists (select from taken)
$function$
;

CREATE OR REPLACE FUNCTION public.tend_answer_times(size integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  one uuid;
  tended integer := 0;
begin
  for one in
    select h.business_id from public.channels h left join private.answer_times t on t.business_id = h.business_id
    where h.kind = 'widget' and h.disconnected_at is null
      and coalesce(t.measured_at < now() - interval '6 hours', true)
    order by t.measured_at nulls first, h.business_id limit size
  loop
    insert into private.answer_times as t (business_id, n, seconds)
      select one, m.n, m.seconds from private.measure_answers(one) m
      on conflict (business_id) do update set n = excluded.n, seconds = excluded.seconds, measured_at = now();
    tended := tended + 1;
  end loop;
  return tended;
end
$function$
;

CREATE OR REPLACE FUNCTION public.tend_conversations(quiet_days integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  one public.conversations;
  tended integer := 0;
begin
  for one in
    select c.* from public.conversations c
    where (c.status = 'snoozed' and c.snoozed_until <= now())
      or (c.status = 'waiting' and c.last_at < now() - make_interval(days => quiet_days)
        and c.status_at < now() - make_interval(days => quiet_days))
    order by c.business_id, c.id limit 200 for update skip locked
  loop
    update public.conversations c set
        status = case one.status when 'snoozed' then 'open' else 'resolved' end, status_at = now(),
        snoozed_until = null, closed_at = case one.status when 'snoozed' then c.closed_at else now() end
      where c.id = one.id;
    insert into public.conversation_states (business_id, conversation_id, status, automatic)
      values (one.business_id, one.id, case one.status when 'snoozed' then 'open' else 'resolved' end, true);
    perform private.refresh_conversation(one.id);
    tended := tended + 1;
  end loop;
  return tended;
end
$function$
;

CREATE OR REPLACE FUNCTION public.today(business uuid, most integer DEFAULT 5)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with standing as (
    select t.id, t.post_id, t.channel_id, t.state, t.reason, t.scheduled_at, t.caption,
      case
        when t.state = 'unconfirmed' and t.reason = 'your_turn' then 'turns'
        when t.state in ('failed', 'missed', 'unconfirmed') then 'troubled'
        else 'next'
      end as part
    from public.post_targets t
    where t.business_id = today.business
      and t.state in ('failed', 'missed', 'unconfirmed', 'scheduled', 'claimed', 'container_ready', 'publishing')
  ), ordered as (
    select s.*, count(*) over (partition by s.part) as total,
      row_number() over (partition by s.part order by
        case when s.part = 'troubled' then s.scheduled_at end desc nulls last, s.scheduled_at nulls first, s.id) as place
    from standing s
  ), told as (
    select o.part, jsonb_build_object('total', max(o.total), 'targets', jsonb_agg(jsonb_build_object(
      'id', o.id, 'post', o.post_id, 'channel', c.name, 'state', o.state, 'reason', o.reason,
      'at', o.scheduled_at, 'caption', left(coalesce(o.caption, p.caption), 140)) order by o.place)) as said
    from ordered o
    join public.posts p on p.id = o.post_id
    join public.channels c on c.id = o.channel_id
    where o.place <= today.most
    group by o.part
  )
  select jsonb_build_object('turns', null, 'troubled', null, 'next', null)
    || coalesce((select jsonb_object_agg(t.part, t.said) from told t), '{}')
    || jsonb_build_object('drafts', (
      select count(*) from public.posts p
      where p.business_id = today.business
        and not exists (select from public.post_targets t
          where t.post_id = p.id and (t.state not in ('draft', 'approved', 'cancelled') or t.scheduled_at is not null))
        and (exists (select from public.post_targets t where t.post_id = p.id and t.state <> 'cancelled')
          or not exists (select from public.post_targets t where t.post_id = p.id))))
  where today.business in (select private.my_business_ids())
$function$
;

CREATE OR REPLACE FUNCTION public.turn_on_widget(business uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare turned uuid;
begin
  if business not in (select private.my_owned_business_ids()) then return null; end if;
  insert into public.channels as c (business_id, kind, name, connected_by)
    values (business, 'widget', 'Widget', (select auth.uid()))
    on conflict ((case when kind = 'widget' then business_id end)) do update
      set disconnected_at = null, disconnected_by = null
    returning c.id into turned;
  insert into public.widget_keys (business_id, channel_id) values (business, turned)
    on conflict ((case when ends_at is null then channel_id end)) do nothing;
  return turned;
end
$function$
;

CREATE OR REPLACE FUNCTION public.undo_merge(merge uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare m public.contact_merges;
begin
  update public.contact_merges u set undone_by = (select auth.uid()), undone_at = now()
    where u.id = merge and u.undone_at is null and u.business_id in (select private.my_business_ids())
      -- What was merged further is taken apart from the outside in.
      and exists (select from public.contacts c where c.id = u.kept_id and c.merged_into is null)
    returning * into m;
  if m.id is null then return false; end if;
  update public.contacts c set merged_into = null where c.id = m.merged_id;
  update public.identities i set contact_id = m.merged_id
    where i.id = any (m.identity_ids) and i.contact_id = m.kept_id;
  update public.conversations c set contact_id = m.merged_id
    where c.identity_id = any (m.identity_ids) and c.contact_id = m.kept_id;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION public.waiting_clock(conversation uuid)
 RETURNS TABLE(plain_seconds integer, open_seconds integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select extract(epoch from now() - c.waiting_since)::integer,
    case when exists (select from public.business_hours h where h.business_id = c.business_id) then (
      select coalesce(sum(extract(epoch from s.closes - s.opens)), 0)::integer
      -- A year is answer enough.
      from private.open_spans(c.business_id, greatest(c.waiting_since, now() - interval '366 days'), now()) s) end
  from public.conversations c
  where c.id = conversation and c.waiting_since is not null
    and c.business_id in (select private.my_business_ids())
$function$
;

CREATE OR REPLACE FUNCTION public.widget_greeting(key text DEFAULT NULL::text, slug text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('business', b.id, 'name', b.name, 'slug', b.slug, 'language', b.language,
    'sample', b.sample, 'origins', coalesce((w.used).origins, '{}'))
  from private.find_widget(widget_greeting.key, widget_greeting.slug) w
  join public.businesses b on b.id = (w.channel).business_id
$function$
;

CREATE OR REPLACE FUNCTION public.withdraw_consent(consent uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.consents c set withdrawn_at = now(), withdrawn_by = (select auth.uid())
    where c.id = consent and c.withdrawn_at is null and c.business_id in (select private.my_business_ids());
  return found;
end
$function$
;

CREATE OR REPLACE FUNCTION public.withdraw_grants(network text, granted_by text, code_hash bytea DEFAULT NULL::bytea)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare theirs uuid[];
begin
  with gone as (
    delete from public.channel_secrets s using public.channels c
      where c.id = s.channel_id and c.network = withdraw_grants.network
        and s.granted_by = withdraw_grants.granted_by
      returning s.channel_id)
  select coalesce(array_agg(g.channel_id order by g.channel_id), '{}') into theirs from gone g;
  update public.channels c set problem = 'token_dead', problem_at = now()
    where c.id = any (theirs) and c.problem is null;
  update public.connection_flows f set sealed = null, granted_by = null
    where f.network = withdraw_grants.network and f.granted_by = withdraw_grants.granted_by;
  if code_hash is not null then
    insert into public.data_deletions (code_hash, channels) values (withdraw_grants.code_hash, cardinality(theirs));
  end if;
  return cardinality(theirs);
end
$function$
;

CREATE OR REPLACE FUNCTION public.write_again(token text, key uuid, words text, wordless boolean, sorting jsonb)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  f public.feedbacks;
  channel public.channels;
begin
  select * into f from private.feedback_of(write_again.token);
  if f.id is null then return null; end if;
  perform from public.conversations c where c.id = f.conversation_id for update;
  select h.* into channel from public.conversations c join public.channels h on h.id = c.channel_id
    where c.id = f.conversation_id and h.disconnected_at is null;
  if channel.id is null or (select count(*) from public.messages m
      where m.conversation_id = f.conversation_id and m.direction = 'in') >= 500 then
    return 'closed';
  end if;
  return private.insert_customers_words(channel, f.conversation_id, write_again.key, write_again.words,
    write_again.wordless, null, write_again.sorting);
end
$function$
;

grant execute on function private.figure_of(public.post_metrics,text) to authenticated;
grant execute on function private.my_business_ids() to authenticated;
grant execute on function private.my_owned_business_ids() to authenticated;
grant execute on function public.accept_invitation(text) to authenticated;
grant execute on function public.add_customers_photo(text,uuid,jsonb) to service_role;
grant execute on function public.adopt_told_messages(jsonb) to service_role;
grant execute on function public.answer_box(uuid) to authenticated;
grant execute on function public.answer_time(text) to service_role;
grant execute on function public.approve_post(uuid,integer) to authenticated;
grant execute on function public.archive_product(uuid,integer,boolean) to authenticated;
grant execute on function public.ask_comment_action(uuid,text) to authenticated;
grant execute on function public.asks_approval(uuid) to authenticated;
grant execute on function public.assign_conversations(uuid[],uuid) to authenticated;
grant execute on function public.calendar_feed(text) to anon, authenticated;
grant execute on function public.calendar_month(uuid,date,date,integer) to authenticated;
grant execute on function public.cancel_reply(uuid) to authenticated;
grant execute on function public.cancel_target(uuid,integer) to authenticated;
grant execute on function public.choose_notices(uuid,text,boolean,boolean,text,integer,integer,text) to authenticated;
grant execute on function public.claim_attachments(integer,integer) to service_role;
grant execute on function public.claim_channel_letter(uuid) to service_role;
grant execute on function public.claim_comment_actions(integer,integer,uuid) to service_role;
grant execute on function public.claim_digests(integer,integer) to service_role;
grant execute on function public.claim_due_followers(integer,integer) to service_role;
grant execute on function public.claim_due_metrics(integer,integer) to service_role;
grant execute on function public.claim_due_preflights(integer,integer) to service_role;
grant execute on function public.claim_due_reminders(integer,integer) to service_role;
grant execute on function public.claim_due_targets(integer,integer,integer,text[]) to service_role;
grant execute on function public.claim_feedback_letter(uuid,bytea) to service_role;
grant execute on function public.claim_first_comments(integer,integer) to service_role;
grant execute on function public.claim_mentions(integer,integer) to service_role;
grant execute on function public.claim_messages(integer,integer,uuid) to service_role;
grant execute on function public.claim_notices(integer,integer,integer) to service_role;
grant execute on function public.claim_overdue_cases(integer,integer) to service_role;
grant execute on function public.claim_profiles(integer,integer) to service_role;
grant execute on function public.claim_read_receipts(integer,integer) to service_role;
grant execute on function public.claim_webhook_items(integer,integer) to service_role;
grant execute on function public.close_case(uuid,integer) to authenticated;
grant execute on function public.close_silent_cases(integer) to service_role;
grant execute on function public.confirm_assisted(uuid,text,timestamp with time zone) to authenticated;
grant execute on function public.confirm_case(text,uuid) to anon, authenticated;
grant execute on function public.confirm_published(uuid,integer,text) to authenticated;
grant execute on function public.connect_channel(uuid,uuid,text,text,text,text,text,text,text) to service_role;
grant execute on function public.contact_copy(uuid) to authenticated;
grant execute on function public.correct_sorting(uuid,text,text,text,text) to authenticated;
grant execute on function public.count_expired(uuid,integer) to authenticated;
grant execute on function public.create_business(text,text,text) to authenticated;
grant execute on function public.customer_case(text) to anon, authenticated;
grant execute on function public.customer_feedback(text) to anon, authenticated;
grant execute on function public.customer_news(text) to service_role;
grant execute on function public.customers_photo(text,uuid) to anon, authenticated;
grant execute on function public.decide_first_comment(uuid,integer,boolean) to authenticated;
grant execute on function public.decide_message(uuid,integer,boolean) to authenticated;
grant execute on function public.delete_old_items(integer) to service_role;
grant execute on function public.describe_case(uuid,integer,text,text,text,text) to authenticated;
grant execute on function public.digest_of_link(text) to anon, authenticated;
grant execute on function public.discard_post(uuid,integer) to authenticated;
grant execute on function public.disconnect_channel(uuid) to authenticated;
grant execute on function public.dispute_case(text,uuid,text) to anon, authenticated;
grant execute on function public.due_assisted(integer) to authenticated;
grant execute on function public.end_widget_key(uuid) to authenticated;
grant execute on function public.enter_business(text) to authenticated;
grant execute on function public.erase_contact(uuid) to authenticated;
grant execute on function public.erase_expired(integer) to service_role;
grant execute on function public.erase_feedback(text) to anon, authenticated;
grant execute on function public.erase_raw_items(integer) to service_role;
grant execute on function public.fill_series(uuid) to service_role;
grant execute on function public.find_data_deletion(text) to anon, authenticated;
grant execute on function public.forget_device(text) to authenticated;
grant execute on function public.forget_message(uuid,text) to service_role;
grant execute on function public.forget_old_notices(integer) to service_role;
grant execute on function public.forget_rate_limits() to service_role;
grant execute on function public.forget_unused_media(integer,integer) to service_role;
grant execute on function public.import_plan(uuid,jsonb,integer) to authenticated;
grant execute on function public.invitation_preview(text) to anon, authenticated;
grant execute on function public.is_pressed(text,integer,integer) to service_role;
grant execute on function public.label_conversations(uuid,uuid[],text,boolean) to authenticated;
grant execute on function public.list_drafts(uuid,timestamp with time zone,uuid) to authenticated;
grant execute on function public.list_media(uuid,integer,timestamp with time zone,uuid) to authenticated;
grant execute on function public.list_members(uuid) to authenticated;
grant execute on function public.list_posts(uuid,text,integer,timestamp with time zone,uuid) to authenticated;
grant execute on function public.list_preflight_problems(uuid) to authenticated;
grant execute on function public.list_products(uuid) to authenticated;
grant execute on function public.list_series(uuid) to authenticated;
grant execute on function public.list_unknown_items(integer) to service_role;
grant execute on function public.log_talk(uuid,uuid,uuid,text,text,text,text,timestamp with time zone) to authenticated;
grant execute on function public.look_at_conversation(uuid,boolean) to authenticated;
grant execute on function public.look_at_inbox(uuid) to authenticated;
grant execute on function public.make_case_link(uuid,bytea) to authenticated;
grant execute on function public.media_usage(uuid) to authenticated;
grant execute on function public.merge_contacts(uuid,uuid) to authenticated;
grant execute on function public.move_post(uuid,integer[],date,integer,time without time zone,date) to authenticated;
grant execute on function public.move_series(uuid,integer,text) to authenticated;
grant execute on function public.mute_conversation(uuid,boolean) to authenticated;
grant execute on function public.my_notices(uuid) to authenticated;
grant execute on function public.open_attempts(jsonb,integer) to service_role;
grant execute on function public.open_case(uuid,uuid,text,text,text,timestamp without time zone) to authenticated;
grant execute on function public.open_digest(uuid,bytea) to service_role;
grant execute on function public.place_product(uuid,integer) to authenticated;
grant execute on function public.plan_warnings(uuid,text,jsonb,uuid) to authenticated;
grant execute on function public.post_results(uuid,uuid[]) to authenticated;
grant execute on function public.press_rate_limit(text,integer,integer,integer) to service_role;
grant execute on function public.preview_catalogue(uuid) to authenticated;
grant execute on function public.project_items(jsonb) to service_role;
grant execute on function public.promise_case(uuid,integer,text,timestamp without time zone,uuid) to authenticated;
grant execute on function public.public_catalogue(text) to anon, authenticated;
grant execute on function public.queue_reply(uuid,uuid,text,text,uuid,jsonb) to authenticated;
grant execute on function public.queue_template(uuid,uuid,text,text,text[]) to authenticated;
grant execute on function public.rate_case(text,integer,text) to anon, authenticated;
grant execute on function public.rate_talk(text,integer,text) to anon, authenticated;
grant execute on function public.record_followers(jsonb) to service_role;
grant execute on function public.record_metrics(jsonb) to service_role;
grant execute on function public.record_preflights(jsonb) to service_role;
grant execute on function public.release_feedback_letter(uuid) to service_role;
grant execute on function public.remember_device(text,text,text,text) to authenticated;
grant execute on function public.rename_contact(uuid,text) to authenticated;
grant execute on function public.reopen_case(uuid,integer,text) to authenticated;
grant execute on function public.replace_calendar_feed(uuid,bytea) to authenticated;
grant execute on function public.replace_lost_link(text,text,text,text,bytea) to service_role;
grant execute on function public.replay_webhook_items(timestamp with time zone) to service_role;
grant execute on function public.resolve_case(uuid,uuid,integer,text,boolean,bytea) to authenticated;
grant execute on function public.return_post(uuid,integer,text) to authenticated;
grant execute on function public.revoke_case_link(uuid) to authenticated;
grant execute on function public.rotate_widget_key(uuid) to authenticated;
grant execute on function public.save_assisted_channel(uuid,text,text,uuid) to authenticated;
grant execute on function public.save_business_hours(uuid,jsonb,text,boolean) to authenticated;
grant execute on function public.save_post(uuid,uuid,integer,jsonb,jsonb,jsonb,jsonb,boolean,integer,timestamp without time zone,uuid,boolean) to authenticated;
grant execute on function public.save_product(uuid,uuid,integer,text,jsonb,jsonb,text,text,text,integer,text,text,text) to authenticated;
grant execute on function public.save_series(uuid,uuid,integer,jsonb,jsonb,uuid[],jsonb) to authenticated;
grant execute on function public.schedule_target(uuid,integer,timestamp without time zone,integer) to authenticated;
grant execute on function public.search_conversations(uuid,text,timestamp with time zone,uuid,integer) to authenticated;
grant execute on function public.send_away(uuid) to service_role;
grant execute on function public.sends_whatsapp_links(text) to service_role;
grant execute on function public.set_conversation_status(uuid[],text,timestamp without time zone) to authenticated;
grant execute on function public.set_permalink(uuid,text) to service_role;
grant execute on function public.set_widget_origins(uuid,text[]) to authenticated;
grant execute on function public.settle_attachment(uuid,jsonb) to service_role;
grant execute on function public.settle_comment_action(uuid,integer,text,text,integer) to service_role;
grant execute on function public.settle_digest(uuid,boolean) to service_role;
grant execute on function public.settle_escalation(uuid,boolean) to service_role;
grant execute on function public.settle_feedback_letter(uuid) to service_role;
grant execute on function public.settle_first_comment(uuid,integer,text,text,text,integer) to service_role;
grant execute on function public.settle_mention(uuid,text,integer) to service_role;
grant execute on function public.settle_message(uuid,integer,text,text,text,text,text,integer,text) to service_role;
grant execute on function public.settle_notices(jsonb) to service_role;
grant execute on function public.settle_profiles(jsonb) to service_role;
grant execute on function public.settle_read_receipts(jsonb) to service_role;
grant execute on function public.settle_reminders(jsonb) to service_role;
grant execute on function public.settle_targets(jsonb) to service_role;
grant execute on function public.snooze_reminder(uuid) to authenticated;
grant execute on function public.sort_messages(jsonb) to service_role;
grant execute on function public.start_reply_templates(uuid,jsonb) to authenticated;
grant execute on function public.stop_digests(text) to anon, authenticated;
grant execute on function public.store_message_templates(uuid,jsonb) to service_role;
grant execute on function public.store_webhook_items(text,jsonb) to service_role;
grant execute on function public.sweep_targets(integer) to service_role;
grant execute on function public.take_feedback(jsonb,bytea) to service_role;
grant execute on function public.take_rate_limit(text,integer,integer) to service_role;
grant execute on function public.tend_answer_times(integer) to service_role;
grant execute on function public.tend_conversations(integer) to service_role;
grant execute on function public.today(uuid,integer) to authenticated;
grant execute on function public.turn_on_widget(uuid) to authenticated;
grant execute on function public.undo_merge(uuid) to authenticated;
grant execute on function public.waiting_clock(uuid) to authenticated;
grant execute on function public.widget_greeting(text,text) to service_role;
grant execute on function public.withdraw_consent(uuid) to authenticated;
grant execute on function public.withdraw_grants(text,text,bytea) to service_role;
grant execute on function public.write_again(text,uuid,text,boolean,jsonb) to service_role;

CREATE TRIGGER check_timezone BEFORE INSERT OR UPDATE OF timezone ON public.businesses FOR EACH ROW EXECUTE FUNCTION private.check_timezone();
CREATE TRIGGER move_series_zone AFTER UPDATE OF timezone ON public.businesses FOR EACH ROW WHEN ((old.timezone IS DISTINCT FROM new.timezone)) EXECUTE FUNCTION private.move_series_zone();
CREATE CONSTRAINT TRIGGER record_change AFTER UPDATE ON public.businesses DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('business.changed');
CREATE CONSTRAINT TRIGGER record_creation AFTER INSERT ON public.businesses DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('business.created');
CREATE TRIGGER move_case AFTER INSERT ON public.case_closures FOR EACH ROW EXECUTE FUNCTION private.move_case();
CREATE CONSTRAINT TRIGGER record_closing AFTER INSERT ON public.case_closures DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.how <> 'customer'::text)) EXECUTE FUNCTION private.record_case_event('case.closed');
CREATE CONSTRAINT TRIGGER record_confirmation AFTER INSERT ON public.case_closures DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.how = 'customer'::text)) EXECUTE FUNCTION private.record_case_event('case.confirmed');
CREATE CONSTRAINT TRIGGER record_escalation AFTER INSERT ON public.case_escalations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_case_event('case.overdue');
CREATE TRIGGER move_case AFTER INSERT ON public.case_promises FOR EACH ROW EXECUTE FUNCTION private.move_case();
CREATE CONSTRAINT TRIGGER record_promise AFTER INSERT ON public.case_promises DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_case_event('case.promised');
CREATE TRIGGER move_case AFTER INSERT ON public.case_reopenings FOR EACH ROW EXECUTE FUNCTION private.move_case();
CREATE CONSTRAINT TRIGGER record_reopening AFTER INSERT ON public.case_reopenings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_case_event('case.reopened');
CREATE TRIGGER move_case AFTER INSERT ON public.case_resolutions FOR EACH ROW EXECUTE FUNCTION private.move_case();
CREATE CONSTRAINT TRIGGER record_resolution AFTER INSERT ON public.case_resolutions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_case_event('case.resolved');
CREATE CONSTRAINT TRIGGER record_step AFTER INSERT ON public.case_steps DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_case_event('case.noted');
CREATE CONSTRAINT TRIGGER record_opening AFTER INSERT ON public.cases DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('case.opened');
CREATE TRIGGER refuse_erased BEFORE INSERT ON public.cases FOR EACH ROW EXECUTE FUNCTION private.refuse_erased();
CREATE TRIGGER recheck_channel AFTER UPDATE OF problem, disconnected_at ON public.channels FOR EACH ROW EXECUTE FUNCTION private.recheck_channel();
CREATE CONSTRAINT TRIGGER record_connection AFTER INSERT ON public.channels DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('channel.connected');
CREATE CONSTRAINT TRIGGER record_disconnection AFTER UPDATE ON public.channels DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.disconnected_at IS NULL) AND (new.disconnected_at IS NOT NULL))) EXECUTE FUNCTION private.record_event('channel.disconnected');
CREATE CONSTRAINT TRIGGER record_problem AFTER UPDATE ON public.channels DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.problem IS DISTINCT FROM new.problem)) EXECUTE FUNCTION private.record_event('channel.changed');
CREATE CONSTRAINT TRIGGER record_return AFTER UPDATE ON public.channels DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.disconnected_at IS NOT NULL) AND (new.disconnected_at IS NULL))) EXECUTE FUNCTION private.record_event('channel.connected');
CREATE TRIGGER reopen_waiting_items AFTER UPDATE ON public.channels FOR EACH ROW WHEN (((old.disconnected_at IS NOT NULL) AND (new.disconnected_at IS NULL))) EXECUTE FUNCTION private.reopen_waiting_items();
CREATE CONSTRAINT TRIGGER record_outcome AFTER UPDATE ON public.comment_actions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) AND (new.state <> 'working'::text))) EXECUTE FUNCTION private.record_event('action.', 'state');
CREATE CONSTRAINT TRIGGER record_wish AFTER INSERT ON public.comment_actions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('action.', 'state');
CREATE TRIGGER keep_erased BEFORE UPDATE ON public.contacts FOR EACH ROW WHEN ((old.erased_at IS NOT NULL)) EXECUTE FUNCTION private.keep_erased();
CREATE TRIGGER refuse_erased BEFORE INSERT ON public.conversation_labels FOR EACH ROW EXECUTE FUNCTION private.refuse_erased();
CREATE CONSTRAINT TRIGGER record_note AFTER INSERT ON public.conversation_notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('note.written');
CREATE TRIGGER refuse_erased BEFORE INSERT ON public.conversation_notes FOR EACH ROW EXECUTE FUNCTION private.refuse_erased();
CREATE TRIGGER note_reading AFTER INSERT OR UPDATE OF read_at ON public.conversation_reads FOR EACH ROW WHEN ((new.read_at IS NOT NULL)) EXECUTE FUNCTION private.note_reading();
CREATE TRIGGER see_inbox AFTER INSERT OR UPDATE OF seen_at ON public.conversation_reads FOR EACH ROW WHEN ((new.seen_at > '-infinity'::timestamp with time zone)) EXECUTE FUNCTION private.see_inbox();
CREATE TRIGGER ask_profile AFTER INSERT ON public.conversations FOR EACH ROW WHEN ((new.kind = 'dm'::text)) EXECUTE FUNCTION private.ask_profile();
CREATE CONSTRAINT TRIGGER record_assignment AFTER UPDATE ON public.conversations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.assigned_to IS DISTINCT FROM new.assigned_to)) EXECUTE FUNCTION private.record_event('conversation.assigned');
CREATE CONSTRAINT TRIGGER record_reading AFTER UPDATE ON public.conversations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.read_up_to IS DISTINCT FROM new.read_up_to) OR (old.delivered_up_to IS DISTINCT FROM new.delivered_up_to))) EXECUTE FUNCTION private.record_event('message.read_up_to');
CREATE CONSTRAINT TRIGGER record_status AFTER UPDATE ON public.conversations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION private.record_event('conversation.', 'status');
CREATE TRIGGER wake_receipts AFTER INSERT ON public.conversations FOR EACH ROW WHEN ((new.kind = 'dm'::text)) EXECUTE FUNCTION private.wake_receipts();
CREATE CONSTRAINT TRIGGER record_outcome AFTER UPDATE ON public.first_comments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) AND (new.state <> 'sending'::text))) EXECUTE FUNCTION private.record_target_event('target.commented');
CREATE TRIGGER check_media BEFORE INSERT ON public.media FOR EACH ROW EXECUTE FUNCTION private.check_media();
CREATE TRIGGER queue_removal AFTER DELETE ON public.media FOR EACH ROW EXECUTE FUNCTION private.queue_media_removal();
CREATE TRIGGER keep_an_owner BEFORE DELETE OR UPDATE OF role ON public.members FOR EACH ROW EXECUTE FUNCTION private.keep_an_owner();
CREATE CONSTRAINT TRIGGER record_joining AFTER INSERT ON public.members DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('member.joined');
CREATE CONSTRAINT TRIGGER record_leaving AFTER DELETE ON public.members DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('member.left');
CREATE CONSTRAINT TRIGGER record_role AFTER UPDATE ON public.members DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('member.changed');
CREATE TRIGGER forget_attachment AFTER DELETE ON public.message_attachments FOR EACH ROW EXECUTE FUNCTION private.forget_attachment();
CREATE TRIGGER forget_removed AFTER UPDATE ON public.message_attachments FOR EACH ROW WHEN (((old.state = 'stored'::text) AND (new.state = 'gone'::text))) EXECUTE FUNCTION private.forget_attachment();
CREATE CONSTRAINT TRIGGER record_attachment AFTER UPDATE ON public.message_attachments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION private.record_message_part('message.attached');
CREATE CONSTRAINT TRIGGER record_stored_attachment AFTER INSERT ON public.message_attachments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'stored'::text)) EXECUTE FUNCTION private.record_message_part('message.attached');
CREATE CONSTRAINT TRIGGER record_reaction AFTER INSERT OR UPDATE ON public.message_reactions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_message_part('message.reacted');
CREATE CONSTRAINT TRIGGER record_answer AFTER INSERT ON public.messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.delivery IS NOT NULL)) EXECUTE FUNCTION private.record_event('message.', 'delivery');
CREATE CONSTRAINT TRIGGER record_arrival AFTER INSERT ON public.messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.direction = 'in'::text)) EXECUTE FUNCTION private.record_event('message.received');
CREATE CONSTRAINT TRIGGER record_delivery AFTER UPDATE ON public.messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.erased_at IS NULL) AND (old.delivery IS DISTINCT FROM new.delivery))) EXECUTE FUNCTION private.record_event('message.', 'delivery');
CREATE CONSTRAINT TRIGGER record_echo AFTER INSERT ON public.messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.direction = 'out'::text) AND (new.delivery IS NULL))) EXECUTE FUNCTION private.record_event('message.echoed');
CREATE CONSTRAINT TRIGGER record_message_change AFTER UPDATE ON public.messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.erased_at IS NULL) AND ((old.body IS DISTINCT FROM new.body) OR (old.hidden_at IS DISTINCT FROM new.hidden_at) OR (old.removed_at IS DISTINCT FROM new.removed_at)))) EXECUTE FUNCTION private.record_event('message.changed');
CREATE CONSTRAINT TRIGGER record_sorting AFTER UPDATE ON public.messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.intent IS DISTINCT FROM new.intent) OR (old.urgency IS DISTINCT FROM new.urgency))) EXECUTE FUNCTION private.record_event('message.sorted');
CREATE CONSTRAINT TRIGGER record_taking_back AFTER DELETE ON public.messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.delivery = 'queued'::text)) EXECUTE FUNCTION private.record_event('message.cancelled');
CREATE TRIGGER refuse_erased BEFORE INSERT ON public.messages FOR EACH ROW EXECUTE FUNCTION private.refuse_erased();
CREATE TRIGGER summarise_conversation AFTER UPDATE OF body, sent_at, removed_at, delivery, intent, urgency, wordless, conversation_id ON public.messages FOR EACH ROW EXECUTE FUNCTION private.summarise_conversation();
CREATE TRIGGER summarise_conversations AFTER INSERT ON public.messages REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION private.summarise_conversations();
CREATE TRIGGER wake_items AFTER INSERT ON public.messages REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION private.wake_items_of();
CREATE TRIGGER wake_items_later AFTER UPDATE OF external_id ON public.messages FOR EACH ROW WHEN (((new.external_id IS NOT NULL) AND (new.external_id IS DISTINCT FROM old.external_id))) EXECUTE FUNCTION private.wake_items();
CREATE TRIGGER take_media AFTER INSERT ON public.post_media FOR EACH ROW EXECUTE FUNCTION private.take_media();
CREATE CONSTRAINT TRIGGER record_series AFTER INSERT ON public.post_series DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('series.created');
CREATE CONSTRAINT TRIGGER record_series_change AFTER UPDATE ON public.post_series DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.version IS DISTINCT FROM new.version) AND (NOT (old.paused_at IS DISTINCT FROM new.paused_at)) AND (NOT (old.ended_at IS DISTINCT FROM new.ended_at)))) EXECUTE FUNCTION private.record_event('series.changed');
CREATE CONSTRAINT TRIGGER record_series_end AFTER UPDATE ON public.post_series DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION private.record_event('series.ended');
CREATE CONSTRAINT TRIGGER record_series_pause AFTER UPDATE ON public.post_series DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.paused_at IS NULL) AND (new.paused_at IS NOT NULL))) EXECUTE FUNCTION private.record_event('series.paused');
CREATE CONSTRAINT TRIGGER record_series_return AFTER UPDATE ON public.post_series DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.paused_at IS NOT NULL) AND (new.paused_at IS NULL))) EXECUTE FUNCTION private.record_event('series.resumed');
CREATE TRIGGER check_transition BEFORE UPDATE ON public.post_targets FOR EACH ROW EXECUTE FUNCTION private.check_target_transition();
CREATE TRIGGER default_not_after BEFORE INSERT OR UPDATE ON public.post_targets FOR EACH ROW EXECUTE FUNCTION private.default_not_after();
CREATE TRIGGER end_submission AFTER UPDATE OF state ON public.post_targets FOR EACH ROW WHEN (((old.state = 'draft'::text) AND (new.state <> 'draft'::text))) EXECUTE FUNCTION private.end_submission();
CREATE TRIGGER owe_first_comment AFTER UPDATE OF state ON public.post_targets FOR EACH ROW WHEN (((new.state = 'published'::text) AND (old.state <> 'published'::text))) EXECUTE FUNCTION private.owe_first_comment();
CREATE TRIGGER plan_metrics BEFORE INSERT OR UPDATE OF state ON public.post_targets FOR EACH ROW EXECUTE FUNCTION private.plan_metrics();
CREATE TRIGGER plan_preflight BEFORE INSERT OR UPDATE OF state ON public.post_targets FOR EACH ROW EXECUTE FUNCTION private.plan_preflight();
CREATE CONSTRAINT TRIGGER record_link AFTER UPDATE ON public.post_targets DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.permalink IS DISTINCT FROM new.permalink)) EXECUTE FUNCTION private.record_event('target.linked');
CREATE CONSTRAINT TRIGGER record_plan AFTER INSERT ON public.post_targets DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('target.', 'state');
CREATE CONSTRAINT TRIGGER record_reschedule AFTER UPDATE ON public.post_targets DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state = new.state) AND (old.scheduled_at IS DISTINCT FROM new.scheduled_at))) EXECUTE FUNCTION private.record_event('target.rescheduled');
CREATE CONSTRAINT TRIGGER record_state AFTER UPDATE ON public.post_targets DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION private.record_event('target.', 'state');
CREATE TRIGGER remind AFTER UPDATE ON public.post_targets FOR EACH ROW WHEN (((new.state = 'unconfirmed'::text) AND (new.reason = 'your_turn'::text) AND (old.state <> 'unconfirmed'::text))) EXECUTE FUNCTION private.remind();
CREATE TRIGGER keep_skipped AFTER DELETE ON public.posts FOR EACH ROW WHEN (((old.series_id IS NOT NULL) AND (old.series_on IS NOT NULL))) EXECUTE FUNCTION private.keep_skipped();
CREATE CONSTRAINT TRIGGER record_edit AFTER UPDATE ON public.posts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.version IS DISTINCT FROM new.version)) EXECUTE FUNCTION private.record_event('post.edited');
CREATE CONSTRAINT TRIGGER record_post AFTER INSERT ON public.posts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('post.created');
CREATE CONSTRAINT TRIGGER record_removal AFTER DELETE ON public.posts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('post.discarded');
CREATE CONSTRAINT TRIGGER record_submission AFTER UPDATE ON public.posts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.submitted_at IS NOT NULL) AND (old.submitted_at IS DISTINCT FROM new.submitted_at))) EXECUTE FUNCTION private.record_event('post.submitted');
CREATE CONSTRAINT TRIGGER record_change AFTER UPDATE ON public.preflights DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.problems <> new.problems)) EXECUTE FUNCTION private.record_target_event('target.checked');
CREATE CONSTRAINT TRIGGER record_finding AFTER INSERT ON public.preflights DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.problems <> '[]'::jsonb)) EXECUTE FUNCTION private.record_target_event('target.checked');
CREATE CONSTRAINT TRIGGER record_product AFTER INSERT ON public.products DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('product.created');
CREATE CONSTRAINT TRIGGER record_product_archive AFTER UPDATE ON public.products DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.active AND (NOT new.active))) EXECUTE FUNCTION private.record_event('product.archived');
CREATE CONSTRAINT TRIGGER record_product_change AFTER UPDATE ON public.products DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.version IS DISTINCT FROM new.version) AND (old.active = new.active))) EXECUTE FUNCTION private.record_event('product.changed');
CREATE CONSTRAINT TRIGGER record_product_return AFTER UPDATE ON public.products DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((NOT old.active) AND new.active)) EXECUTE FUNCTION private.record_event('product.restored');
CREATE CONSTRAINT TRIGGER record_rating AFTER INSERT ON public.ratings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.case_id IS NOT NULL)) EXECUTE FUNCTION private.record_case_event('case.rated');
CREATE CONSTRAINT TRIGGER record_talk_rating AFTER INSERT ON public.ratings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.case_id IS NULL)) EXECUTE FUNCTION private.record_talk_rating();
CREATE TRIGGER drop_reply_picture AFTER DELETE ON public.reply_pictures FOR EACH ROW EXECUTE FUNCTION private.drop_reply_picture();
CREATE TRIGGER sign_template BEFORE UPDATE ON public.reply_templates FOR EACH ROW EXECUTE FUNCTION private.sign_template();
CREATE CONSTRAINT TRIGGER record_change AFTER UPDATE ON public.widget_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('widget.key_changed');
CREATE CONSTRAINT TRIGGER record_making AFTER INSERT ON public.widget_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION private.record_event('widget.key_made');
