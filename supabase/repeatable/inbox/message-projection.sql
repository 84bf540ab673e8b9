-- From stored items to conversations, for everything the networks tell: messages with files, edits, removals, hidings,
-- reactions, delivery and reading, mentions. Whatever order they come in, and however often, they end in the same rows.

/*
 * What a network says again about a message that is here already: a finer time, a name, a fresh address of a file.
 * Ours counts from when the network has it; a poll tells whole seconds where a webhook tells milliseconds; and the
 * time of an Instagram comment in a webhook is when it was sent on, never before it was written.
 */
create or replace function private.freshen_message(channel public.channels, known public.messages, said jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  at timestamptz := (said ->> 'at')::timestamptz;
  polled boolean := coalesce((said ->> 'polled')::boolean, false);
  direct boolean := said ->> 'place' = 'direct';
  truer timestamptz := known.sent_at;
begin
  if direct and (known.delivery is not null or date_trunc('second', known.sent_at) = date_trunc('second', at)) then
    truer := greatest(known.sent_at, at);
  elsif not direct and channel.kind = 'instagram' and known.direction = 'in' then
    truer := least(known.sent_at, at);
  end if;
  if truer <> known.sent_at then
    update public.messages m set sent_at = truer where m.id = known.id returning * into known;
  end if;
  if direct and coalesce(said #>> '{person,name}', said #>> '{person,username}') is not null then
    perform private.find_identity(channel, said -> 'person');
  end if;
  perform private.keep_attachments(known, said -> 'attachments', polled);
  if direct and known.delivery is not null and not polled then perform private.apply_marks(known.id); end if;
end
$$;

-- Raises an answer of ours to what was told of its whole conversation: delivered, or read, up to an instant.
create or replace function private.apply_marks(message uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update public.messages m set version = m.version + 1,
      delivery = case when m.sent_at <= c.read_up_to then 'read' else 'delivered' end
    from public.conversations c
    where m.id = message and c.id = m.conversation_id and m.direction = 'out'
      and ((m.delivery in ('sent', 'delivered') and m.sent_at <= c.read_up_to)
        or (m.delivery = 'sent' and m.sent_at <= c.delivered_up_to))
$$;

/*
 * Projects one message of `channel`. Returns false when it must wait for something that has not arrived yet
 * (an answer of the business whose comment is not here).
 */
create or replace function private.project_message(channel public.channels, said jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  known public.messages;
  conversation uuid;
  at timestamptz := (said ->> 'at')::timestamptz;
  spot text := coalesce(said ->> 'postId', '');
  sort text := case said ->> 'place' when 'direct' then 'dm' else 'comment' end;
  outward boolean := said ->> 'direction' = 'out';
  person jsonb := nullif(said -> 'person', 'null'::jsonb);
begin
  select * into known from public.messages m
    where m.channel_id = channel.id and m.external_id = said ->> 'externalId';
  if known.id is not null then
    perform private.freshen_message(channel, known, said);
    return true;
  end if;
  if outward and sort = 'comment' then
    select m.conversation_id into conversation from public.messages m
      where m.channel_id = channel.id and m.external_id = coalesce(said ->> 'parentId', spot);
    if conversation is null then
      -- A comment of the business under its own post answers nobody; the raw item keeps it.
      return coalesce(said ->> 'parentId', spot) = spot
        and exists (select from public.post_targets t where t.channel_id = channel.id and t.remote_id = spot);
    end if;
  elsif not outward or person is not null then
    conversation := private.find_conversation(channel, private.who(channel, person, said), sort, spot, at);
  else
    return false;
  end if;
  if outward then
    known := private.adopt_echo(channel, conversation, said);
    if known.id is not null then return true; end if;
  end if;
  insert into public.messages
      (id, business_id, conversation_id, channel_id, direction, external_id, parent_external_id, body, wordless, sent_at,
        about, about_url, quotes_external_id, intent, topic, sentiment, urgency, model, confidence, sorted_by)
    values (private.message_id(channel.id, said ->> 'externalId'), channel.business_id, conversation, channel.id,
      said ->> 'direction', said ->> 'externalId', said ->> 'parentId', left(said ->> 'text', 10000), (said ->> 'wordless')::boolean, at,
      said ->> 'about', said ->> 'aboutUrl', said ->> 'quotesId',
      case when not outward then said #>> '{sorting,intent}' end,
      case when not outward then said #>> '{sorting,topic}' end,
      case when not outward then said #>> '{sorting,sentiment}' end,
      case when not outward then said #>> '{sorting,urgency}' end,
      case when not outward then said #>> '{sorting,model}' end,
      case when not outward then (said #>> '{sorting,confidence}')::real end,
      case when not outward and said #>> '{sorting,intent}' is not null then 'model' end)
    on conflict do nothing
    returning * into known;
  if known.id is not null then perform private.keep_attachments(known, said -> 'attachments', false); end if;
  return true;
end
$$;

/*
 * Who said it. Meta may hide who wrote: then each such thread is a person of its own. A mention names its author but
 * has no id: whoever is known by that name on this account is meant.
 */
create or replace function private.who(channel public.channels, person jsonb, said jsonb) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case
    when person is null
      then jsonb_build_object('id', 'hidden:' || coalesce(said ->> 'parentId', said ->> 'externalId'))
    when person ->> 'id' like '@%' then coalesce(
      (select jsonb_build_object('id', i.external_id, 'username', i.username) from public.identities i
        where i.channel_id = channel.id and lower(i.username) = lower(person ->> 'username')
        order by i.external_id like '@%', i.id limit 1), person)
    else person end
$$;

/*
 * An answer of ours may come back as an echo before the network's reply to us was recorded. It is known by the id
 * that travelled with it (`metadata`), wherever that comes back; by its words otherwise. The answer takes the
 * network's id and, in a direct conversation, its time. Nothing when the echo is of something said elsewhere.
 */
create or replace function private.adopt_echo(channel public.channels, conversation uuid, said jsonb) returns public.messages
language plpgsql security definer set search_path = ''
as $$
declare
  adopted public.messages;
  ours uuid;
begin
  if said ->> 'metadata' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    select s.id into ours from public.messages s
      where s.id = (said ->> 'metadata')::uuid and s.channel_id = channel.id and s.direction = 'out'
        and s.external_id is null and s.delivery is not null;
  end if;
  if ours is null then
    select s.id into ours from public.messages s
      where s.conversation_id = conversation and s.direction = 'out' and s.external_id is null
        and s.delivery in ('sending', 'unconfirmed') and s.body = said ->> 'text'
      order by s.created_at limit 1;
  end if;
  update public.messages m set external_id = said ->> 'externalId', delivery = 'sent', version = m.version + 1,
      lease_until = null, next_try_at = null, reason = null,
      sent_at = case when said ->> 'place' = 'direct' then greatest(m.sent_at, (said ->> 'at')::timestamptz)
        else m.sent_at end
    where m.id = ours returning * into adopted;
  if adopted.id is not null then
    update public.message_sends s set closed_at = now(), outcome = 'found'
      where s.message_id = adopted.id and s.closed_at is null;
    -- A private reply was written before anybody knew whom it would reach.
    if adopted.about = 'private_reply' and said #>> '{person,id}' is not null then
      perform private.settle_recipient(adopted.id, said #>> '{person,id}');
      select * into adopted from public.messages m where m.id = ours;
    end if;
    perform private.apply_marks(adopted.id);
  end if;
  return adopted;
end
$$;
