-- What was erased stays erased: a network goes on telling of it (a poll, a replay, an edit), so the ids of erased messages are
-- kept, as digests that lead nowhere. The rows they stood in are kept without words, names and ids, because figures of
-- the past count them; nobody sees them any more.

create table private.erased_messages (
  -- As private.message_id makes it of the channel and the network's id.
  id uuid primary key,
  business_id uuid not null references businesses on delete cascade
);
create index erased_messages_business on private.erased_messages (business_id);

alter table contacts add column erased_at timestamptz;
alter table conversations add column erased_at timestamptz;
alter table messages add column erased_at timestamptz;

alter policy select_mine on contacts
  using (business_id in (select private.my_business_ids()) and erased_at is null);
alter policy select_mine on conversations
  using (business_id in (select private.my_business_ids()) and erased_at is null);
alter policy select_mine on messages
  using (business_id in (select private.my_business_ids()) and erased_at is null);

-- The id of what a network brings follows from the network's own (UUID version 8): messages of one instant, which are
-- told apart by their ids, stand in the same order whenever they are projected.
create function private.message_id(channel uuid, external_id text) returns uuid
language sql immutable set search_path = ''
as $$
  select overlay(overlay(md5(channel || ':' || external_id) placing '8' from 13) placing 'a' from 17)::uuid
$$;

-- Whether something parsed is about a message that was erased.
create function private.was_erased(channel uuid, said jsonb) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from private.erased_messages e
    where e.id in (
      select private.message_id(channel, told.id)
      from (
        select said ->> 'externalId'
        -- An answer under an erased comment has lost what it answers.
        union all select said ->> 'parentId' where said ->> 'direction' = 'out'
        union all select jsonb_array_elements_text(said -> 'externalIds') where said ->> 'type' = 'receipt'
      ) as told (id)
      where told.id is not null))
$$;

-- An erased message says nothing more to open pages; the customer's erasure is one event.
drop trigger record_message_change on messages;
create constraint trigger record_message_change after update on messages
  deferrable initially deferred for each row
  when (new.erased_at is null and (old.body is distinct from new.body or old.hidden_at is distinct from new.hidden_at
    or old.removed_at is distinct from new.removed_at))
  execute function private.record_event('message.changed');
drop trigger record_delivery on messages;
create constraint trigger record_delivery after update on messages
  deferrable initially deferred for each row
  when (new.erased_at is null and old.delivery is distinct from new.delivery)
  execute function private.record_event('message.', 'delivery');
