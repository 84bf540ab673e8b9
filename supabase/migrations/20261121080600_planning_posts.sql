-- A post is what is said; a target is its copy on one channel, with the hour and everything that happens to
-- it on the way out. Instants are UTC; the zone and the wall clock the owner meant are kept beside.

create table media (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  mime text not null check (mime = 'image/jpeg'),
  bytes integer not null check (bytes between 1 and 8388608),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  uploaded_by uuid default auth.uid() references auth.users on delete set null,
  uploaded_at timestamptz not null default now(),
  unique (id, business_id)
);
create index media_business on media (business_id);

alter table media enable row level security;
create policy select_mine on media for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on media for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
grant select on media to authenticated;
grant insert (id, business_id, mime, bytes, width, height) on media to authenticated;
grant select, insert on media to service_role;

create table posts (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  media_type text not null check (media_type in ('text', 'link', 'photo', 'video')),
  message_type text check (message_type in ('conversational', 'promotional')),
  goal text check (char_length(btrim(goal)) between 1 and 200),
  caption text not null default '' check (char_length(caption) <= 5000),
  link text check (link ~ '^https?://' and char_length(link) <= 2000),
  created_by uuid default auth.uid() references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (id, business_id),
  check (media_type <> 'link' or link is not null)
);
create index posts_business on posts (business_id, created_at desc);

alter table posts enable row level security;
create policy select_mine on posts for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on post_media for select to authenticated
  using (business_id in (select private.my_business_ids()));
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

alter table post_targets enable row level security;
create policy select_mine on post_targets for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on post_targets to authenticated;
grant select, insert on post_targets to service_role;

-- Which states may follow which. A state moves only by compare-and-set on the version.
create function private.check_target_transition() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.state = old.state and new.version = old.version then return new; end if;
  if new.version <> old.version + 1 then
    raise exception 'a target moves one version at a time' using errcode = 'check_violation';
  end if;
  if not (case old.state
    when 'draft' then new.state in ('approved', 'scheduled', 'cancelled')
    when 'approved' then new.state in ('draft', 'scheduled', 'cancelled')
    when 'scheduled' then new.state in ('scheduled', 'claimed', 'missed', 'failed', 'cancelled')
    when 'claimed' then new.state in
      ('claimed', 'scheduled', 'container_ready', 'publishing', 'failed', 'unconfirmed', 'missed')
    when 'container_ready' then new.state in ('container_ready', 'scheduled', 'claimed', 'missed', 'failed', 'cancelled')
    when 'publishing' then new.state in ('publishing', 'published', 'failed', 'unconfirmed', 'scheduled', 'container_ready')
    when 'unconfirmed' then new.state in ('published', 'scheduled', 'cancelled')
    when 'failed' then new.state in ('scheduled', 'cancelled', 'published')
    when 'missed' then new.state in ('scheduled', 'cancelled')
    else false
  end) then
    raise exception 'a target cannot go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger check_transition before update on post_targets
  for each row execute function private.check_target_transition();

create constraint trigger record_post after insert on posts
  deferrable initially deferred for each row execute function private.record_event('post.created');
create constraint trigger record_plan after insert on post_targets
  deferrable initially deferred for each row execute function private.record_event('target.', 'state');
create constraint trigger record_state after update on post_targets
  deferrable initially deferred for each row when (old.state is distinct from new.state)
  execute function private.record_event('target.', 'state');
create constraint trigger record_reschedule after update on post_targets
  deferrable initially deferred for each row
  when (old.state = new.state and old.scheduled_at is distinct from new.scheduled_at)
  execute function private.record_event('target.rescheduled');
create constraint trigger record_link after update on post_targets
  deferrable initially deferred for each row when (old.permalink is distinct from new.permalink)
  execute function private.record_event('target.linked');
