-- From stored items to conversations, for everything the networks tell: messages with files, edits, removals, hidings,
-- reactions, delivery and reading, mentions. Whatever order they come in, and however often, they end in the same rows.
-- Long, because it is one set of rules.

/*
 * What a network says again about a message that is here already: a finer time, a name, a fresh address of a file.
 * Ours counts from when the network has it; a poll tells whole seconds where a webhook tells milliseconds; and the
 * time of an Instagram comment in a webhook is when it was sent on, never before it was written.
 */
create function private.freshen_message(channel public.channels, known public.messages, said jsonb) returns void
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
create function private.apply_marks(message uuid) returns void
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
create function private.who(channel public.channels, person jsonb, said jsonb) returns jsonb
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
create function private.adopt_echo(channel public.channels, conversation uuid, said jsonb) returns public.messages
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

/*
 * Edits, removals and hidings; false while the message they speak of has not arrived. The last by the network's time
 * holds; of two at the same instant the greater text, and hidden over shown, so that their order does not matter. A
 * removal is final: words, files and what a model made of them go.
 */
create or replace function private.project_change(channel public.channels, said jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  m public.messages;
  at timestamptz := (said ->> 'at')::timestamptz;
  words text := left(said ->> 'text', 10000);
  resort boolean;
begin
  select * into m from public.messages o
    where o.channel_id = channel.id and o.external_id = said ->> 'externalId' for update;
  if m.id is null then return false; end if;
  resort := m.direction = 'in' and m.sorted_by is distinct from 'person' and said #>> '{sorting,intent}' is not null;
  case said ->> 'type'
    when 'edit' then
      if m.removed_at is null
        and (m.edited_at is null or (m.edited_at, m.body collate "C") < (at, words collate "C"))
        -- A poll finds the same words again and again: that is no edit.
        and (not coalesce((said ->> 'polled')::boolean, false) or m.body <> words)
      then
        update public.messages o set body = words, edited_at = at,
            wordless = coalesce((said ->> 'wordless')::boolean, o.wordless) and not exists (
              select from public.message_attachments a where a.message_id = o.id and a.kind <> 'sticker'),
            intent = case when resort then said #>> '{sorting,intent}' else o.intent end,
            topic = case when resort then said #>> '{sorting,topic}' else o.topic end,
            sentiment = case when resort then said #>> '{sorting,sentiment}' else o.sentiment end,
            urgency = case when resort then said #>> '{sorting,urgency}' else o.urgency end,
            model = case when resort then said #>> '{sorting,model}' else o.model end,
            confidence = case when resort then (said #>> '{sorting,confidence}')::real else o.confidence end,
            sorted_by = case when resort then 'model' else o.sorted_by end
          where o.id = m.id;
      end if;
    when 'removal' then
      if m.removed_at is null or at < m.removed_at then
        update public.messages o set body = '', wordless = true, edited_at = null, removed_at = at,
            about_url = null,
            intent = case when o.sorted_by = 'person' then o.intent end,
            topic = case when o.sorted_by = 'person' then o.topic end,
            sentiment = case when o.sorted_by = 'person' then o.sentiment end,
            urgency = case when o.sorted_by = 'person' then o.urgency end,
            model = case when o.sorted_by = 'person' then o.model end,
            confidence = case when o.sorted_by = 'person' then o.confidence end,
            sorted_by = case when o.sorted_by = 'person' then 'person' end
          where o.id = m.id;
        update public.message_attachments a
          set state = 'gone', reason = 'removed', stored_at = null, lease_until = null, next_try_at = null,
            source_url = null, source_id = null
          where a.message_id = m.id and a.reason is distinct from 'removed';
      end if;
    when 'hiding' then
      update public.messages o set hidden_changed_at = at,
          hidden_at = case when (said ->> 'hidden')::boolean then at end
        where o.id = m.id and (o.hidden_changed_at is null or o.hidden_changed_at < at
          or (o.hidden_changed_at = at and (said ->> 'hidden')::boolean and o.hidden_at is null));
    else
      raise exception 'no such change: %', said ->> 'type';
  end case;
  return true;
end
$$;

/* A reaction; the last of a person on a message holds, by the network's time. False while the message is not here. */
create function private.project_reaction(channel public.channels, said jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  m public.messages;
  kind text;
  mine boolean := said ->> 'personId' in (channel.external_id, channel.page_id);
begin
  select * into m from public.messages o
    where o.channel_id = channel.id and o.external_id = said ->> 'externalId' for update;
  if m.id is null then return false; end if;
  insert into public.message_reactions as r (business_id, message_id, person_id, ours, emoji, at)
    values (m.business_id, m.id, said ->> 'personId', coalesce(mine, false), left(said ->> 'emoji', 32),
      (said ->> 'at')::timestamptz)
    on conflict (message_id, person_id) do update set emoji = excluded.emoji, at = excluded.at
      where (r.at, coalesce(r.emoji, '') collate "C") < (excluded.at, coalesce(excluded.emoji, '') collate "C");
  select c.kind into kind from public.conversations c where c.id = m.conversation_id;
  -- A comment that the account likes, here or in the network's own app, is marked so.
  if mine and kind = 'comment' then
    update public.messages o set liked_at = case when r.emoji is not null then r.at end
      from public.message_reactions r
      where o.id = m.id and r.message_id = m.id and r.person_id = said ->> 'personId'
        and o.liked_at is distinct from case when r.emoji is not null then r.at end;
  end if;
  return true;
end
$$;

/*
 * How far our messages got: those named, or all that were sent by `upTo`. A state never moves back:
 * sent < failed < delivered < read. A failure the network tells afterwards (WhatsApp) is believed only of what was
 * merely sent: what has been delivered has not failed, and what is being sent again is another try. Told for a whole
 * conversation, the instant is kept, for messages whose echo comes later. False while one that is named is not here.
 */
create function private.project_receipt(channel public.channels, said jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  at timestamptz := (said ->> 'at')::timestamptz;
  how text := said ->> 'status';
  up_to timestamptz := (said ->> 'upTo')::timestamptz;
  named text[] := array(select jsonb_array_elements_text(said -> 'externalIds'));
  talk public.conversations;
begin
  update public.messages m set
      delivered_at = case when how = 'delivered' then least(m.delivered_at, at) else m.delivered_at end,
      read_at = case when how = 'read' then least(m.read_at, at) else m.read_at end
    where m.channel_id = channel.id and m.external_id = any (named) and m.direction = 'out'
      and case how when 'delivered' then m.delivered_at when 'read' then m.read_at else at end is distinct from
        least(case how when 'delivered' then m.delivered_at when 'read' then m.read_at else at end, at);
  update public.messages m set delivery = how, version = m.version + 1, next_try_at = null,
      reason = case when how = 'failed' then said ->> 'reason' end
    where m.channel_id = channel.id and m.external_id = any (named) and m.direction = 'out'
      and m.delivery = any (case how
        when 'failed' then '{sent}'::text[]
        when 'delivered' then '{queued,sent,failed}'::text[]
        when 'read' then '{queued,sent,failed,delivered}'::text[]
        else '{}'::text[] end);
  -- Who has seen a message on Instagram has seen what was said before it; Meta names the last alone.
  if channel.kind = 'instagram' and how = 'read' and up_to is null then
    select max(m.sent_at) into up_to from public.messages m
      where m.channel_id = channel.id and m.external_id = any (named) and m.direction = 'out';
  end if;
  if up_to is not null and how in ('delivered', 'read') then
    select c.* into talk from public.identities i
      join public.conversations c on c.identity_id = i.id and c.channel_id = channel.id and c.kind = 'dm'
      where i.channel_id = channel.id and i.external_id = said ->> 'personId'
      for update of c;
    if talk.id is null then return false; end if;
    update public.conversations c set
        delivered_up_to = greatest(c.delivered_up_to, up_to),
        read_up_to = case when how = 'read' then greatest(c.read_up_to, up_to) else c.read_up_to end
      where c.id = talk.id and up_to > coalesce(case when how = 'read' then c.read_up_to else c.delivered_up_to end,
        '-infinity');
    perform private.apply_marks(m.id) from public.messages m
      where m.conversation_id = talk.id and m.direction = 'out' and m.delivery in ('sent', 'delivered')
        and m.external_id is not null and m.sent_at <= up_to;
  end if;
  return not exists (
    select from unnest(named) as n (id)
    where not exists (select from public.messages m where m.channel_id = channel.id and m.external_id = n.id));
end
$$;

/* A mention of which only the place was told: its words are fetched by a job. */
create function private.project_pointer(channel public.channels, said jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.mentions (business_id, channel_id, media_id, comment_id, told_at)
    values (channel.business_id, channel.id, said ->> 'mediaId', coalesce(said ->> 'commentId', ''),
      (said ->> 'at')::timestamptz)
    on conflict (channel_id, media_id, comment_id) do nothing;
  if found then perform pg_catalog.pg_notify('tanggap_mentions', ''); end if;
  return true;
end
$$;

-- The external id of the message that something parsed waits for, or `dm:` and the person whose conversation it needs.
create function private.awaited(channel public.channels, said jsonb) returns text
language sql stable security definer set search_path = ''
as $$
  select case said ->> 'type'
    when 'message' then coalesce(said ->> 'parentId', said ->> 'postId')
    when 'receipt' then coalesce(
      (select 'dm:' || (said ->> 'personId') where said ->> 'upTo' is not null and not exists (
        select from public.identities i
        join public.conversations c on c.identity_id = i.id and c.channel_id = channel.id and c.kind = 'dm'
        where i.channel_id = channel.id and i.external_id = said ->> 'personId')), (
      select n.id from jsonb_array_elements_text(said -> 'externalIds') as n (id)
      where not exists (select from public.messages m where m.channel_id = channel.id and m.external_id = n.id)
      order by n.id limit 1))
    else said ->> 'externalId' end
$$;

/*
 * Projects parsed items: [{"item_id" (null for polled ones), "network", "kind", "incoming": [...]}]; `incoming` is
 * null for a shape nobody knows, and [] for what the inbox has no use for. Each item stands for itself: one that fails
 * is kept, with its error, and tried again later; one whose message does not come is put aside as `unmatched` until
 * it does. Taken in the order of accounts, so that two projectors never wait for each other in a circle, and within one
 * as given. Returns how many were done.
 */
create or replace function project_items(items jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  item record;
  said jsonb;
  channel public.channels;
  done boolean;
  fits boolean;
  verdict text;
  waits text;
  projected integer := 0;
begin
  for item in
    select i.*, i.incoming -> 0 ->> 'accountId' as account, w.received_at,
      (private.channel_of(i.network, i.kind, i.incoming -> 0 ->> 'accountId', w.received_at)).business_id
    from rows from (jsonb_to_recordset(items) as (item_id bigint, network text, kind text, incoming jsonb))
      with ordinality as i (item_id, network, kind, incoming, place)
    left join public.webhook_items w on w.id = i.item_id
    order by business_id, account, item_id, place
  loop
    done := true;
    waits := null;
    verdict := 'projected';
    if item.incoming is null then
      verdict := 'unknown';
    elsif jsonb_array_length(item.incoming) = 0 then
      verdict := 'ignored';
    else
      begin
        if item.business_id is null then
          perform private.lock_account(item.network, item.account);
        end if;
        for said in select value from jsonb_array_elements(item.incoming) loop
          channel := private.channel_of(item.network, item.kind, said ->> 'accountId', item.received_at);
          if channel.id is null then
            verdict := 'no_channel';
            continue;
          end if;
          if private.was_erased(channel.id, said) then
            verdict := 'erased';
            continue;
          end if;
          if item.item_id is null then said := said || '{"polled": true}'; end if;
          fits := case said ->> 'type'
            when 'message' then private.project_message(channel, said)
            when 'reaction' then private.project_reaction(channel, said)
            when 'receipt' then private.project_receipt(channel, said)
            when 'pointer' then private.project_pointer(channel, said)
            else private.project_change(channel, said) end;
          if not fits then waits := coalesce(waits, private.awaited(channel, said)); end if;
          done := done and fits;
        end loop;
        if not done then verdict := 'waiting'; end if;
      exception when others then
        done := false;
        waits := null;
        verdict := sqlstate;
      end;
    end if;
    if done then projected := projected + 1; end if;
    if verdict = 'erased' then
      delete from public.webhook_items w where w.id = item.item_id;
      continue;
    end if;
    update public.webhook_items w set
        projected_at = case when done or (verdict = 'waiting' and w.tries > 6) then now() end,
        outcome = case when verdict = 'waiting' and w.tries > 6 then 'unmatched' else verdict end,
        waits_for = waits,
        claimed_until = case when done or (verdict = 'waiting' and w.tries > 6) then null
          else now() + make_interval(secs => least(3600, 2 ^ least(w.tries, 12))) end
      where w.id = item.item_id;
  end loop;
  return projected;
end
$$;
