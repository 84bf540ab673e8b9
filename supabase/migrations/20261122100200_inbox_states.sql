-- Where a conversation stands. `open`: it is the business's turn or undecided; `waiting`: answered, it is the
-- customer's turn; `snoozed` until an instant; `resolved`; `spam`. Answering and being answered move it by
-- themselves; the rest is decided by a person, and each decision is a row that says who and when.
-- Long, because what a state is and what moves it are one thing.

alter table messages
  -- A private reply is a message of the direct conversation, and answers the one under the post.
  add column answers_conversation_id uuid,
  -- What a message speaks of beside its words, where that is not the place itself.
  add column about text check (about in ('story_reply', 'story_mention', 'mention', 'visitor_post', 'ad', 'post',
    'private_reply', 'talk', 'telephone', 'whatsapp')),
  -- The story or post it speaks of, where the network says which.
  add column about_url text check (char_length(about_url) <= 2000),
  -- The message it quotes, on the network.
  add column quotes_external_id text,
  add column delivered_at timestamptz,
  add column read_at timestamptz,
  add column liked_at timestamptz,
  add foreign key (answers_conversation_id, business_id) references conversations (id, business_id)
    on delete set null (answers_conversation_id),
  drop constraint messages_delivery_check,
  add constraint messages_delivery_check
    check (delivery in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unconfirmed'));
create index messages_answers on messages (answers_conversation_id, sent_at) where answers_conversation_id is not null;

alter table conversations
  add column status text not null default 'open'
    check (status in ('open', 'waiting', 'snoozed', 'resolved', 'spam')),
  add column status_at timestamptz not null default now(),
  add column snoozed_until timestamptz,
  -- The last closing. What was said up to then waits for no answer; it stays when the conversation opens again.
  add column closed_at timestamptz,
  add column assigned_to uuid,
  -- Kept by trigger from the messages.
  add column last_in_at timestamptz,
  add column intent text,
  add column urgency text,
  add check ((status = 'snoozed') = (snoozed_until is not null)),
  add foreign key (business_id, assigned_to) references members (business_id, user_id)
    on delete set null (assigned_to);

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
create policy select_mine on conversation_states for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on conversation_states to authenticated;
grant select on conversation_states to service_role;

/*
 * Makes the list columns of a conversation true again, from its messages, whatever order they arrive in. It waits
 * since its oldest message that needs an answer (inbound; not wordless; not spam or a giveaway entry; after the
 * last closing) and has none after it by a person; a private reply answers as well.
 */
create function private.refresh_conversation(conversation uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  c public.conversations;
  newest public.messages;
  asked public.messages;
  settled timestamptz;
  heard timestamptz;
  since timestamptz;
  most text;
  next_status text;
begin
  -- Taken first, so that two messages of one conversation see each other.
  select * into c from public.conversations o where o.id = conversation for update;
  if c.id is null then return; end if;
  select * into newest from public.messages m
    where m.conversation_id = c.id and m.removed_at is null order by m.sent_at desc, m.id desc limit 1;
  select max(m.sent_at) into heard from public.messages m
    where m.conversation_id = c.id and m.direction = 'in' and m.removed_at is null;
  select * into asked from public.messages m
    where m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
    order by m.sent_at desc, m.id desc limit 1;
  select greatest(c.closed_at,
    (select max(a.sent_at) from public.messages a
      where a.conversation_id = c.id and a.direction = 'out' and not a.automatic and a.removed_at is null
        and a.delivery is distinct from 'failed'),
    (select max(p.sent_at) from public.messages p
      where p.answers_conversation_id = c.id and not p.automatic and p.removed_at is null
        and p.delivery is distinct from 'failed')) into settled;
  if c.status <> 'spam' then
    select min(m.sent_at), max(case m.urgency when 'high' then '3high' when 'low' then '1low' else '2normal' end)
      into since, most
      from public.messages m
      where m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
        and m.intent is distinct from 'spam' and m.intent is distinct from 'giveaway_entry'
        and (settled is null or m.sent_at > settled or (m.sent_at = settled and settled is distinct from c.closed_at));
  end if;
  next_status := case
    when since is not null and c.status in ('waiting', 'resolved') then 'open'
    when since is not null and c.status = 'snoozed' and heard > c.status_at then 'open'
    when since is null and c.status = 'open' and newest.direction = 'out' then 'waiting'
    else c.status end;
  update public.conversations o set
      last_at = coalesce(newest.sent_at, c.last_at),
      last_body = left(coalesce(newest.body, ''), 140),
      last_direction = coalesce(newest.direction, c.last_direction),
      last_in_at = heard,
      waiting_since = since,
      intent = asked.intent,
      urgency = coalesce(substr(most, 2), asked.urgency),
      status = next_status,
      status_at = case when next_status <> c.status then now() else c.status_at end,
      snoozed_until = case when next_status = 'snoozed' then c.snoozed_until end
    where o.id = c.id;
end
$$;

create or replace function private.summarise_conversation() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.answers_conversation_id is not null then
    perform private.refresh_conversation(new.answers_conversation_id);
  end if;
  perform private.refresh_conversation(new.conversation_id);
  return null;
end
$$;
drop trigger summarise_conversation on messages;
create trigger summarise_conversation
  after insert or update of body, sent_at, removed_at, delivery, intent, urgency, wordless, conversation_id on messages
  for each row execute function private.summarise_conversation();

-- What stands already is told apart: answered is `waiting`, and the new columns are filled.
select private.refresh_conversation(c.id) from conversations c;

-- The list and its filters.
create index conversations_channel on conversations (business_id, channel_id, last_at desc, id desc);
create index conversations_assigned on conversations (business_id, assigned_to, last_at desc, id desc)
  where assigned_to is not null;
create index conversations_intent on conversations (business_id, intent, last_at desc, id desc)
  where intent is not null;
create index conversations_status on conversations (business_id, status, last_at desc, id desc);
create index conversations_snoozed on conversations (snoozed_until) where status = 'snoozed';

create constraint trigger record_status after update on conversations
  deferrable initially deferred for each row when (old.status is distinct from new.status)
  execute function private.record_event('conversation.', 'status');
create constraint trigger record_assignment after update on conversations
  deferrable initially deferred for each row when (old.assigned_to is distinct from new.assigned_to)
  execute function private.record_event('conversation.assigned');

/*
 * Members decide where conversations stand; several at once. `until` is for `snoozed`: an hour on the business's own
 * clock, ahead. Closing settles what was said so far. Returns how many are theirs and were moved.
 */
create function set_conversation_status(conversations uuid[], status text, until timestamp default null)
returns integer
language plpgsql security definer set search_path = ''
as $$
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
$$;
grant execute on function set_conversation_status(uuid[], text, timestamp) to authenticated;

/* Gives conversations to a member of the business, or (null) to nobody. Returns how many were given. */
create function assign_conversations(conversations uuid[], member uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
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
$$;
grant execute on function assign_conversations(uuid[], uuid) to authenticated;

/* Opens what was snoozed until now, and closes what has waited for the customer for `quiet_days`. Nobody decided. */
create function tend_conversations(quiet_days integer) returns integer
language plpgsql security definer set search_path = ''
as $$
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
$$;
grant execute on function tend_conversations(integer) to service_role;

-- Who waits is not counted while snoozed.
create or replace function enter_business(slug text default null)
returns table (id uuid, slug text, name text, timezone text, language text, sample boolean,
  answer_promise_hours smallint, posting_target_per_week smallint, role text, businesses integer,
  waiting integer, waiting_since timestamptz)
language sql stable security definer set search_path = ''
as $$
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
$$;
