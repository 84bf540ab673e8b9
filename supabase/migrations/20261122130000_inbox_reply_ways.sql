-- An answer has a way: under the comment, once privately to who wrote it, or directly. What must never be queued is
-- refused here; when a way is open is decided by the channel, in TypeScript. For five seconds an answer is held, so
-- that whoever wrote it can take it back.
-- Long, because queueing and taking back hold the same rules.

-- The operator says whether the network gave the app the feature to answer as a person for seven days.
alter table channels add column human_agent boolean not null default false;

alter table messages
  add column tag text check (tag in ('human_agent')),
  add column template jsonb,
  -- Answers of one form (a picture and its words are two messages on most networks) are taken back together.
  add column sent_with uuid;
-- The network takes one private reply to a comment.
create unique index messages_one_private_reply on messages (channel_id, parent_external_id)
  where about = 'private_reply' and delivery is distinct from 'failed';

-- A picture of ours in an answer. Its files are stored under its id, which nobody can guess: networks fetch them.
create table reply_pictures (
  id uuid primary key,
  business_id uuid not null,
  message_id uuid not null,
  bytes integer not null check (bytes between 1 and 8388608),
  width integer not null check (width between 1 and 10000),
  height integer not null check (height between 1 and 10000),
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade
);
create unique index reply_pictures_message on reply_pictures (message_id);
create index reply_pictures_business on reply_pictures (business_id);
alter table reply_pictures enable row level security;
create policy select_mine on reply_pictures for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on reply_pictures to authenticated;
grant select on reply_pictures to service_role;

create function private.drop_reply_picture() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.media_removals (media_id, names)
    values (old.id, array[old.id || '.jpg', old.id || '-small.jpg']) on conflict do nothing;
  perform pg_catalog.pg_notify('tanggap_media', '');
  return null;
end
$$;
create trigger drop_reply_picture after delete on reply_pictures
  for each row execute function private.drop_reply_picture();

-- A member answers through the verb below alone.
drop policy insert_reply on messages;
revoke insert (id, conversation_id, body) on messages from authenticated;
drop trigger complete_reply on messages;
drop function private.complete_reply();

/*
 * The direct conversation with whoever wrote a comment. On Instagram a person has one id everywhere; elsewhere the one
 * in direct messages is known once the private reply has arrived: until then a stand-in holds its place.
 */
create function private.direct_conversation(asked public.messages) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  who public.identities;
  stand_in text := 'private:' || asked.external_id;
  spot uuid;
begin
  select i.* into who from public.identities i join public.conversations c on c.identity_id = i.id
    where c.id = asked.conversation_id;
  select c.id into spot from public.conversations c where c.identity_id = who.id and c.kind = 'dm';
  if spot is not null then return spot; end if;
  if who.external_id like 'hidden:%'
    or not exists (select from public.channels h where h.id = asked.channel_id and h.kind = 'instagram')
  then
    insert into public.identities (business_id, contact_id, channel_id, external_id, username)
      values (who.business_id, who.contact_id, who.channel_id, stand_in, who.username)
      on conflict (channel_id, external_id) do update set username = excluded.username
      returning * into who;
  end if;
  insert into public.conversations (business_id, channel_id, contact_id, identity_id, kind)
    values (who.business_id, who.channel_id, who.contact_id, who.id, 'dm')
    on conflict on constraint conversations_one do nothing
    returning id into spot;
  if spot is null then
    select c.id into spot from public.conversations c where c.identity_id = who.id and c.kind = 'dm';
  end if;
  return spot;
end
$$;

/*
 * Queues an answer of a member; `id` comes with the form, so a form sent twice answers once. `way`: public or private
 * (under a comment; `answers` says which message, else the newest), direct or human_agent (elsewhere). `picture`: {id,
 * bytes, width, height}, its files are stored. Returns `queued`; `gone` when what it answers is not there any more,
 * `used` when that comment had its private reply; null when the conversation is not theirs.
 */
create function queue_reply(
  id uuid, conversation uuid, body text, way text, answers uuid default null, picture jsonb default null
) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  c public.conversations;
  asked public.messages;
  spot uuid;
  carrier uuid := queue_reply.id;
begin
  select o.* into c from public.conversations o
    where o.id = conversation and o.business_id in (select private.my_business_ids());
  if c.id is null then return null; end if;
  if exists (select from public.messages m where m.id = queue_reply.id and m.business_id = c.business_id) then
    return 'queued';
  end if;
  if way is null or (way in ('public', 'private')) <> (c.kind = 'comment')
    or way not in ('public', 'private', 'direct', 'human_agent') or (btrim(body) = '' and picture is null)
  then
    raise exception 'no such answer' using errcode = 'check_violation', constraint = 'reply_way';
  end if;
  select m.* into asked from public.messages m
    where m.conversation_id = c.id and m.direction = 'in' and m.removed_at is null and m.external_id is not null
      and (answers is null or m.id = answers)
    order by m.sent_at desc, m.id desc limit 1;
  if asked.id is null and (c.kind = 'comment' or answers is not null) then return 'gone'; end if;
  spot := case way when 'private' then private.direct_conversation(asked) else c.id end;
  -- A direct message is words or a picture; the picture goes first.
  if picture is not null and way in ('direct', 'human_agent') and btrim(body) <> '' then
    carrier := gen_random_uuid();
    insert into public.messages (id, business_id, conversation_id, channel_id, body, delivery, written_by, tag,
        sent_with, next_try_at, created_at, sent_at)
      values (carrier, c.business_id, spot, c.channel_id, '', 'queued', (select auth.uid()),
        case way when 'human_agent' then 'human_agent' end, queue_reply.id, now() + interval '5 seconds',
        now() - interval '1 millisecond', now() - interval '1 millisecond');
  end if;
  begin
    insert into public.messages (id, business_id, conversation_id, channel_id, body, delivery, written_by, tag,
        about, answers_conversation_id, parent_external_id, quotes_external_id, next_try_at)
      values (queue_reply.id, c.business_id, spot, c.channel_id, btrim(body), 'queued', (select auth.uid()),
        case way when 'human_agent' then 'human_agent' end,
        case way when 'private' then 'private_reply' end,
        case way when 'private' then c.id end,
        -- Under a comment Meta takes answers to the top comment only; in private to the very comment.
        case way when 'public' then coalesce(asked.parent_external_id, asked.external_id) else asked.external_id end,
        case when way in ('public', 'private') then asked.external_id end,
        now() + interval '5 seconds');
  exception when unique_violation then
    -- The same form at the same time, or another private reply to this comment.
    return case when exists (select from public.messages m
      where m.id = queue_reply.id and m.business_id = c.business_id) then 'queued' else 'used' end;
  end;
  if picture is not null then
    insert into public.reply_pictures (id, business_id, message_id, bytes, width, height)
      select (picture ->> 'id')::uuid, c.business_id, carrier, (picture ->> 'bytes')::integer,
        (picture ->> 'width')::integer, (picture ->> 'height')::integer;
  end if;
  return 'queued';
end
$$;
grant execute on function queue_reply(uuid, uuid, text, text, uuid, jsonb) to authenticated;

/*
 * Takes an answer back that nobody has begun to send. Returns what it was, {conversation, body, way, answers, picture},
 * for the box it came from; null when it is too late, or not theirs.
 */
create function cancel_reply(message uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  taken public.messages;
  parts public.messages[];
  was jsonb;
begin
  select array_agg(m) into parts from (
    select p.* from public.messages p
    where (p.id = message or p.sent_with = message) and p.delivery is not null
      and p.conversation_id = (select o.conversation_id from public.messages o where o.id = message)
      and p.business_id in (select private.my_business_ids())
    order by p.id for update) m;
  select p.* into taken from unnest(parts) p where p.id = message;
  if taken.id is null
    -- Whoever sends it, or decides about it, makes a new version of it.
    or exists (select from unnest(parts) p where p.delivery <> 'queued' or p.version > 1)
  then return null; end if;
  was := jsonb_build_object(
    'conversation', coalesce(taken.answers_conversation_id, taken.conversation_id), 'body', taken.body,
    'way', case when taken.about = 'private_reply' then 'private' when taken.tag is not null then taken.tag
      when taken.quotes_external_id is not null then 'public' else 'direct' end,
    'answers', (select a.id from public.messages a
      where a.channel_id = taken.channel_id and a.external_id = taken.quotes_external_id),
    'picture', exists (select from public.reply_pictures r join unnest(parts) p on p.id = r.message_id));
  delete from public.messages m using unnest(parts) p where m.id = p.id;
  perform private.leave_conversation(taken.conversation_id);
  if taken.answers_conversation_id is not null then
    perform private.refresh_conversation(taken.answers_conversation_id);
  end if;
  return was;
end
$$;
grant execute on function cancel_reply(uuid) to authenticated;

-- After a message left it: a direct conversation without any is none, nor is the stand-in it was with.
create function private.leave_conversation(conversation uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare c public.conversations;
begin
  select o.* into c from public.conversations o where o.id = conversation for update;
  if c.kind = 'dm' and not exists (select from public.messages m where m.conversation_id = c.id) then
    delete from public.conversations o where o.id = c.id;
    delete from public.identities i where i.id = c.identity_id and i.external_id like 'private:%';
  else
    perform private.refresh_conversation(c.id);
  end if;
end
$$;

/* "Kirim ulang", and after an unknown outcome "sudah terkirim" (sent = true). A member decides,
 * on the state they saw: null when it has moved on meanwhile, or its comment had another private reply. */
create or replace function decide_message(message uuid, expected_version integer, sent boolean) returns text
language sql volatile security definer set search_path = ''
as $$
  update public.messages m set
      delivery = case when decide_message.sent then 'sent' else 'queued' end,
      version = m.version + 1, reason = null, next_try_at = null, tries = 0
    where m.id = message and m.version = expected_version and m.delivery in ('failed', 'unconfirmed')
      and m.business_id in (select private.my_business_ids())
      and not (m.about is not distinct from 'private_reply' and exists (
        select from public.messages o
        where o.channel_id = m.channel_id and o.parent_external_id = m.parent_external_id and o.id <> m.id
          and o.about = 'private_reply' and o.delivery is distinct from 'failed'))
    returning m.delivery
$$;

create constraint trigger record_taking_back after delete on messages
  deferrable initially deferred for each row when (old.delivery = 'queued')
  execute function private.record_event('message.cancelled');
