-- The tables of planning as they stood on 28 November 2026. Their functions, policies and triggers: supabase/repeatable/planning.

-- A post is what is said; a target is its copy on one channel, with the hour and everything that happens to
-- it on the way out. Instants are UTC; the zone and the wall clock the owner meant are kept beside.

create table posts (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  media_type text not null check (media_type in ('text', 'link', 'photo', 'video')),
  message_type text check (message_type in ('conversational', 'promotional')),
  goal text check (char_length(btrim(goal)) between 1 and 200),
  caption text not null default '' check (char_length(caption) <= 5000),
  -- A draft of a link may not have its link yet; save_post asks for it when the post is scheduled.
  link text check (link ~ '^https?://' and char_length(link) <= 2000),
  created_by uuid default auth.uid() references auth.users on delete set null,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  placement text not null default 'feed' check (placement in ('feed', 'story')),
  first_comment text check (char_length(btrim(first_comment)) between 1 and 2200),
  pillar text check (char_length(btrim(pillar)) between 1 and 60),
  -- The measurable result of the goal: which figure of the post should reach what, seven days after it went out.
  goal_figure text check (goal_figure in ('reach', 'likes', 'comments', 'shares', 'saves', 'interactions')),
  goal_value integer check (goal_value between 1 and 10000000),
  updated_by uuid default auth.uid() references auth.users on delete set null,
  updated_at timestamptz not null default now(),
  -- The opened composer the latest edit came from: it may go on where its answer was lost on the way.
  edited_in uuid,
  submitted_by uuid references auth.users on delete set null,
  submitted_at timestamptz,
  -- `series_version` is the post's version when the series last wrote it: a higher one is a person's edit.
  -- An occurrence that the series itself took out of the plan keeps its series and gives its day back.
  series_id uuid,
  series_on date,
  series_version integer,
  unique (id, business_id),
  constraint posts_goal_measure check ((goal_figure is null) = (goal_value is null)),
  constraint posts_story_media check (placement = 'feed' or media_type in ('photo', 'video')),
  constraint posts_series_day unique (series_id, series_on)
);
create index posts_business on posts (business_id, created_at desc);
create index posts_drafts on posts (business_id, updated_at desc, id desc);
alter table posts enable row level security;
grant select on posts to authenticated;
grant select, insert on posts to service_role;

create table post_media (
  post_id uuid not null,
  business_id uuid not null,
  position smallint not null check (position between 1 and 10),
  media_id uuid not null,
  alt_text text not null default '' check (char_length(alt_text) <= 1000),
  primary key (post_id, position),
  foreign key (post_id, business_id) references posts (id, business_id) on delete cascade,
  foreign key (media_id, business_id) references media (id, business_id) on delete no action
    deferrable initially deferred
);
create index post_media_media on post_media (media_id);
create index post_media_business on post_media (business_id);
alter table post_media enable row level security;
grant select on post_media to authenticated;
grant select, insert on post_media to service_role;

create table post_targets (
  id uuid primary key default gen_random_uuid(),
  post_id uuid not null,
  business_id uuid not null,
  channel_id uuid not null,
  state text not null default 'draft' check (state in ('draft', 'approved', 'scheduled', 'claimed',
    'container_ready', 'publishing', 'published', 'failed', 'unconfirmed', 'missed', 'cancelled')),
  version integer not null default 1,
  scheduled_at timestamptz,
  scheduled_local timestamp,
  scheduled_zone text,
  not_after timestamptz,
  container_id text,
  container_at timestamptz,
  remote_id text,
  permalink text check (permalink ~ '^https?://'),
  published_at timestamptz,
  reason text,
  tries smallint not null default 0,
  next_try_at timestamptz,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  -- What one channel says instead of the post's own words; null: the same.
  caption text check (char_length(caption) <= 5000),
  -- When somebody should look next. It is also the lease of who looks now, and the pause a network asked for.
  metrics_due_at timestamptz,
  preflight_due_at timestamptz,
  unique (id, business_id),
  unique (post_id, channel_id),
  unique (channel_id, remote_id),
  foreign key (post_id, business_id) references posts (id, business_id) on delete cascade,
  foreign key (channel_id, business_id) references channels (id, business_id) on delete no action
    deferrable initially deferred,
  check (state in ('draft', 'cancelled') or (scheduled_at is not null and scheduled_zone is not null)),
  check (state <> 'published' or published_at is not null),
  check ((state in ('claimed', 'publishing')) = (lease_until is not null))
);
create index post_targets_business on post_targets (business_id, scheduled_at desc, id);
create index post_targets_due on post_targets (coalesce(next_try_at, scheduled_at)) where state in ('scheduled', 'container_ready');
create index post_targets_leased on post_targets (lease_until) where state in ('claimed', 'publishing');
create index post_targets_not_after on post_targets (not_after)
  where state in ('scheduled', 'container_ready', 'claimed');
create index post_targets_metrics_due on post_targets (metrics_due_at) where metrics_due_at is not null;
create index post_targets_preflight_due on post_targets (preflight_due_at) where preflight_due_at is not null;
create index post_targets_channel_plan on post_targets (channel_id, scheduled_at)
  where state in ('scheduled', 'container_ready', 'claimed');
alter table post_targets enable row level security;
grant select on post_targets to authenticated;
grant select, insert on post_targets to service_role;

-- What a post said at each version, who made it so and when. Saves of an unfinished draft by one person
-- within a quarter of an hour are one revision.
create table post_revisions (
  post_id uuid not null,
  business_id uuid not null,
  version integer not null,
  content jsonb not null,
  edited_by uuid default auth.uid() references auth.users on delete set null,
  edited_at timestamptz not null default now(),
  primary key (post_id, version),
  foreign key (post_id, business_id) references posts (id, business_id) on delete cascade
);
create index post_revisions_business on post_revisions (business_id);
alter table post_revisions enable row level security;
grant select on post_revisions to authenticated;

-- A second person's word on one version.
create table post_reviews (
  id uuid primary key default gen_random_uuid(),
  post_id uuid not null,
  business_id uuid not null,
  version integer not null,
  verdict text not null check (verdict in ('approved', 'returned')),
  reviewed_by uuid default auth.uid() references auth.users on delete set null,
  reviewed_at timestamptz not null default now(),
  foreign key (post_id, business_id) references posts (id, business_id) on delete cascade
);
create index post_reviews_post on post_reviews (post_id, version);
create index post_reviews_business on post_reviews (business_id);
alter table post_reviews enable row level security;
grant select on post_reviews to authenticated;

-- What colleagues say to each other about a post.
create table post_notes (
  id uuid primary key default gen_random_uuid(),
  post_id uuid not null,
  business_id uuid not null,
  body text not null check (char_length(btrim(body)) between 1 and 1000),
  written_by uuid default auth.uid() references auth.users on delete set null,
  written_at timestamptz not null default now(),
  foreign key (post_id, business_id) references posts (id, business_id) on delete cascade
);
create index post_notes_post on post_notes (post_id, written_at);
create index post_notes_business on post_notes (business_id);
alter table post_notes enable row level security;
grant select on post_notes to authenticated;
grant insert (id, post_id, business_id, body) on post_notes to authenticated;

-- A promotion through an account with many followers: who, what was agreed, and what came of it.
create table post_promotions (
  post_id uuid primary key,
  business_id uuid not null,
  account text not null check (char_length(btrim(account)) between 1 and 100),
  agreement text not null check (char_length(btrim(agreement)) between 1 and 1000),
  link text check (link ~ '^https?://' and char_length(link) <= 2000),
  result text check (char_length(btrim(result)) between 1 and 1000),
  noted_by uuid default auth.uid() references auth.users on delete set null,
  noted_at timestamptz not null default now(),
  foreign key (post_id, business_id) references posts (id, business_id) on delete cascade
);
create index post_promotions_business on post_promotions (business_id);
alter table post_promotions enable row level security;
grant select, delete on post_promotions to authenticated;
grant insert (post_id, business_id, account, agreement, link, result) on post_promotions to authenticated;
grant update (post_id, business_id, account, agreement, link, result) on post_promotions to authenticated;

-- What an owner writes again and again: sets of hashtags, and whole posts to start from.

create table hashtag_sets (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 60),
  tags text not null check (tags ~ '^#[^\s#]+( #[^\s#]+){0,29}$' and char_length(tags) <= 1000),
  created_by uuid default auth.uid() references auth.users on delete set null,
  created_at timestamptz not null default now()
);
create unique index hashtag_sets_one_name on hashtag_sets (business_id, lower(btrim(name)));
alter table hashtag_sets enable row level security;
grant select, delete on hashtag_sets to authenticated;
grant insert (id, business_id, name, tags) on hashtag_sets to authenticated;
grant update (name, tags) on hashtag_sets to authenticated;

create table post_templates (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 60),
  caption text not null default '' check (char_length(caption) <= 5000),
  first_comment text check (char_length(btrim(first_comment)) between 1 and 2200),
  message_type text check (message_type in ('conversational', 'promotional')),
  pillar text check (char_length(btrim(pillar)) between 1 and 60),
  goal text check (char_length(btrim(goal)) between 1 and 200),
  goal_figure text check (goal_figure in ('reach', 'likes', 'comments', 'shares', 'saves', 'interactions')),
  goal_value integer check (goal_value between 1 and 10000000),
  created_by uuid default auth.uid() references auth.users on delete set null,
  created_at timestamptz not null default now(),
  check ((goal_figure is null) = (goal_value is null))
);
create unique index post_templates_one_name on post_templates (business_id, lower(btrim(name)));
alter table post_templates enable row level security;
grant select, delete on post_templates to authenticated;
grant insert (id, business_id, name, caption, first_comment, message_type, pillar, goal, goal_figure, goal_value)
  on post_templates to authenticated;

-- Which facts of which products a post carries. The composer's function writes it; nobody else does.
create table post_facts (
  post_id uuid not null,
  business_id uuid not null,
  product_id uuid not null,
  fact text not null check (fact in
    ('benefits', 'strengths', 'weaknesses', 'price', 'how_to_buy', 'quality_assurance')),
  primary key (post_id, product_id, fact),
  foreign key (post_id, business_id) references posts (id, business_id) on delete cascade,
  foreign key (product_id, business_id) references products (id, business_id) on delete cascade
);
create index post_facts_product on post_facts (product_id, fact);
create index post_facts_business on post_facts (business_id);
alter table post_facts enable row level security;
grant select on post_facts to authenticated, service_role;

-- The plan in the calendar of one's phone: an address that only its holder knows. Each member has at most one;
-- it ends with the membership.

create table calendar_feeds (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  made_at timestamptz not null default now(),
  unique (business_id, user_id),
  foreign key (business_id, user_id) references members (business_id, user_id) on delete cascade
);
alter table calendar_feeds enable row level security;
grant select (id, business_id, user_id, made_at), delete on calendar_feeds to authenticated;

-- A series says something again and again: on which weekdays, at which hour of the business's clock, with which
-- words in turn. Its occurrences are ordinary posts, made ahead, which remember the series and the day they stand
-- for; whoever edits, moves or cancels one has taken it out of the series' hands.

create table post_series (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 60),
  -- ISO days of the week, Monday is 1; sorted, each once.
  weekdays smallint[] not null check (cardinality(weekdays) between 1 and 7 and weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]),
  local_hour time not null,
  first_day date not null,
  last_day date check (last_day >= first_day),
  valid_hours smallint not null check (valid_hours between 1 and 168),
  media_type text not null check (media_type in ('text', 'link', 'photo')),
  message_type text not null check (message_type in ('conversational', 'promotional')),
  goal text not null check (char_length(btrim(goal)) between 1 and 200),
  goal_figure text not null check (goal_figure in ('reach', 'likes', 'comments', 'shares', 'saves', 'interactions')),
  goal_value integer not null check (goal_value between 1 and 10000000),
  pillar text check (char_length(btrim(pillar)) between 1 and 60),
  -- Said in turn, so that two occurrences in a row differ.
  captions text[] not null check (cardinality(captions) between 1 and 10),
  link text check (link ~ '^https?://' and char_length(link) <= 2000),
  first_comment text check (char_length(btrim(first_comment)) between 1 and 2200),
  version integer not null default 1,
  -- Occurrences due before this were made, or noted as not made.
  considered_until timestamptz not null default now(),
  created_by uuid default auth.uid() references auth.users on delete set null,
  created_at timestamptz not null default now(),
  updated_by uuid default auth.uid() references auth.users on delete set null,
  updated_at timestamptz not null default now(),
  paused_by uuid references auth.users on delete set null,
  paused_at timestamptz,
  ended_by uuid references auth.users on delete set null,
  ended_at timestamptz,
  unique (id, business_id),
  check (media_type <> 'link' or link is not null)
);
create index post_series_business on post_series (business_id, created_at desc, id);
create index post_series_running on post_series (id) where paused_at is null and ended_at is null;
alter table post_series enable row level security;
grant select on post_series to authenticated, service_role;

alter table posts add constraint posts_series_fkey foreign key (series_id, business_id)
    references post_series (id, business_id) on delete set null (series_id);

create table series_channels (
  series_id uuid not null,
  business_id uuid not null,
  channel_id uuid not null,
  primary key (series_id, channel_id),
  foreign key (series_id, business_id) references post_series (id, business_id) on delete cascade,
  foreign key (channel_id, business_id) references channels (id, business_id) on delete no action
    deferrable initially deferred
);
create index series_channels_channel on series_channels (channel_id);
create index series_channels_business on series_channels (business_id);
alter table series_channels enable row level security;
grant select on series_channels to authenticated;

create table series_media (
  series_id uuid not null,
  business_id uuid not null,
  position smallint not null check (position between 1 and 10),
  media_id uuid not null,
  alt_text text not null default '' check (char_length(alt_text) <= 1000),
  primary key (series_id, position),
  foreign key (series_id, business_id) references post_series (id, business_id) on delete cascade,
  foreign key (media_id, business_id) references media (id, business_id) on delete no action
    deferrable initially deferred
);
create index series_media_media on series_media (media_id);
create index series_media_business on series_media (business_id);
alter table series_media enable row level security;
grant select on series_media to authenticated;

create table series_facts (
  series_id uuid not null,
  business_id uuid not null,
  product_id uuid not null,
  fact text not null check (fact in
    ('benefits', 'strengths', 'weaknesses', 'price', 'how_to_buy', 'quality_assurance')),
  primary key (series_id, product_id, fact),
  foreign key (series_id, business_id) references post_series (id, business_id) on delete cascade,
  foreign key (product_id, business_id) references products (id, business_id) on delete cascade
);
create index series_facts_product on series_facts (product_id);
create index series_facts_business on series_facts (business_id);
alter table series_facts enable row level security;
grant select on series_facts to authenticated;

-- Days of a series that have no post and get none: somebody deleted it, or its hour passed before it was made.
create table series_skips (
  series_id uuid not null,
  business_id uuid not null,
  day date not null,
  reason text not null check (reason in ('deleted', 'late')),
  skipped_by uuid default auth.uid() references auth.users on delete set null,
  skipped_at timestamptz not null default now(),
  primary key (series_id, day),
  foreign key (series_id, business_id) references post_series (id, business_id) on delete cascade
);
create index series_skips_business on series_skips (business_id);
alter table series_skips enable row level security;
grant select on series_skips to authenticated;
