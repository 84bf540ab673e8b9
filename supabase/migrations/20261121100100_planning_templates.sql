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
create policy select_mine on hashtag_sets for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on hashtag_sets for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
create policy update_mine on hashtag_sets for update to authenticated
  using (business_id in (select private.my_business_ids()))
  with check (business_id in (select private.my_business_ids()));
create policy delete_mine on hashtag_sets for delete to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on post_templates for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on post_templates for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
create policy delete_mine on post_templates for delete to authenticated
  using (business_id in (select private.my_business_ids()));
grant select, delete on post_templates to authenticated;
grant insert (id, business_id, name, caption, first_comment, message_type, pillar, goal, goal_figure, goal_value)
  on post_templates to authenticated;
