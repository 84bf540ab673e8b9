-- A case is a complaint being resolved: what the customer wants, what they were promised and by when, what was done,
-- and whether they say so themselves. Everything that happens to it is a row that says who and when; the columns of
-- the list follow from the rows by trigger. A case is `open`, `resolved` (waiting for the customer's word) or `closed`.
-- Long, because the rows and what follows from them belong together.

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
create policy select_mine on cases for select to authenticated
  using (business_id in (select private.my_business_ids()) and erased_at is null);
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
create policy select_mine on case_promises for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on case_steps for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on case_steps for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
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
create policy select_mine on case_resolutions for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on case_links for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on case_closures for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on case_reopenings for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
create policy select_mine on ratings for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on ratings to authenticated;
grant select on ratings to service_role;

/* The row moves its case, and only from where it may: what has moved on meanwhile raises. */
create function private.move_case() returns trigger
language plpgsql security definer set search_path = ''
as $$
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
$$;

create function private.standing_resolution(of_case uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  select r.id from public.case_resolutions r where r.case_id = of_case order by r.resolved_at desc, r.id desc limit 1
$$;

create trigger move_case after insert on case_promises for each row execute function private.move_case();
create trigger move_case after insert on case_resolutions for each row execute function private.move_case();
create trigger move_case after insert on case_closures for each row execute function private.move_case();
create trigger move_case after insert on case_reopenings for each row execute function private.move_case();

/* As record_event, about the case of the row. */
create function private.record_case_event() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.append_event(new.business_id, tg_argv[0], new.case_id);
  return null;
end
$$;
create constraint trigger record_opening after insert on cases
  deferrable initially deferred for each row execute function private.record_event('case.opened');
create constraint trigger record_promise after insert on case_promises
  deferrable initially deferred for each row execute function private.record_case_event('case.promised');
create constraint trigger record_step after insert on case_steps
  deferrable initially deferred for each row execute function private.record_case_event('case.noted');
create constraint trigger record_resolution after insert on case_resolutions
  deferrable initially deferred for each row execute function private.record_case_event('case.resolved');
create constraint trigger record_confirmation after insert on case_closures
  deferrable initially deferred for each row when (new.how = 'customer')
  execute function private.record_case_event('case.confirmed');
create constraint trigger record_closing after insert on case_closures
  deferrable initially deferred for each row when (new.how <> 'customer')
  execute function private.record_case_event('case.closed');
create constraint trigger record_reopening after insert on case_reopenings
  deferrable initially deferred for each row execute function private.record_case_event('case.reopened');
create constraint trigger record_rating after insert on ratings
  deferrable initially deferred for each row when (new.case_id is not null)
  execute function private.record_case_event('case.rated');
