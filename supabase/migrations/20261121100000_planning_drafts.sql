-- A post grows as a draft, is edited until it goes out, and may need a second person's word. Its version
-- moves with each edit; an approval names the version it was given for, so an edit takes it back by itself.

alter table businesses add column requires_approval boolean not null default false;
grant update (requires_approval) on businesses to authenticated;

alter table posts
  add column version integer not null default 1,
  add column placement text not null default 'feed' check (placement in ('feed', 'story')),
  add column first_comment text check (char_length(btrim(first_comment)) between 1 and 2200),
  add column pillar text check (char_length(btrim(pillar)) between 1 and 60),
  -- The measurable result of the goal: which figure of the post should reach what, seven days after it went out.
  add column goal_figure text
    check (goal_figure in ('reach', 'likes', 'comments', 'shares', 'saves', 'interactions')),
  add column goal_value integer check (goal_value between 1 and 10000000),
  add column updated_by uuid default auth.uid() references auth.users on delete set null,
  add column updated_at timestamptz not null default now(),
  -- The opened composer the latest edit came from: it may go on where its answer was lost on the way.
  add column edited_in uuid,
  add column submitted_by uuid references auth.users on delete set null,
  add column submitted_at timestamptz,
  add constraint posts_goal_measure check ((goal_figure is null) = (goal_value is null)),
  add constraint posts_story_media check (placement = 'feed' or media_type in ('photo', 'video')),
  -- A draft of a link may not have its link yet; save_post asks for it when the post is scheduled.
  drop constraint posts_check;

-- What one channel says instead of the post's own words; null: the same.
alter table post_targets add column caption text check (char_length(caption) <= 5000);

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
create policy select_mine on post_revisions for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on post_reviews for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on post_notes for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on post_notes for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
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
create policy select_mine on post_promotions for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on post_promotions for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
create policy update_mine on post_promotions for update to authenticated
  using (business_id in (select private.my_business_ids()))
  with check (business_id in (select private.my_business_ids()));
create policy delete_mine on post_promotions for delete to authenticated
  using (business_id in (select private.my_business_ids()));
grant select, delete on post_promotions to authenticated;
grant insert (post_id, business_id, account, agreement, link, result) on post_promotions to authenticated;
grant update (post_id, business_id, account, agreement, link, result) on post_promotions to authenticated;

-- A target may now go back to being a draft (its post was edited), and one that was taken out may return.
create or replace function private.check_target_transition() returns trigger
language plpgsql set search_path = ''
as $$
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
  end) then
    raise exception 'a target cannot go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create constraint trigger record_edit after update on posts
  deferrable initially deferred for each row when (old.version is distinct from new.version)
  execute function private.record_event('post.edited');
create constraint trigger record_submission after update on posts
  deferrable initially deferred for each row
  when (new.submitted_at is not null and old.submitted_at is distinct from new.submitted_at)
  execute function private.record_event('post.submitted');
create constraint trigger record_removal after delete on posts
  deferrable initially deferred for each row execute function private.record_event('post.discarded');
