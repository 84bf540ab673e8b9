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

/*
 * Plans a post with its pictures and targets in one statement. `id` comes with the form, so a form sent
 * twice plans once. Scheduling needs goal and message type; a draft does not.
 * `pictures`: [{"media_id", "alt_text"}]; `channels`: channel ids; `local_time`: wall clock in the
 * business's zone, or null for a draft; `not_after`: hours after the hour at which it is still right.
 */
create function plan_post(
  id uuid, business uuid, media_type text, caption text, pictures jsonb, channels uuid[], valid_hours integer,
  local_time timestamp default null, message_type text default null, goal text default null, link text default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  zone text;
  due timestamptz;
begin
  select b.timezone into zone from public.businesses b
    where b.id = business and b.id in (select private.my_business_ids());
  if not found then raise exception 'not a member' using errcode = 'insufficient_privilege'; end if;
  if local_time is not null and (plan_post.goal is null or plan_post.message_type is null) then
    raise exception 'a scheduled post has a goal and a message type' using errcode = 'check_violation';
  end if;
  if exists (
    select from unnest(plan_post.channels) as wanted
    where not exists (select from public.channels c
      where c.id = wanted and c.business_id = business and c.disconnected_at is null)
  ) then
    raise exception 'unknown channel' using errcode = 'foreign_key_violation';
  end if;
  due := local_time at time zone zone;
  insert into public.posts (id, business_id, media_type, message_type, goal, caption, link)
    values (plan_post.id, business, plan_post.media_type, plan_post.message_type, plan_post.goal,
      plan_post.caption, plan_post.link)
    on conflict do nothing;
  if not found then
    if exists (select from public.posts p where p.id = plan_post.id and p.business_id = business) then
      return plan_post.id;
    end if;
    raise exception 'this id is taken' using errcode = 'unique_violation';
  end if;
  insert into public.post_media (post_id, business_id, position, media_id, alt_text)
    select plan_post.id, business, item.ordinality, (item.value ->> 'media_id')::uuid, item.value ->> 'alt_text'
    from jsonb_array_elements(plan_post.pictures) with ordinality as item;
  insert into public.post_targets
      (post_id, business_id, channel_id, state, scheduled_at, scheduled_local, scheduled_zone, not_after)
    select plan_post.id, business, wanted, case when due is null then 'draft' else 'scheduled' end,
      due, local_time, zone, due + make_interval(hours => plan_post.valid_hours)
    from unnest(plan_post.channels) as wanted;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return plan_post.id;
end
$$;
grant execute on function plan_post(uuid, uuid, text, text, jsonb, uuid[], integer, timestamp, text, text, text)
  to authenticated;

/* A person moves a target: cancel, or give it another hour. Null when it has moved on meanwhile. */
create function cancel_target(target uuid, expected_version integer) returns text
language sql volatile security definer set search_path = ''
as $$
  update public.post_targets t
    set state = 'cancelled', version = t.version + 1, container_id = null, container_at = null, next_try_at = null
    where t.id = target and t.version = expected_version
      and t.business_id in (select private.my_business_ids())
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state
$$;
grant execute on function cancel_target(uuid, integer) to authenticated;

create function schedule_target(target uuid, expected_version integer, local_time timestamp, valid_hours integer)
returns text
language plpgsql security definer set search_path = ''
as $$
declare moved text;
begin
  update public.post_targets t
    set state = 'scheduled', version = t.version + 1,
      scheduled_at = local_time at time zone b.timezone, scheduled_local = local_time, scheduled_zone = b.timezone,
      not_after = local_time at time zone b.timezone + make_interval(hours => schedule_target.valid_hours),
      container_id = null, container_at = null, reason = null, tries = 0, next_try_at = null
    from public.businesses b, public.posts p
    where t.id = target and t.version = expected_version and b.id = t.business_id and p.id = t.post_id
      and t.business_id in (select private.my_business_ids())
      and p.goal is not null and p.message_type is not null
      and t.state in ('draft', 'approved', 'scheduled', 'container_ready', 'failed', 'missed', 'unconfirmed')
    returning t.state into moved;
  perform pg_catalog.pg_notify('tanggap_due', '');
  return moved;
end
$$;
grant execute on function schedule_target(uuid, integer, timestamp, integer) to authenticated;

/* The owner saw it live: an unconfirmed or failed target counts as published, with the link given. */
create function confirm_published(target uuid, expected_version integer, link text default null) returns text
language sql volatile security definer set search_path = ''
as $$
  update public.post_targets t
    set state = 'published', version = t.version + 1, permalink = link, reason = null,
      published_at = coalesce(t.published_at, greatest(t.scheduled_at, now() - interval '7 days'))
    where t.id = target and t.version = expected_version
      and t.business_id in (select private.my_business_ids())
      and t.state in ('unconfirmed', 'failed')
    returning t.state
$$;
grant execute on function confirm_published(uuid, integer, text) to authenticated;
