-- The tables of inbox as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/inbox.

-- Search in what was said, by Indonesian word stems and by the beginning of words as they were written: the stemmer
-- makes "san" of "pesan" but "pesan" of "pesanan", so neither alone finds what people expect. `@@` is not leakproof,
-- so a policy would keep the index from being used: one function checks membership and searches by text and business
-- together.

create schema if not exists extensions;

create extension if not exists btree_gin with schema extensions;

-- Everything that customers say and that is answered: a contact with accounts (identities), one conversation
-- for each contact and place, and its messages. Messages are ordered by the platform's time, not by arrival.

create table contacts (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null default '' check (char_length(name) <= 200),
  created_at timestamptz not null default now(),
  search tsvector generated always as (to_tsvector('pg_catalog.simple'::regconfig, name)) stored,
  merged_into uuid,
  erased_at timestamptz,
  unique (id, business_id),
  foreign key (merged_into, business_id) references contacts (id, business_id)
    on delete set null (merged_into)
);
create index contacts_business on contacts (business_id, created_at desc);
create index contacts_search on contacts using gin (business_id, search);
create index contacts_merged on contacts (merged_into) where merged_into is not null;
alter table contacts enable row level security;
grant select on contacts to authenticated;
grant select on contacts to service_role;

create table identities (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  contact_id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  username text,
  unique (channel_id, external_id),
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade,
  foreign key (channel_id, business_id) references channels (id, business_id) on delete no action
    deferrable initially deferred,
  unique (id, business_id)
);
create index identities_contact on identities (contact_id);
create index identities_business on identities (business_id);
alter table identities enable row level security;
grant select on identities to authenticated;
grant select on identities to service_role;

create table conversations (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  channel_id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('comment', 'dm', 'feedback')),
  -- The post's id on the network for comments, '' elsewhere.
  place text not null default '',
  post_target_id uuid references post_targets on delete set null,
  created_at timestamptz not null default now(),
  -- Kept by trigger from the messages, so that the list is one index scan.
  last_at timestamptz not null default now(),
  last_body text not null default '',
  last_direction text not null default 'in' check (last_direction in ('in', 'out')),
  waiting_since timestamptz,
  identity_id uuid not null,
  status text not null default 'open' check (status in ('open', 'waiting', 'snoozed', 'resolved', 'spam')),
  status_at timestamptz not null default now(),
  snoozed_until timestamptz,
  -- The last closing. What was said up to then waits for no answer; it stays when the conversation opens again.
  closed_at timestamptz,
  assigned_to uuid,
  -- Kept by trigger from the messages.
  last_in_at timestamptz,
  intent text,
  urgency text,
  erased_at timestamptz,
  -- Our messages up to these instants were delivered, and read, as the network told for the whole conversation.
  delivered_up_to timestamptz,
  read_up_to timestamptz,
  unique (id, business_id),
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade,
  foreign key (channel_id, business_id) references channels (id, business_id) on delete no action
    deferrable initially deferred,
  foreign key (identity_id, business_id)
  references identities (id, business_id) on delete cascade,
  constraint conversations_one unique (channel_id, kind, place, identity_id),
  check ((status = 'snoozed') = (snoozed_until is not null)),
  foreign key (business_id, assigned_to) references members (business_id, user_id)
    on delete set null (assigned_to)
);
create index conversations_list on conversations (business_id, last_at desc, id desc);
create index conversations_waiting on conversations (business_id, waiting_since, id) where waiting_since is not null;
create index conversations_contact on conversations (contact_id);
create index conversations_target on conversations (post_target_id);
create index conversations_identity on conversations (identity_id);
-- The list and its filters.
create index conversations_channel on conversations (business_id, channel_id, last_at desc, id desc);
create index conversations_assigned on conversations (business_id, assigned_to, last_at desc, id desc)
  where assigned_to is not null;
create index conversations_intent on conversations (business_id, intent, last_at desc, id desc)
  where intent is not null;
create index conversations_status on conversations (business_id, status, last_at desc, id desc);
create index conversations_snoozed on conversations (snoozed_until) where status = 'snoozed';
alter table conversations enable row level security;
grant select on conversations to authenticated;
grant select on conversations to service_role;

create table messages (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  direction text not null default 'out' check (direction in ('in', 'out')),
  external_id text,
  parent_external_id text,
  body text not null check (char_length(body) <= 10000),
  wordless boolean not null default false,
  automatic boolean not null default false,
  sent_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  written_by uuid references auth.users on delete set null,
  -- How far an answer got; null for what came in or was written elsewhere.
  delivery text,
  version integer not null default 1,
  reason text,
  tries smallint not null default 0,
  next_try_at timestamptz,
  lease_until timestamptz,
  edited_at timestamptz,
  hidden_at timestamptz,
  removed_at timestamptz,
  intent text check (intent in ('question', 'complaint', 'criticism', 'suggestion', 'praise', 'objection',
    'giveaway_entry', 'spam', 'other')),
  topic text check (char_length(topic) between 1 and 60),
  sentiment text check (sentiment in ('positive', 'neutral', 'negative')),
  urgency text check (urgency in ('low', 'normal', 'high')),
  sorted_by text check (sorted_by in ('model', 'person')),
  model text check (char_length(model) <= 60),
  confidence real check (confidence between 0 and 1),
  -- A private reply is a message of the direct conversation, and answers the one under the post.
  answers_conversation_id uuid,
  -- What a message speaks of beside its words, where that is not the place itself.
  about text check (about in ('story_reply', 'story_mention', 'mention', 'visitor_post', 'ad', 'post',
    'private_reply', 'talk', 'telephone', 'whatsapp')),
  -- The story or post it speaks of, where the network says which.
  about_url text check (char_length(about_url) <= 2000),
  -- The message it quotes, on the network.
  quotes_external_id text,
  delivered_at timestamptz,
  read_at timestamptz,
  liked_at timestamptz,
  search tsvector
  generated always as (
    strip(to_tsvector('pg_catalog.indonesian'::regconfig, body))
    || strip(to_tsvector('pg_catalog.simple'::regconfig, body))) stored,
  -- The local day an automatic message stands for: one per thread and day, whoever comes first.
  automatic_on date,
  erased_at timestamptz,
  -- When it was last hidden or shown, by which a late "hide" does not undo a newer "unhide".
  hidden_changed_at timestamptz,
  tag text check (tag in ('human_agent')),
  template jsonb,
  -- Answers of one form (a picture and its words are two messages on most networks) are taken back together.
  sent_with uuid,
  unique (id, business_id),
  unique (channel_id, external_id),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  check (direction = 'out' or delivery is null),
  check ((delivery = 'sending') is not true or lease_until is not null),
  check ((intent is null) = (sorted_by is null)),
  check (direction = 'in' or intent is null),
  foreign key (answers_conversation_id, business_id) references conversations (id, business_id)
    on delete set null (answers_conversation_id),
  constraint messages_delivery_check
    check (delivery in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unconfirmed')),
  check ((automatic_on is null) or (automatic and direction = 'out'))
);
create index messages_thread on messages (conversation_id, sent_at, id);
create index messages_undelivered on messages (coalesce(lease_until, next_try_at, created_at)) where delivery in ('queued', 'sending');
create index messages_answers on messages (answers_conversation_id, sent_at) where answers_conversation_id is not null;
create index messages_search on messages using gin (business_id, search) where removed_at is null;
create unique index messages_one_automatic on messages (conversation_id, automatic_on) where automatic_on is not null;
-- The network takes one private reply to a comment.
create unique index messages_one_private_reply on messages (channel_id, parent_external_id)
  where about = 'private_reply' and delivery is distinct from 'failed';
create index messages_newest on messages (business_id, sent_at desc);
alter table messages enable row level security;
grant select on messages to authenticated;
grant select on messages to service_role;

-- In: webhook items are stored raw before Meta gets its 200. Nothing that arrived is lost: what can't be
-- understood or has no channel stays here and can be projected again.

create table webhook_items (
  id bigint generated always as identity primary key,
  network text not null check (network in ('meta', 'sandbox')),
  key text not null,
  object text not null,
  account_id text not null,
  field text not null,
  value jsonb,
  item_at timestamptz not null,
  received_at timestamptz not null default now(),
  claimed_until timestamptz,
  tries smallint not null default 0,
  projected_at timestamptz,
  -- What projection made of it: `projected`, `unknown` (a shape we don't know), `no_channel`; or the error.
  outcome text,
  -- The external id of the message an item waits for; `dm:` and a person's id where it waits for their conversation.
  waits_for text,
  unique (network, key)
);
create index webhook_items_pending on webhook_items (id) where projected_at is null;
create index webhook_items_account on webhook_items (network, account_id, id);
create index webhook_items_waiting on webhook_items (network, account_id, waits_for) where waits_for is not null;
create index webhook_items_unknown on webhook_items (outcome, id)
  where outcome in ('unknown', 'unmatched') or outcome ~ '^[0-9A-Z]{5}$';
alter table webhook_items enable row level security;
-- No policy: raw items belong to the service role alone.
grant select on webhook_items to service_role;

-- Answers on their way out have a ledger like posts: a row before the call, closed after it, so that an
-- answer is never sent twice and never lost.

create table message_sends (
  id uuid primary key default gen_random_uuid(),
  message_id uuid not null,
  business_id uuid not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  outcome text check (outcome in ('ok', 'failed', 'unknown', 'found', 'absent')),
  reason text,
  trace text,
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade,
  check ((closed_at is null) = (outcome is null))
);
create unique index message_sends_one_open on message_sends (message_id) where closed_at is null;
create index message_sends_message on message_sends (message_id, opened_at);
create index message_sends_business on message_sends (business_id);
alter table message_sends enable row level security;
grant select on message_sends to authenticated;
grant select on message_sends to service_role;

create table message_corrections (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  message_id uuid not null,
  -- What stood there before, and who had said so.
  was jsonb not null,
  intent text not null,
  topic text,
  sentiment text not null,
  urgency text not null,
  corrected_by uuid default auth.uid() references auth.users on delete set null,
  corrected_at timestamptz not null default now(),
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade
);
create index message_corrections_message on message_corrections (message_id, corrected_at);
create index message_corrections_business on message_corrections (business_id, corrected_at desc);
alter table message_corrections enable row level security;
grant select on message_corrections to authenticated;
grant select on message_corrections to service_role;

create table conversation_states (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  conversation_id uuid not null,
  status text not null check (status in ('open', 'waiting', 'snoozed', 'resolved', 'spam')),
  snoozed_until timestamptz,
  -- Nobody decided: a rule did (a snooze that ended, a long silence).
  automatic boolean not null default false,
  set_by uuid references auth.users on delete set null,
  set_at timestamptz not null default now(),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
create index conversation_states_conversation on conversation_states (conversation_id, set_at);
create index conversation_states_business on conversation_states (business_id, set_at desc);
alter table conversation_states enable row level security;
grant select on conversation_states to authenticated;
grant select on conversation_states to service_role;

-- What the people of a business keep about conversations among themselves: labels, notes, what each has read and is
-- looking at, and views saved under a name. Customers never see any of it.

create table labels (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 30),
  made_by uuid default auth.uid() references auth.users on delete set null,
  made_at timestamptz not null default now(),
  unique (id, business_id)
);
create unique index labels_name on labels (business_id, lower(btrim(name)));
alter table labels enable row level security;
grant select, delete on labels to authenticated;
grant select on labels to service_role;

create table conversation_labels (
  conversation_id uuid not null,
  label_id uuid not null,
  business_id uuid not null,
  put_by uuid default auth.uid() references auth.users on delete set null,
  put_at timestamptz not null default now(),
  primary key (conversation_id, label_id),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (label_id, business_id) references labels (id, business_id) on delete cascade
);
create index conversation_labels_label on conversation_labels (label_id, conversation_id);
create index conversation_labels_business on conversation_labels (business_id);
alter table conversation_labels enable row level security;
grant select on conversation_labels to authenticated;
grant select on conversation_labels to service_role;

create table conversation_notes (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  conversation_id uuid not null,
  body text not null check (char_length(btrim(body)) between 1 and 4000),
  written_by uuid default auth.uid() references auth.users on delete set null,
  written_at timestamptz not null default now(),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
create index conversation_notes_conversation on conversation_notes (conversation_id, written_at);
create index conversation_notes_business on conversation_notes (business_id);
alter table conversation_notes enable row level security;
grant select, delete on conversation_notes to authenticated;
grant insert (id, business_id, conversation_id, body) on conversation_notes to authenticated;
grant select on conversation_notes to service_role;

-- Up to when a member has read a conversation, and when they last had it open.
create table conversation_reads (
  conversation_id uuid not null,
  user_id uuid not null,
  business_id uuid not null,
  read_at timestamptz,
  seen_at timestamptz not null default now(),
  -- A member who does not want to hear of a conversation.
  muted_at timestamptz,
  primary key (conversation_id, user_id),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (business_id, user_id) references members (business_id, user_id) on delete cascade
);
create index conversation_reads_member on conversation_reads (business_id, user_id);
alter table conversation_reads enable row level security;
grant select on conversation_reads to authenticated;
grant select on conversation_reads to service_role;

create table saved_views (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 40),
  -- The filters as the address of the list says them.
  query text not null check (char_length(query) <= 300),
  saved_by uuid default auth.uid() references auth.users on delete set null,
  saved_at timestamptz not null default now()
);
create unique index saved_views_name on saved_views (business_id, lower(btrim(name)));
alter table saved_views enable row level security;
grant select, delete on saved_views to authenticated;
grant insert (business_id, name, query) on saved_views to authenticated;
grant select on saved_views to service_role;

create table contact_merges (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  -- The accounts that moved.
  identity_ids uuid[] not null,
  merged_by uuid default auth.uid() references auth.users on delete set null,
  merged_at timestamptz not null default now(),
  undone_by uuid references auth.users on delete set null,
  undone_at timestamptz,
  foreign key (kept_id, business_id) references contacts (id, business_id) on delete cascade,
  foreign key (merged_id, business_id) references contacts (id, business_id) on delete cascade,
  check (kept_id <> merged_id)
);
create index contact_merges_kept on contact_merges (kept_id, merged_at desc);
create index contact_merges_merged on contact_merges (merged_id);
create index contact_merges_business on contact_merges (business_id);
alter table contact_merges enable row level security;
grant select on contact_merges to authenticated;
grant select on contact_merges to service_role;

-- When the business is open: hours of the week, and days that differ (Ramadan, holidays). The clock of the first answer
-- runs in plain hours and in these; outside of them an away message may go out, once per thread and day, marked
-- automatic, so that it counts as nobody's answer.

create table business_hours (
  business_id uuid not null references businesses on delete cascade,
  -- 1 is Monday.
  weekday smallint not null check (weekday between 1 and 7),
  opens time not null,
  closes time not null check (closes > opens),
  primary key (business_id, weekday, opens)
);
alter table business_hours enable row level security;
grant select on business_hours to authenticated;
grant select on business_hours to service_role;

create table business_hour_exceptions (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 60),
  from_on date not null,
  to_on date not null check (to_on >= from_on and to_on <= from_on + 366),
  -- Null: closed all day.
  opens time,
  closes time,
  check ((opens is null) = (closes is null) and closes > opens is not false)
);
create index business_hour_exceptions_business on business_hour_exceptions (business_id, from_on);
alter table business_hour_exceptions enable row level security;
grant select, delete on business_hour_exceptions to authenticated;
grant insert (business_id, name, from_on, to_on, opens, closes) on business_hour_exceptions to authenticated;
grant select on business_hour_exceptions to service_role;

create table away_messages (
  business_id uuid primary key references businesses on delete cascade,
  body text not null check (char_length(btrim(body)) between 1 and 900),
  active boolean not null,
  set_by uuid default auth.uid() references auth.users on delete set null,
  set_at timestamptz not null default now()
);
alter table away_messages enable row level security;
grant select on away_messages to authenticated;
grant select on away_messages to service_role;

-- What was erased stays erased: a network goes on telling of it (a poll, a replay, an edit), so the ids of erased messages are
-- kept, as digests that lead nowhere. The rows they stood in are kept without words, names and ids, because figures of
-- the past count them; nobody sees them any more.

create table private.erased_messages (
  -- As private.message_id makes it of the channel and the network's id.
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade
);
create index erased_messages_business on private.erased_messages (business_id);

create table message_reactions (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  message_id uuid not null,
  -- Who reacted: the person's id on the network, or the account's own.
  person_id text not null,
  ours boolean not null,
  -- Null when it was taken back: the row stays, so that an older reaction which comes later changes nothing.
  emoji text check (char_length(emoji) between 1 and 32),
  at timestamptz not null,
  unique (message_id, person_id),
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade
);
create index message_reactions_business on message_reactions (business_id);
alter table message_reactions enable row level security;
grant select on message_reactions to authenticated;
grant select on message_reactions to service_role;

-- Files that come with messages. Meta's addresses expire, so each is copied at once into private storage, under a
-- lease, again with growing pauses, and ends in a state that a person can read.

create table message_attachments (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  message_id uuid not null,
  position smallint not null check (position between 1 and 100),
  -- What the network called it; once copied, what its bytes are.
  kind text not null check (kind in ('image', 'video', 'audio', 'file', 'sticker')),
  name text check (char_length(name) <= 200),
  -- Where it is fetched: an address with a signature in it, or the network's id. Not for members' eyes.
  source_url text,
  source_id text,
  state text not null default 'waiting' check (state in ('waiting', 'stored', 'gone')),
  -- Why it is gone: `expired`, `too_large`, `refused`, `no_address`, `unreachable`, `removed`.
  reason text,
  mime text,
  bytes integer check (bytes > 0),
  width integer check (width > 0),
  height integer check (height > 0),
  -- A small JPEG lies beside it.
  has_preview boolean not null default false,
  tries smallint not null default 0,
  next_try_at timestamptz,
  lease_until timestamptz,
  arrived_at timestamptz not null default now(),
  stored_at timestamptz,
  unique (message_id, position),
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade,
  check ((state = 'stored') = (stored_at is not null)),
  check (state <> 'stored' or (mime is not null and bytes is not null)),
  check ((state = 'gone') = (reason is not null))
);
create index message_attachments_business on message_attachments (business_id);
create index message_attachments_due on message_attachments (coalesce(lease_until, next_try_at, arrived_at))
  where state = 'waiting';
alter table message_attachments enable row level security;
grant select (id, business_id, message_id, position, kind, name, state, reason, mime, bytes, width, height, has_preview,
  arrived_at, stored_at) on message_attachments to authenticated;
grant select on message_attachments to service_role;

-- Of a mention the network says only where it is. Each waits here until its words were fetched; while the account's
-- access is dead it waits without being tried, and comes at once when the account is connected again.

create table mentions (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  channel_id uuid not null,
  -- Somebody's post, and the comment under it ('' when the post itself mentions the account).
  media_id text not null,
  comment_id text not null default '',
  told_at timestamptz not null,
  -- Null while it waits; `fetched`, or `gone` when the network does not show it (any more).
  outcome text check (outcome in ('fetched', 'gone')),
  tries smallint not null default 0,
  next_try_at timestamptz,
  unique (channel_id, media_id, comment_id),
  foreign key (channel_id, business_id) references channels (id, business_id) on delete cascade
);
create index mentions_business on mentions (business_id);
create index mentions_due on mentions (channel_id, next_try_at) where outcome is null;
alter table mentions enable row level security;
grant select on mentions to authenticated;
grant select on mentions to service_role;

-- How far the poll read: for each post how many comments it had, for each direct conversation when it last changed,
-- and ('' as place) when the account was last polled. What has not changed costs no call.
create table poll_marks (
  channel_id uuid not null,
  business_id uuid not null,
  place text not null,
  mark text not null,
  read_at timestamptz not null default now(),
  primary key (channel_id, place),
  foreign key (channel_id, business_id) references channels (id, business_id) on delete cascade
);
create index poll_marks_business on poll_marks (business_id);
create index poll_marks_old on poll_marks (read_at);
alter table poll_marks enable row level security;
-- No policy: the poll alone reads and writes it.
grant select, insert, update, delete on poll_marks to service_role;

-- A picture of ours in an answer. Its files are stored under its id, which nobody can guess: networks fetch them.
create table reply_pictures (
  id uuid primary key,
  business_id uuid not null,
  message_id uuid not null,
  bytes integer not null check (bytes between 1 and 8388608),
  width integer not null check (width between 1 and 10000),
  height integer not null check (height between 1 and 10000),
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade
);
create unique index reply_pictures_message on reply_pictures (message_id);
create index reply_pictures_business on reply_pictures (business_id);
alter table reply_pictures enable row level security;
grant select on reply_pictures to authenticated;
grant select on reply_pictures to service_role;

-- Hiding, liking and deleting a comment: each wish is a row that says who, when and what became of it, so that none
-- is lost silently. All are harmless when repeated; a comment's wishes are carried out in their order.

create table comment_actions (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  message_id uuid not null,
  action text not null check (action in ('hide', 'unhide', 'like', 'unlike', 'delete')),
  state text not null default 'queued' check (state in ('queued', 'working', 'done', 'failed')),
  reason text,
  asked_by uuid default auth.uid() references auth.users on delete set null,
  asked_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  version integer not null default 1,
  tries smallint not null default 0,
  next_try_at timestamptz,
  lease_until timestamptz,
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade,
  check ((state in ('done', 'failed')) = (ended_at is not null)),
  check ((state = 'working') = (lease_until is not null)),
  check ((state = 'failed') = (reason is not null))
);
create index comment_actions_message on comment_actions (message_id, asked_at desc);
create index comment_actions_business on comment_actions (business_id, asked_at desc);
create index comment_actions_due on comment_actions (asked_at) where state in ('queued', 'working');
alter table comment_actions enable row level security;
grant select on comment_actions to authenticated;
grant select on comment_actions to service_role;

-- Answers that are written again and again, with gaps ({nama}) that are filled in where they are used.

create table reply_templates (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  -- Typed after a slash in the answer box.
  shortcut text not null check (shortcut ~ '^[a-z0-9-]{1,30}$'),
  body text not null check (char_length(btrim(body)) between 1 and 2000),
  updated_at timestamptz not null default now(),
  updated_by uuid default auth.uid() references auth.users on delete set null
);
create unique index reply_templates_one_shortcut on reply_templates (business_id, shortcut);
alter table reply_templates enable row level security;
grant select, delete on reply_templates to authenticated;
grant insert (id, business_id, shortcut, body) on reply_templates to authenticated;
grant update (shortcut, body) on reply_templates to authenticated;

-- A case is a complaint being resolved: what the customer wants, what they were promised and by when, what was done,
-- and whether they say so themselves. Everything that happens to it is a row that says who and when; the columns of
-- the list follow from the rows by trigger. A case is `open`, `resolved` (waiting for the customer's word) or `closed`.

create table cases (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  conversation_id uuid not null,
  -- The message it began with.
  message_id uuid,
  -- Said on the telephone; random, so that it does not tell how many complaints there are.
  number text not null check (number ~ '^[1-9][0-9]{4,7}$'),
  category text not null default 'other'
    check (category in ('quality', 'wrong_item', 'missing', 'late', 'service', 'price', 'other')),
  wants text not null default 'unknown'
    check (wants in ('replacement', 'refund', 'delivery', 'explanation', 'other', 'unknown')),
  wants_words text not null default '' check (char_length(wants_words) <= 1000),
  -- The complaint in words; the customer reads it on their page.
  complaint text not null default '' check (char_length(complaint) <= 2000),
  opened_by uuid default auth.uid() references auth.users on delete set null,
  opened_at timestamptz not null default now(),
  version integer not null default 1,
  -- Its customer was erased: it is counted, and not seen any more.
  erased_at timestamptz,
  -- Kept by trigger from the rows below.
  state text not null default 'open' check (state in ('open', 'resolved', 'closed')),
  promise text not null default '',
  due_at timestamptz not null,
  responsible uuid,
  first_resolved_at timestamptz,
  resolved_at timestamptz,
  reopened_at timestamptz,
  closed_at timestamptz,
  unique (id, business_id),
  unique (business_id, number),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (message_id, business_id) references messages (id, business_id) on delete set null (message_id),
  foreign key (business_id, responsible) references members (business_id, user_id) on delete set null (responsible)
);
-- NOTE: unique where a condition holds, said as an expression: the embedded API takes a partial unique index for a
-- whole one, and would give one row where there are many.
create unique index cases_one_open on cases ((case when state <> 'closed' then conversation_id end));
create index cases_conversation on cases (conversation_id, opened_at desc);
create index cases_message on cases (message_id) where message_id is not null;
create index cases_open on cases (business_id, state, due_at, id);
create index cases_resolved on cases (business_id, state, resolved_at, id);
create index cases_closed on cases (business_id, state, closed_at desc, id desc);
create index cases_due on cases (due_at) where state = 'open';
create index cases_unconfirmed on cases (resolved_at) where state = 'resolved';
alter table cases enable row level security;
grant select on cases to authenticated;
grant select on cases to service_role;

-- What was promised, each time anew: the newest holds.
create table case_promises (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  case_id uuid not null,
  what text not null check (char_length(btrim(what)) between 1 and 500),
  due_at timestamptz not null,
  responsible uuid,
  made_by uuid default auth.uid() references auth.users on delete set null,
  made_at timestamptz not null default now(),
  foreign key (case_id, business_id) references cases (id, business_id) on delete cascade,
  foreign key (business_id, responsible) references members (business_id, user_id) on delete set null (responsible)
);
create index case_promises_case on case_promises (case_id, made_at);
create index case_promises_business on case_promises (business_id);
alter table case_promises enable row level security;
grant select on case_promises to authenticated;
grant select on case_promises to service_role;

-- What was done on the way. The customer reads only those marked for them.
create table case_steps (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  case_id uuid not null,
  what text not null check (char_length(btrim(what)) between 1 and 2000),
  for_customer boolean not null default false,
  made_by uuid default auth.uid() references auth.users on delete set null,
  made_at timestamptz not null default now(),
  foreign key (case_id, business_id) references cases (id, business_id) on delete cascade
);
create index case_steps_case on case_steps (case_id, made_at);
create index case_steps_business on case_steps (business_id);
alter table case_steps enable row level security;
grant select on case_steps to authenticated;
grant insert (id, business_id, case_id, what, for_customer) on case_steps to authenticated;
grant select on case_steps to service_role;

create table case_resolutions (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  case_id uuid not null,
  what text not null check (char_length(btrim(what)) between 1 and 1000),
  -- The message that told the customer also asked for a rating.
  asks_rating boolean not null default false,
  resolved_by uuid default auth.uid() references auth.users on delete set null,
  resolved_at timestamptz not null default now(),
  unique (id, business_id),
  foreign key (case_id, business_id) references cases (id, business_id) on delete cascade
);
create index case_resolutions_case on case_resolutions (case_id, resolved_at desc);
create index case_resolutions_business on case_resolutions (business_id);
create unique index case_resolutions_ask_once on case_resolutions ((case when asks_rating then case_id end));
alter table case_resolutions enable row level security;
grant select on case_resolutions to authenticated;
grant select on case_resolutions to service_role;

-- Addresses under which the customer follows their case. Several may be valid: a lost one is replaced.
create table case_links (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  case_id uuid not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  made_by uuid default auth.uid() references auth.users on delete set null,
  made_at timestamptz not null default now(),
  revoked_by uuid references auth.users on delete set null,
  revoked_at timestamptz,
  unique (id, business_id),
  foreign key (case_id, business_id) references cases (id, business_id) on delete cascade
);
create index case_links_case on case_links (case_id, made_at);
create index case_links_business on case_links (business_id);
alter table case_links enable row level security;
grant select (id, business_id, case_id, made_by, made_at, revoked_by, revoked_at) on case_links to authenticated;

-- The end of a resolution: the customer confirmed it, a member closed it (told so by telephone), or nobody objected.
create table case_closures (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  case_id uuid not null,
  resolution_id uuid not null unique,
  how text not null check (how in ('customer', 'member', 'automatic')),
  closed_by uuid default auth.uid() references auth.users on delete set null,
  link_id uuid,
  closed_at timestamptz not null default now(),
  foreign key (case_id, business_id) references cases (id, business_id) on delete cascade,
  foreign key (resolution_id, business_id) references case_resolutions (id, business_id) on delete cascade,
  foreign key (link_id, business_id) references case_links (id, business_id) on delete set null (link_id)
);
create index case_closures_case on case_closures (case_id, closed_at);
create index case_closures_link on case_closures (link_id) where link_id is not null;
create index case_closures_business on case_closures (business_id);
alter table case_closures enable row level security;
grant select on case_closures to authenticated;
grant select on case_closures to service_role;

-- A resolution that did not hold, by the customer's word (`link_id`) or a member's.
create table case_reopenings (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  case_id uuid not null,
  resolution_id uuid not null unique,
  reason text not null check (char_length(btrim(reason)) between 1 and 1000),
  by_customer boolean not null,
  reopened_by uuid default auth.uid() references auth.users on delete set null,
  link_id uuid,
  reopened_at timestamptz not null default now(),
  foreign key (case_id, business_id) references cases (id, business_id) on delete cascade,
  foreign key (resolution_id, business_id) references case_resolutions (id, business_id) on delete cascade,
  foreign key (link_id, business_id) references case_links (id, business_id) on delete set null (link_id)
);
create index case_reopenings_case on case_reopenings (case_id, reopened_at);
create index case_reopenings_link on case_reopenings (link_id) where link_id is not null;
create index case_reopenings_business on case_reopenings (business_id);
alter table case_reopenings enable row level security;
grant select on case_reopenings to authenticated;
grant select on case_reopenings to service_role;

create table ratings (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  conversation_id uuid not null,
  -- Null for a rating of the conversation itself.
  case_id uuid unique,
  score smallint not null check (score between 1 and 5),
  words text not null default '' check (char_length(words) <= 1000),
  rated_at timestamptz not null default now(),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (case_id, business_id) references cases (id, business_id) on delete cascade
);
create unique index ratings_one_a_conversation on ratings ((case when case_id is null then conversation_id end));
create index ratings_conversation on ratings (conversation_id);
create index ratings_business on ratings (business_id, rated_at desc);
alter table ratings enable row level security;
grant select on ratings to authenticated;
grant select on ratings to service_role;

create table case_escalations (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  case_id uuid not null,
  -- Of the promise that passed: a new promise may pass anew.
  due_at timestamptz not null,
  user_id uuid references auth.users on delete set null,
  noticed_at timestamptz not null default now(),
  tries smallint not null default 1,
  lease_until timestamptz,
  mailed_at timestamptz,
  unique (case_id, due_at),
  foreign key (case_id, business_id) references cases (id, business_id) on delete cascade
);
create index case_escalations_business on case_escalations (business_id);
alter table case_escalations enable row level security;
grant select on case_escalations to authenticated;
grant select on case_escalations to service_role;

-- What each member wants to be told of new messages: on their phones, and by a letter of what waits. A phone is told from
-- the events themselves: each member has the number up to which they were told, so that a burst is one notice, and
-- a crash loses nothing. A notice is a row before anything is sent; sent again after a crash, the phone shows one.

create table notice_choices (
  business_id uuid not null,
  user_id uuid not null,
  push text not null default 'none' check (push in ('all', 'mine', 'none')),
  push_outside_hours boolean not null default false,
  -- The customer's name and words, which whoever holds the locked phone can read.
  push_shows_words boolean not null default false,
  digest text not null default 'off' check (digest in ('off', 'daily', 'waiting')),
  -- On the business's clock.
  digest_hour smallint not null default 7 check (digest_hour between 0 and 23),
  digest_after_hours smallint not null default 4 check (digest_after_hours between 1 and 72),
  language text not null default 'id' check (language in ('id', 'en')),
  chosen_at timestamptz not null default now(),
  -- When the member last had the inbox in sight.
  seen_at timestamptz,
  told_number bigint not null default 0,
  next_push_at timestamptz not null default now(),
  primary key (business_id, user_id),
  foreign key (business_id, user_id) references members (business_id, user_id) on delete cascade
);
create index notice_choices_push on notice_choices (next_push_at) where push <> 'none';
create index notice_choices_digest on notice_choices (business_id) where digest <> 'off';
alter table notice_choices enable row level security;
grant select on notice_choices to service_role;

create table notices (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  user_id uuid not null,
  -- Tells of the events after the one, up to the other.
  after_number bigint not null,
  up_to_number bigint not null check (up_to_number > after_number),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'failed')),
  made_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  tries smallint not null default 0,
  lease_until timestamptz,
  sent_at timestamptz,
  foreign key (business_id, user_id) references notice_choices (business_id, user_id) on delete cascade,
  check ((state = 'sent') = (sent_at is not null))
);
create unique index notices_one_waiting on notices (business_id, user_id) where state = 'waiting';
create index notices_member on notices (business_id, user_id, made_at);
create index notices_due on notices (due_at) where state = 'waiting';
create index notices_made on notices (made_at);
alter table notices enable row level security;
grant select on notices to service_role;

-- A letter of what waits, for members who want one: each morning, or when somebody has waited too long; one a day at most.
-- What a mail server was handed may have been sent: it is never handed over twice. After a crash at that very moment the
-- letter stays `unconfirmed`, and nothing is lost, because a letter tells what waits and not what happened.

create table digests (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  user_id uuid not null,
  -- On the business's clock.
  day date not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'dropped', 'failed', 'unconfirmed')),
  -- How many conversations waited, as the letter says.
  waiting integer,
  made_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  tries smallint not null default 0,
  lease_until timestamptz,
  sent_at timestamptz,
  -- Of the address in the letter that ends these letters.
  link_hash bytea unique,
  unique (business_id, user_id, day),
  foreign key (business_id, user_id) references notice_choices (business_id, user_id) on delete cascade,
  check ((state = 'sent') = (sent_at is not null))
);
create index digests_due on digests (due_at) where state in ('waiting', 'sending');
create index digests_made on digests (made_at);
alter table digests enable row level security;
grant select on digests to service_role;

create table message_templates (
  channel_id uuid not null,
  business_id uuid not null,
  name text not null check (char_length(name) between 1 and 512),
  language text not null check (char_length(language) between 2 and 20),
  category text not null check (char_length(category) <= 40),
  body text not null check (char_length(body) between 1 and 2000),
  header text check (char_length(header) <= 200),
  footer text check (char_length(footer) <= 200),
  gaps text[] not null default '{}',
  primary key (channel_id, name, language),
  foreign key (channel_id, business_id) references channels (id, business_id) on delete cascade
);
create index message_templates_business on message_templates (business_id);
alter table message_templates enable row level security;
grant select on message_templates to authenticated;
grant select on message_templates to service_role;

create table read_receipts (
  conversation_id uuid primary key,
  business_id uuid not null,
  -- The newest message that was read: the network takes it for those before as well.
  message_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'told', 'failed')),
  due_at timestamptz not null default now(),
  tries smallint not null default 0,
  lease_until timestamptz,
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade
);
create index read_receipts_business on read_receipts (business_id);
create index read_receipts_message on read_receipts (message_id);
create index read_receipts_due on read_receipts (due_at) where state = 'waiting';
alter table read_receipts enable row level security;
grant select on read_receipts to service_role;

-- Messenger and Instagram tell the id of who writes, and no name. It is asked for soon after the first message; whatever
-- comes of it, the conversation is there, and the poll finds the name later.

create table profile_requests (
  identity_id uuid primary key,
  business_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'known', 'failed')),
  asked_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  tries smallint not null default 0,
  lease_until timestamptz,
  foreign key (identity_id, business_id) references identities (id, business_id) on delete cascade
);
create index profile_requests_business on profile_requests (business_id);
create index profile_requests_due on profile_requests (due_at) where state = 'waiting';
alter table profile_requests enable row level security;
grant select on profile_requests to service_role;

-- Rights of a customer over their data (UU 27/2022): a copy of it (article 7), and its erasure (articles 8, 43 and 44); and what
-- is older than a business keeps is erased by itself (article 42 (1) a).

-- Who had the data of a customer erased, and when; holds nothing of the customer. Unfinished while raw items are
-- still searched for what the network calls them.
create table erasures (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  contact_id uuid not null unique,
  why text not null check (why in ('asked', 'retention')),
  erased_by uuid references auth.users on delete set null,
  erased_at timestamptz not null default now(),
  conversations integer not null,
  messages integer not null,
  files integer not null,
  -- The ids and names to look for, and the newest raw item to look at; gone when all were looked at.
  traces text[],
  looked_up_to bigint not null default 0,
  finished_at timestamptz,
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade,
  check ((traces is null) = (finished_at is not null))
);
create index erasures_business on erasures (business_id, erased_at desc);
create index erasures_unfinished on erasures (erased_at) where finished_at is null;
alter table erasures enable row level security;
grant select (id, business_id, contact_id, why, erased_by, erased_at, conversations, messages, files, finished_at)
  on erasures to authenticated;
grant select on erasures to service_role;

-- Each copy that was handed out.
create table contact_copies (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  contact_id uuid not null,
  made_by uuid references auth.users on delete set null,
  made_at timestamptz not null default now(),
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade
);
create index contact_copies_contact on contact_copies (contact_id);
create index contact_copies_business on contact_copies (business_id, made_at desc);
alter table contact_copies enable row level security;
grant select on contact_copies to authenticated;
grant select on contact_copies to service_role;

-- What a customer agreed to, in whose words, and how; taken back, it stays as having been given.
create table consents (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  contact_id uuid not null,
  -- `answers`: to be answered; `news`: to be told of offers; `publication`: their words or picture may be shown.
  purpose text not null check (purpose in ('answers', 'news', 'publication')),
  -- Where they were asked, or said so.
  way text not null check (way in ('widget', 'chat', 'talk', 'telephone', 'paper')),
  -- What they were asked, or agreed to, as it was worded.
  wording text not null check (char_length(btrim(wording)) between 1 and 1000),
  given_at timestamptz not null check (given_at <= recorded_at + interval '1 minute'),
  recorded_by uuid default auth.uid() references auth.users on delete set null,
  recorded_at timestamptz not null default now(),
  withdrawn_by uuid references auth.users on delete set null,
  withdrawn_at timestamptz,
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade
);
-- NOTE: an expression, because the embedded API takes a partial unique index for a whole one.
create unique index consents_one_standing on consents
  ((case when withdrawn_at is null then contact_id end), purpose);
create index consents_contact on consents (contact_id, given_at desc);
create index consents_business on consents (business_id);
alter table consents enable row level security;
grant select on consents to authenticated;
grant select on consents to service_role;
grant insert (id, business_id, contact_id, purpose, way, wording, given_at) on consents to authenticated;
