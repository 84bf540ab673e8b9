-- What customers say comes in floods: a batch of it is projected by a few statements over all of it, in place of fifteen
-- for each. What a batch cannot take (something said again, answers, edits, receipts) and a batch in which anything
-- fails go one by one, as before; they end in the same rows, whichever way they went.

/* What of these items (as `project_items` takes them) a batch can take: one new message of a customer each. */
create or replace function private.batch_of(items jsonb) returns private.arrival[]
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
create or replace function private.placed(batch private.arrival[]) returns private.arrival[]
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
create or replace function private.project_batch(items jsonb, out places bigint[], out businesses uuid[])
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
  -- Whatever it is, one of them brought it: one by one they tell whose it is. The code alone is logged: the words of an
  -- error may be a customer's.
  raise log 'inbox: a batch goes one by one (%)', sqlstate;
  places := '{}';
  businesses := '{}';
end
$$;
