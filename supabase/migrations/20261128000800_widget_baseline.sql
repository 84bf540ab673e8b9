-- The tables of widget as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/widget.

create table widget_keys (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  channel_id uuid not null,
  key text not null unique default 'tg_' || replace(gen_random_uuid()::text, '-', '')
    check (key ~ '^tg_[0-9a-f]{32}$'),
  -- Sites that may use it; none named means any.
  origins text[] not null default '{}' check (cardinality(origins) <= 20),
  made_by uuid default auth.uid() references auth.users on delete set null,
  made_at timestamptz not null default now(),
  -- When it stops working; null for the one that is used now.
  ends_at timestamptz,
  unique (id, business_id),
  foreign key (channel_id, business_id) references channels (id, business_id) on delete cascade
);
create unique index widget_keys_one_current on widget_keys ((case when ends_at is null then channel_id end));
create index widget_keys_channel on widget_keys (channel_id, made_at desc);
create index widget_keys_business on widget_keys (business_id);
alter table widget_keys enable row level security;
grant select on widget_keys to authenticated;
grant select on widget_keys to service_role;

-- What somebody said through the widget or the hosted form: beside the conversation it became, how they can be reached,
-- what they agreed to, and the number they were told. Sent twice (a bad network, a page that was closed) it is once.

create table feedbacks (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  conversation_id uuid not null unique,
  -- What was said first.
  message_id uuid not null,
  -- Made where it was written: random, and the same however often it is sent.
  key uuid not null,
  -- Null for the hosted form.
  widget_key_id uuid,
  -- Told to the customer, and said on the telephone; also that of the case it becomes.
  number text not null check (number ~ '^[1-9][0-9]{4,7}$'),
  -- What the customer called it; null when they just wrote.
  kind text check (kind in ('question', 'praise', 'suggestion', 'criticism', 'complaint')),
  email text check (char_length(email) <= 254),
  whatsapp text check (whatsapp ~ '^[0-9]{8,15}$'),
  -- Of a complaint: which order, and what would make it right.
  ordered text not null default '' check (char_length(ordered) <= 200),
  wants text not null default 'unknown'
    check (wants in ('replacement', 'refund', 'delivery', 'explanation', 'other', 'unknown')),
  page text check (page ~ '^https?://' and char_length(page) <= 2000),
  product text not null default '' check (char_length(product) <= 200),
  language text not null default 'id' check (language in ('id', 'en')),
  -- The version of the privacy notice that was shown and agreed to.
  notice text not null check (char_length(notice) between 1 and 40),
  consented_at timestamptz not null,
  received_at timestamptz not null default now(),
  -- When the customer had their data erased: what stays says that something was said, and not what, nor by whom.
  erased_at timestamptz,
  -- The last letter to the customer: about which message, when it was begun and when it went out.
  letter_message_id uuid,
  letter_at timestamptz,
  letter_sent_at timestamptz,
  unique (id, business_id),
  unique (business_id, key),
  unique (business_id, number),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade,
  foreign key (widget_key_id, business_id) references widget_keys (id, business_id) on delete set null (widget_key_id)
);
create index feedbacks_message on feedbacks (message_id);
create index feedbacks_widget_key on feedbacks (widget_key_id) where widget_key_id is not null;
alter table feedbacks enable row level security;
grant select on feedbacks to authenticated;
grant select on feedbacks to service_role;

-- Addresses under which a customer reads the answer. Several may be valid: a lost one is replaced by a new one.
create table feedback_links (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  feedback_id uuid not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  made_at timestamptz not null default now(),
  foreign key (feedback_id, business_id) references feedbacks (id, business_id) on delete cascade
);
create index feedback_links_feedback on feedback_links (feedback_id, made_at);
create index feedback_links_business on feedback_links (business_id);
alter table feedback_links enable row level security;
grant select (id, business_id, feedback_id, made_at) on feedback_links to authenticated;

-- "Biasanya dibalas dalam ... jam": how soon a business answers who writes to it directly, told to who is about to write.
-- It is counted beside the pages that tell it, a few times a day, and holds nothing but two figures.

create table private.answer_times (
  business_id uuid primary key references businesses on delete cascade,
  -- First answers that were counted.
  n integer not null check (n >= 0),
  -- By then three of four had their first answer; null where not so many ever had one.
  seconds integer check (seconds >= 0),
  measured_at timestamptz not null default now()
);
alter table private.answer_times enable row level security;
