-- What customers say comes in floods: a batch of it is projected by a few statements over all of it, in place of fifteen
-- for each. What a batch cannot take (something said again, answers, edits, receipts) and a batch in which anything
-- fails go one by one, as before; they end in the same rows, whichever way they went.

/* What lists and the queue show of conversations, told anew from their messages. Rows that stay the same are left alone. */
create function private.refresh_conversations(ids uuid[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Taken first and in order, so that two messages of one conversation see each other and nobody waits in a circle.
  perform from public.conversations o where o.id = any (ids) order by o.business_id, o.id for update;
  update public.conversations o set
      last_at = n.last_at,
      last_body = n.last_body,
      last_direction = n.last_direction,
      last_in_at = n.heard,
      waiting_since = n.since,
      intent = n.intent,
      urgency = n.urgency,
      status = n.status,
      status_at = case when n.status <> o.status then now() else o.status_at end,
      snoozed_until = case when n.status = 'snoozed' then o.snoozed_until end
    from (
      select c.id, coalesce(newest.sent_at, c.last_at) as last_at, left(coalesce(newest.body, ''), 140) as last_body,
        coalesce(newest.direction, c.last_direction) as last_direction, heard.at as heard, unsettled.since,
        asked.intent, coalesce(substr(unsettled.most, 2), asked.urgency) as urgency,
        case
          when unsettled.since is not null and c.status in ('waiting', 'resolved') then 'open'
          when unsettled.since is not null and c.status = 'snoozed' and heard.at > c.status_at then 'open'
          when unsettled.since is null and c.status = 'open' and newest.direction = 'out' then 'waiting'
          else c.status end as status
      from public.conversations c
      left join lateral (
        select m.sent_at, m.body, m.direction from public.messages m
        where m.conversation_id = c.id and m.removed_at is null order by m.sent_at desc, m.id desc limit 1) newest on true
      left join lateral (
        select m.sent_at as at from public.messages m
        where m.conversation_id = c.id and m.direction = 'in' and m.removed_at is null
        order by m.sent_at desc limit 1) heard on true
      left join lateral (
        select m.intent, m.urgency from public.messages m
        where m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
        order by m.sent_at desc, m.id desc limit 1) asked on true
      cross join lateral (
        select greatest(c.closed_at,
          (select max(a.sent_at) from public.messages a
            where a.conversation_id = c.id and a.direction = 'out' and not a.automatic and a.removed_at is null
              and a.delivery is distinct from 'failed'),
          (select max(p.sent_at) from public.messages p
            where p.answers_conversation_id = c.id and not p.automatic and p.removed_at is null
              and p.delivery is distinct from 'failed')) as at offset 0) settled
      left join lateral (
        select min(m.sent_at) as since,
          max(case m.urgency when 'high' then '3high' when 'low' then '1low' else '2normal' end) as most
        from public.messages m
        where c.status <> 'spam'
          and m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
          and m.intent is distinct from 'spam' and m.intent is distinct from 'giveaway_entry'
          and m.sent_at >= coalesce(settled.at, '-infinity')
          and (m.sent_at > settled.at or settled.at is distinct from c.closed_at or settled.at is null)) unsettled on true
      where c.id = any (ids)
    ) n
    where o.id = n.id
      and (o.last_at, o.last_body, o.last_direction, o.last_in_at, o.waiting_since, o.intent, o.urgency, o.status)
        is distinct from
        (n.last_at, n.last_body, n.last_direction, n.heard, n.since, n.intent, n.urgency, n.status);
end
$$;

create or replace function private.refresh_conversation(conversation uuid) returns void
language sql volatile security definer set search_path = ''
as $$ select private.refresh_conversations(array[conversation]) $$;

/* Of all messages that one statement inserts. */
create function private.summarise_conversations() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.refresh_conversations(array(
    select f.conversation_id from fresh f
    union select f.answers_conversation_id from fresh f where f.answers_conversation_id is not null));
  return null;
end
$$;
drop trigger summarise_conversation on messages;
create trigger summarise_conversation
  after update of body, sent_at, removed_at, delivery, intent, urgency, wordless, conversation_id on messages
  for each row execute function private.summarise_conversation();
create trigger summarise_conversations after insert on messages referencing new table as fresh
  for each statement execute function private.summarise_conversations();

/* What waited for something of this channel that has come is projected again. */
create function private.wake_items_for_all(channel uuid, what text[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.webhook_items w
    set projected_at = null, claimed_until = null, tries = 0, outcome = 'waiting'
    where w.id in (
      select i.id from public.channels c
      join public.webhook_items i on i.network = c.network and i.account_id = c.external_id and i.waits_for = any (what)
      where c.id = channel and i.outcome in ('waiting', 'unmatched')
      order by i.id for update of i skip locked);
  if found then perform pg_catalog.pg_notify('tanggap_webhooks', ''); end if;
end
$$;
create function private.wake_items_of() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.wake_items_for_all(f.channel_id, array_agg(f.external_id))
    from fresh f where f.external_id is not null group by f.channel_id;
  return null;
end
$$;
drop trigger wake_items on messages;
create trigger wake_items after insert on messages referencing new table as fresh
  for each statement execute function private.wake_items_of();

/* One thing that a customer said and the hub has not heard, on its way into the inbox. */
create type private.arrival as (
  place bigint, item_id bigint, business_id uuid, channel_id uuid, message_id uuid, external_id text,
  person text, name text, username text, sort text, spot text, at timestamptz, said jsonb,
  contact_id uuid, identity_id uuid, conversation_id uuid);

/* What of these items (as `project_items` takes them) a batch can take: one new message of a customer each. */
create function private.batch_of(items jsonb) returns private.arrival[]
language sql stable security definer set search_path = ''
as $$
  select array_agg(row(a.place, a.item_id, a.business_id, a.channel_id, a.message_id, a.said ->> 'externalId',
      coalesce(a.person ->> 'id', 'hidden:' || coalesce(a.said ->> 'parentId', a.said ->> 'externalId')),
      left(coalesce(nullif(a.person ->> 'name', ''), nullif(a.person ->> 'username', ''), ''), 200),
      a.person ->> 'username', case a.said ->> 'place' when 'direct' then 'dm' else 'comment' end,
      coalesce(a.said ->> 'postId', ''), (a.said ->> 'at')::timestamptz, a.said, null, null, null)::private.arrival
    order by a.business_id, a.item_id, a.place)
  from (
    select distinct on (c.id, s.said ->> 'externalId')
      i.place, i.item_id, c.business_id, c.id as channel_id, s.said, nullif(s.said -> 'person', 'null'::jsonb) as person,
      private.message_id(c.id, s.said ->> 'externalId') as message_id
    from rows from (jsonb_to_recordset(items) as (item_id bigint, network text, kind text, incoming jsonb))
      with ordinality as i (item_id, network, kind, incoming, place)
    left join public.webhook_items w on w.id = i.item_id
    cross join lateral (select i.incoming -> 0 as said) s
    cross join lateral private.channel_of(i.network, i.kind, s.said ->> 'accountId', w.received_at) c
    where jsonb_array_length(i.incoming) = 1
      and s.said ->> 'type' = 'message' and s.said ->> 'direction' = 'in' and s.said ->> 'externalId' <> ''
      and c.id is not null
    order by c.id, s.said ->> 'externalId', i.item_id, i.place
  ) a
  where coalesce(a.person ->> 'id', '') not like '@%'
    and not exists (select from public.messages m
      where m.channel_id = a.channel_id and m.external_id = a.said ->> 'externalId')
    and not exists (select from private.erased_messages e where e.id = a.message_id)
$$;

/* The same with whoever said it and where: people and conversations are made on first sight, names kept fresh. */
create function private.placed(batch private.arrival[]) returns private.arrival[]
language plpgsql security definer set search_path = ''
as $$
declare
  placed private.arrival[];
begin
  -- Two projections of the same new person take turns here, as they do one by one.
  perform pg_advisory_xact_lock(n.key) from (
    select distinct hashtextextended(b.channel_id::text || b.person, 0) as key from unnest(batch) b
    where not exists (select from public.identities i where i.channel_id = b.channel_id and i.external_id = b.person)
    order by key) n;
  with people as materialized (
    select b.channel_id, b.person, b.business_id, gen_random_uuid() as contact_id,
      coalesce((array_agg(b.name order by b.item_id, b.place) filter (where b.name <> ''))[1], '') as name,
      (array_agg(b.username order by b.item_id desc, b.place desc) filter (where b.username is not null))[1] as username
    from unnest(batch) b
    where not exists (select from public.identities i where i.channel_id = b.channel_id and i.external_id = b.person)
    group by b.channel_id, b.person, b.business_id),
  met as (insert into public.contacts (id, business_id, name) select p.contact_id, p.business_id, p.name from people p)
  insert into public.identities (business_id, contact_id, channel_id, external_id, username)
    select p.business_id, p.contact_id, p.channel_id, p.person, p.username from people p;
  update public.contacts c set name = p.name
    from (select i.contact_id, (array_agg(b.name order by b.item_id, b.place))[1] as name
      from unnest(batch) b join public.identities i on i.channel_id = b.channel_id and i.external_id = b.person
      where b.name <> '' group by i.contact_id) p
    where c.id = p.contact_id and c.name = '';
  update public.identities i set username = p.username
    from (select b.channel_id, b.person, (array_agg(b.username order by b.item_id desc, b.place desc))[1] as username
      from unnest(batch) b where b.username is not null group by b.channel_id, b.person) p
    where i.channel_id = p.channel_id and i.external_id = p.person and i.username is distinct from p.username;

  -- With the words of the last one of the batch, so that telling the conversation anew finds it as it should be.
  insert into public.conversations
      (business_id, channel_id, contact_id, identity_id, kind, place, post_target_id, last_at, last_body, last_in_at,
        waiting_since, intent, urgency)
    select distinct on (b.channel_id, b.sort, b.spot, i.id) b.business_id, b.channel_id, i.contact_id, i.id, b.sort, b.spot,
      (select t.id from public.post_targets t where t.channel_id = b.channel_id and t.remote_id = b.spot),
      b.at, left(left(b.said ->> 'text', 10000), 140), b.at,
      case when not (b.said ->> 'wordless')::boolean and coalesce(b.said #>> '{sorting,intent}', '') not in ('spam', 'giveaway_entry')
        then b.at end,
      case when not (b.said ->> 'wordless')::boolean then b.said #>> '{sorting,intent}' end,
      case when not (b.said ->> 'wordless')::boolean then b.said #>> '{sorting,urgency}' end
    from unnest(batch) b join public.identities i on i.channel_id = b.channel_id and i.external_id = b.person
    where not exists (select from public.conversations c
      where c.channel_id = b.channel_id and c.kind = b.sort and c.place = b.spot and c.identity_id = i.id)
    order by b.channel_id, b.sort, b.spot, i.id, b.at desc, b.message_id desc
    on conflict on constraint conversations_one do nothing;
  select array_agg(row(b.place, b.item_id, b.business_id, b.channel_id, b.message_id, b.external_id, b.person, b.name,
      b.username, b.sort, b.spot, b.at, b.said, i.contact_id, i.id, c.id)::private.arrival
      order by b.business_id, c.id, b.item_id, b.place) into placed
    from unnest(batch) b
    join public.identities i on i.channel_id = b.channel_id and i.external_id = b.person
    join public.conversations c
      on c.channel_id = b.channel_id and c.kind = b.sort and c.place = b.spot and c.identity_id = i.id;
  return placed;
end
$$;

/* Projects what a batch can take. Tells the places of the items that are done, and whose they were. */
create function private.project_batch(items jsonb, out places bigint[], out businesses uuid[])
language plpgsql security definer set search_path = ''
as $$
declare
  batch private.arrival[];
begin
  batch := private.batch_of(items);
  places := '{}';
  businesses := '{}';
  if coalesce(cardinality(batch), 0) < 2 then return; end if;
  batch := private.placed(batch);
  insert into public.messages
      (id, business_id, conversation_id, channel_id, direction, external_id, parent_external_id, body, wordless, sent_at,
        about, about_url, quotes_external_id, intent, topic, sentiment, urgency, model, confidence, sorted_by)
    select b.message_id, b.business_id, b.conversation_id, b.channel_id, 'in', b.external_id, b.said ->> 'parentId',
      left(b.said ->> 'text', 10000), (b.said ->> 'wordless')::boolean, b.at, b.said ->> 'about', b.said ->> 'aboutUrl',
      b.said ->> 'quotesId', b.said #>> '{sorting,intent}', b.said #>> '{sorting,topic}', b.said #>> '{sorting,sentiment}',
      b.said #>> '{sorting,urgency}', b.said #>> '{sorting,model}', (b.said #>> '{sorting,confidence}')::real,
      case when b.said #>> '{sorting,intent}' is not null then 'model' end
    from unnest(batch) b
    on conflict do nothing;
  perform private.keep_attachments(m, b.said -> 'attachments', false)
    from unnest(batch) b join public.messages m on m.id = b.message_id
    where jsonb_typeof(b.said -> 'attachments') = 'array' and b.said -> 'attachments' <> '[]';
  update public.webhook_items w set projected_at = now(), outcome = 'projected', waits_for = null, claimed_until = null
    where w.id in (select b.item_id from unnest(batch) b);
  places := array(select b.place from unnest(batch) b);
  businesses := array(select distinct b.business_id from unnest(batch) b);
exception when others then
  -- Whatever it is, one of them brought it: one by one they tell whose it is.
  places := '{}';
  businesses := '{}';
end
$$;

/*
 * Projects parsed items: [{"item_id" (null for polled ones), "network", "kind", "incoming": [...]}]; `incoming` is
 * null for a shape nobody knows, and [] for what the inbox has no use for. New messages of customers go together;
 * of the rest each item stands for itself: one that fails is kept, with its error, and tried again later; one whose
 * message does not come is put aside as `unmatched` until it does. Taken in the order of accounts, so that two
 * projectors never wait for each other in a circle, and within one as given. Returns how many were done.
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
  together bigint[];
  touched uuid[];
  projected integer;
begin
  select b.places, b.businesses into together, touched from private.project_batch(items) b;
  projected := cardinality(together);
  for item in
    select i.*, i.incoming -> 0 ->> 'accountId' as account, w.received_at,
      (private.channel_of(i.network, i.kind, i.incoming -> 0 ->> 'accountId', w.received_at)).business_id
    from rows from (jsonb_to_recordset(items) as (item_id bigint, network text, kind text, incoming jsonb))
      with ordinality as i (item_id, network, kind, incoming, place)
    left join public.webhook_items w on w.id = i.item_id
    where not i.place = any (together)
    order by business_id, account, item_id, place
  loop
    touched := touched || item.business_id;
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
  -- Events are numbered when this is committed, in the order of what was done: their counters are taken in one order.
  perform from private.event_counters c where c.business_id = any (touched) order by c.business_id for update;
  return projected;
end
$$;
