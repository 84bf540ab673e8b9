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
create policy select_mine on post_series for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on post_series to authenticated, service_role;

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
create policy select_mine on series_channels for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on series_media for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on series_facts for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on series_skips for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on series_skips to authenticated;

-- `series_version` is the post's version when the series last wrote it: a higher one is a person's edit.
-- An occurrence that the series itself took out of the plan keeps its series and gives its day back.
alter table posts
  add column series_id uuid,
  add column series_on date,
  add column series_version integer,
  add constraint posts_series_fkey foreign key (series_id, business_id)
    references post_series (id, business_id) on delete set null (series_id),
  add constraint posts_series_day unique (series_id, series_on);

create function private.keep_skipped() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- When the business itself is being deleted its series goes too.
  if exists (select from public.businesses b where b.id = old.business_id)
    and exists (select from public.post_series s where s.id = old.series_id) then
    insert into public.series_skips (series_id, business_id, day, reason)
      values (old.series_id, old.business_id, old.series_on, 'deleted') on conflict do nothing;
  end if;
  return null;
end
$$;
create trigger keep_skipped after delete on posts
  for each row when (old.series_id is not null and old.series_on is not null)
  execute function private.keep_skipped();

create constraint trigger record_series after insert on post_series
  deferrable initially deferred for each row execute function private.record_event('series.created');
create constraint trigger record_series_change after update on post_series
  deferrable initially deferred for each row
  when (old.version is distinct from new.version
    and old.paused_at is not distinct from new.paused_at and old.ended_at is not distinct from new.ended_at)
  execute function private.record_event('series.changed');
create constraint trigger record_series_pause after update on post_series
  deferrable initially deferred for each row when (old.paused_at is null and new.paused_at is not null)
  execute function private.record_event('series.paused');
create constraint trigger record_series_return after update on post_series
  deferrable initially deferred for each row when (old.paused_at is not null and new.paused_at is null)
  execute function private.record_event('series.resumed');
create constraint trigger record_series_end after update on post_series
  deferrable initially deferred for each row when (old.ended_at is null and new.ended_at is not null)
  execute function private.record_event('series.ended');
