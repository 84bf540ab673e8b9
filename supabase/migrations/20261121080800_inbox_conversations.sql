-- Everything that customers say and that is answered: a contact with accounts (identities), one conversation
-- for each contact and place, and its messages. Messages are ordered by the platform's time, not by arrival.

create table contacts (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null default '' check (char_length(name) <= 200),
  created_at timestamptz not null default now(),
  unique (id, business_id)
);
create index contacts_business on contacts (business_id, created_at desc);

alter table contacts enable row level security;
create policy select_mine on contacts for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
    deferrable initially deferred
);
create index identities_contact on identities (contact_id);
create index identities_business on identities (business_id);

alter table identities enable row level security;
create policy select_mine on identities for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
  unique (id, business_id),
  unique (channel_id, kind, place, contact_id),
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade,
  foreign key (channel_id, business_id) references channels (id, business_id) on delete no action
    deferrable initially deferred
);
create index conversations_list on conversations (business_id, last_at desc, id desc);
create index conversations_waiting on conversations (business_id, waiting_since, id) where waiting_since is not null;
create index conversations_contact on conversations (contact_id);
create index conversations_target on conversations (post_target_id);

alter table conversations enable row level security;
create policy select_mine on conversations for select to authenticated
  using (business_id in (select private.my_business_ids()));
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
  delivery text check (delivery in ('queued', 'sending', 'sent', 'failed', 'unconfirmed')),
  version integer not null default 1,
  reason text,
  tries smallint not null default 0,
  next_try_at timestamptz,
  lease_until timestamptz,
  edited_at timestamptz,
  hidden_at timestamptz,
  removed_at timestamptz,
  unique (id, business_id),
  unique (channel_id, external_id),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  check (direction = 'out' or delivery is null),
  check ((delivery = 'sending') is not true or lease_until is not null)
);
create index messages_thread on messages (conversation_id, sent_at, id);
create index messages_business on messages (business_id);
create index messages_undelivered on messages (coalesce(lease_until, next_try_at, created_at)) where delivery in ('queued', 'sending');

alter table messages enable row level security;
create policy select_mine on messages for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_reply on messages for insert to authenticated
  with check (business_id in (select private.my_business_ids()) and direction = 'out');
grant select on messages to authenticated;
grant insert (id, conversation_id, body) on messages to authenticated;
grant select on messages to service_role;

/*
 * A member writes an answer by inserting id, conversation and body; the rest follows from the conversation.
 * It answers the customer's last message; under a comment Meta takes answers to the top comment only.
 */
create function private.complete_reply() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if current_setting('role', true) is distinct from 'authenticated' then return new; end if;
  select c.business_id, c.channel_id into new.business_id, new.channel_id
    from public.conversations c where c.id = new.conversation_id;
  new.direction := 'out';
  new.delivery := 'queued';
  new.written_by := (select auth.uid());
  new.parent_external_id := (
    select coalesce(m.parent_external_id, m.external_id) from public.messages m
    where m.conversation_id = new.conversation_id and m.direction = 'in' and m.removed_at is null
    order by m.sent_at desc, m.id desc limit 1);
  return new;
end
$$;
create trigger complete_reply before insert on messages
  for each row execute function private.complete_reply();

-- Keeps the list columns of the conversation true, whatever order messages arrive in.
create function private.summarise_conversation() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare newest public.messages;
begin
  select * into newest from public.messages m
    where m.conversation_id = new.conversation_id and m.removed_at is null
    order by m.sent_at desc, m.id desc limit 1;
  update public.conversations c set
      last_at = coalesce(newest.sent_at, c.last_at),
      last_body = left(coalesce(newest.body, ''), 140),
      last_direction = coalesce(newest.direction, c.last_direction),
      waiting_since = (
        select min(m.sent_at) from public.messages m
        where m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
          and m.sent_at >= coalesce((
            select max(a.sent_at) from public.messages a
            where a.conversation_id = c.id and a.direction = 'out' and not a.automatic and a.removed_at is null
              and a.delivery is distinct from 'failed'), '-infinity'))
    where c.id = new.conversation_id;
  return null;
end
$$;
create trigger summarise_conversation
  after insert or update of body, sent_at, removed_at, delivery on messages
  for each row execute function private.summarise_conversation();

create constraint trigger record_arrival after insert on messages
  deferrable initially deferred for each row when (new.direction = 'in')
  execute function private.record_event('message.received');
create constraint trigger record_echo after insert on messages
  deferrable initially deferred for each row when (new.direction = 'out' and new.delivery is null)
  execute function private.record_event('message.echoed');
create constraint trigger record_answer after insert on messages
  deferrable initially deferred for each row when (new.delivery is not null)
  execute function private.record_event('message.', 'delivery');
create constraint trigger record_delivery after update on messages
  deferrable initially deferred for each row when (old.delivery is distinct from new.delivery)
  execute function private.record_event('message.', 'delivery');
create constraint trigger record_message_change after update on messages
  deferrable initially deferred for each row
  when (old.body is distinct from new.body or old.hidden_at is distinct from new.hidden_at
    or old.removed_at is distinct from new.removed_at)
  execute function private.record_event('message.changed');
