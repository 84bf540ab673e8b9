-- An answer has a way: under the comment, once privately to who wrote it, or directly. What must never be queued is
-- refused here; when a way is open is decided by the channel, in TypeScript. For five seconds an answer is held, so
-- that whoever wrote it can take it back.

drop policy if exists select_mine on reply_pictures;
create policy select_mine on reply_pictures for select to authenticated
  using (business_id in (select private.my_business_ids()));

create or replace function private.drop_reply_picture() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.media_removals (media_id, names)
    values (old.id, array[old.id || '.jpg', old.id || '-small.jpg']) on conflict do nothing;
  perform pg_catalog.pg_notify('tanggap_media', '');
  return null;
end
$$;
create or replace trigger drop_reply_picture after delete on reply_pictures
  for each row execute function private.drop_reply_picture();

/*
 * The direct conversation with whoever wrote a comment. On Instagram a person has one id everywhere; elsewhere the one
 * in direct messages is known once the private reply has arrived: until then a stand-in holds its place.
 */
create or replace function private.direct_conversation(asked public.messages) returns uuid
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
create or replace function queue_reply(
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
drop trigger if exists record_taking_back on messages;
create constraint trigger record_taking_back after delete on messages
  deferrable initially deferred for each row when (old.delivery = 'queued')
  execute function private.record_event('message.cancelled');
