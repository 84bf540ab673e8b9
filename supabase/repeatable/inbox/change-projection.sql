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
create or replace function private.project_reaction(channel public.channels, said jsonb) returns boolean
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
create or replace function private.project_receipt(channel public.channels, said jsonb) returns boolean
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
create or replace function private.project_pointer(channel public.channels, said jsonb) returns boolean
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
