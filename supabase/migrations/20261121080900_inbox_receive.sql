-- In: webhook items are stored raw before Meta gets its 200, then projected into conversations. A projection
-- can be run again at any time and ends in the same rows.

create table webhook_items (
  id bigint generated always as identity primary key,
  network text not null check (network in ('meta', 'sandbox')),
  key text not null,
  object text not null,
  account_id text not null,
  field text not null,
  value jsonb,
  item_at timestamptz not null,
  received_at timestamptz not null default now(),
  claimed_until timestamptz,
  tries smallint not null default 0,
  projected_at timestamptz,
  -- What projection made of it: `projected`, `unknown` (a shape we don't know), `no_channel`; or the error.
  outcome text,
  unique (network, key)
);
create index webhook_items_pending on webhook_items (id) where projected_at is null;
create index webhook_items_account on webhook_items (network, account_id, id);

alter table webhook_items enable row level security;
-- No policy: raw items belong to the service role alone.
grant select on webhook_items to service_role;

/* Stores the items of one signed body; those already known are left alone. Returns how many were new. */
create function store_webhook_items(network text, items jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare stored integer;
begin
  insert into public.webhook_items (network, key, object, account_id, field, value, item_at)
    select store_webhook_items.network, i.key, i.object, i.account_id, i.field, i.value, i.item_at
    from jsonb_to_recordset(items) as i (key text, object text, account_id text, field text, value jsonb, item_at timestamptz)
    order by i.key
    on conflict on constraint webhook_items_network_key_key do nothing;
  get diagnostics stored = row_count;
  if stored > 0 then perform pg_catalog.pg_notify('tanggap_webhooks', ''); end if;
  return stored;
end
$$;
grant execute on function store_webhook_items(text, jsonb) to service_role;

create function claim_webhook_items(size integer, lease_seconds integer) returns setof webhook_items
language sql volatile security definer set search_path = ''
as $$
  update public.webhook_items w
    set claimed_until = now() + make_interval(secs => claim_webhook_items.lease_seconds), tries = w.tries + 1
    where w.id in (
      select p.id from public.webhook_items p
      where p.projected_at is null and (p.claimed_until is null or p.claimed_until < now())
      order by p.id limit claim_webhook_items.size for update skip locked)
    returning w.*
$$;
grant execute on function claim_webhook_items(integer, integer) to service_role;

/* Projects once more everything received since an instant: after a bug was mended, or a channel came back. */
create function replay_webhook_items(since timestamptz) returns integer
language plpgsql security definer set search_path = ''
as $$
declare reopened integer;
begin
  update public.webhook_items w set projected_at = null, claimed_until = null, tries = 0, outcome = null
    where w.received_at >= since;
  get diagnostics reopened = row_count;
  perform pg_catalog.pg_notify('tanggap_webhooks', '');
  return reopened;
end
$$;
grant execute on function replay_webhook_items(timestamptz) to service_role;

-- The contact behind an account on a channel; made on first sight, its name kept fresh.
create function private.find_contact(channel public.channels, person jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  known uuid;
  shown text := coalesce(nullif(person ->> 'name', ''), nullif(person ->> 'username', ''), '');
begin
  select i.contact_id into known from public.identities i
    where i.channel_id = channel.id and i.external_id = person ->> 'id';
  if known is null then
    -- Two projections of the same new person take turns here.
    perform pg_advisory_xact_lock(hashtextextended(channel.id::text || (person ->> 'id'), 0));
    select i.contact_id into known from public.identities i
      where i.channel_id = channel.id and i.external_id = person ->> 'id';
  end if;
  if known is null then
    insert into public.contacts (business_id, name) values (channel.business_id, left(shown, 200)) returning id into known;
    insert into public.identities (business_id, contact_id, channel_id, external_id, username)
      values (channel.business_id, known, channel.id, person ->> 'id', person ->> 'username');
  elsif shown <> '' then
    update public.contacts c set name = left(shown, 200) where c.id = known and c.name = '';
  end if;
  return known;
end
$$;

/*
 * Projects one message of `channel`. Returns false when it must wait for something that has not arrived yet
 * (an answer of the business whose comment is not here).
 */
create function private.project_message(channel public.channels, said jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  conversation uuid;
  contact uuid;
  spot text := coalesce(said ->> 'postId', '');
  sort text := case said ->> 'place' when 'direct' then 'dm' else 'comment' end;
  person jsonb := nullif(said -> 'person', 'null'::jsonb);
begin
  if exists (select from public.messages m
      where m.channel_id = channel.id and m.external_id = said ->> 'externalId') then
    return true;
  end if;
  if said ->> 'direction' = 'out' and sort = 'comment' then
    select m.conversation_id into conversation from public.messages m
      where m.channel_id = channel.id and m.external_id = said ->> 'parentId';
    -- A comment of the business under its own post answers nobody; the raw item keeps it.
    if conversation is null then return said ->> 'parentId' is null or said ->> 'parentId' = spot; end if;
    -- An answer of ours may come back as an echo before the network's reply to us was recorded.
    update public.messages m set external_id = said ->> 'externalId', delivery = 'sent', version = m.version + 1,
        lease_until = null, next_try_at = null, reason = null, sent_at = (said ->> 'at')::timestamptz
      where m.id = (
        select s.id from public.messages s
        where s.conversation_id = conversation and s.direction = 'out' and s.external_id is null
          and s.delivery in ('sending', 'unconfirmed') and s.body = said ->> 'text'
        order by s.created_at limit 1);
    if found then return true; end if;
  else
    -- Meta may hide who wrote: then each such thread is a person of its own.
    contact := private.find_contact(channel,
      coalesce(person, jsonb_build_object('id', 'hidden:' || coalesce(said ->> 'parentId', said ->> 'externalId'))));
    insert into public.conversations (business_id, channel_id, contact_id, kind, place, post_target_id, last_at)
      values (channel.business_id, channel.id, contact, sort, spot,
        (select t.id from public.post_targets t where t.channel_id = channel.id and t.remote_id = spot),
        (said ->> 'at')::timestamptz)
      on conflict (channel_id, kind, place, contact_id) do nothing
      returning id into conversation;
    if conversation is null then
      select c.id into conversation from public.conversations c
        where c.channel_id = channel.id and c.kind = sort and c.place = spot and c.contact_id = contact;
    end if;
    if said ->> 'direction' = 'out' then
      update public.messages m set external_id = said ->> 'externalId', delivery = 'sent', version = m.version + 1,
          lease_until = null, next_try_at = null, reason = null
        where m.id = (
          select s.id from public.messages s
          where s.conversation_id = conversation and s.direction = 'out' and s.external_id is null
            and s.delivery in ('sending', 'unconfirmed') and s.body = said ->> 'text'
          order by s.created_at limit 1);
      if found then return true; end if;
    end if;
  end if;
  insert into public.messages
      (business_id, conversation_id, channel_id, direction, external_id, parent_external_id, body, wordless, sent_at)
    values (channel.business_id, conversation, channel.id, said ->> 'direction', said ->> 'externalId',
      said ->> 'parentId', left(said ->> 'text', 10000), (said ->> 'wordless')::boolean, (said ->> 'at')::timestamptz)
    on conflict (channel_id, external_id) do nothing;
  return true;
end
$$;

/* Edits, removals and hidings; false while the message they speak of has not arrived. */
create function private.project_change(channel public.channels, said jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.messages m set
      body = case said ->> 'type' when 'edit' then left(said ->> 'text', 10000)
        when 'removal' then '' else m.body end,
      edited_at = case said ->> 'type' when 'edit' then (said ->> 'at')::timestamptz else m.edited_at end,
      removed_at = case said ->> 'type' when 'removal' then (said ->> 'at')::timestamptz else m.removed_at end,
      hidden_at = case said ->> 'type' when 'hiding'
        then case when (said ->> 'hidden')::boolean then (said ->> 'at')::timestamptz end else m.hidden_at end
    where m.channel_id = channel.id and m.external_id = said ->> 'externalId'
      and (said ->> 'type' <> 'edit' or (m.removed_at is null
        and coalesce(m.edited_at, '-infinity') <= (said ->> 'at')::timestamptz));
  return exists (select from public.messages m
    where m.channel_id = channel.id and m.external_id = said ->> 'externalId');
end
$$;

/*
 * Projects parsed items: [{"item_id" (null for polled ones), "network", "kind", "incoming": [...]}]. Each
 * item stands for itself: one that fails is kept, with its error, and tried again later. Taken in the order
 * of accounts, so that two projectors never wait for each other in a circle. Returns how many were done.
 */
create function project_items(items jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  item record;
  said jsonb;
  channel public.channels;
  done boolean;
  verdict text;
  projected integer := 0;
begin
  for item in
    select i.*, (select c.business_id from public.channels c
        where c.network = i.network and c.kind = i.kind and c.external_id = i.incoming -> 0 ->> 'accountId'
          and c.disconnected_at is null
          -- What came before this business had the account belongs to whoever had it then.
          and (w.received_at is null or w.received_at >= c.connected_at)) as business_id
    from jsonb_to_recordset(items) as i (item_id bigint, network text, kind text, incoming jsonb)
    left join public.webhook_items w on w.id = i.item_id
    order by business_id, item_id
  loop
    done := true;
    verdict := 'projected';
    if jsonb_array_length(item.incoming) = 0 then
      verdict := 'unknown';
    elsif item.business_id is null then
      verdict := 'no_channel';
    else
      begin
        for said in select value from jsonb_array_elements(item.incoming) loop
          select * into channel from public.channels c
            where c.network = item.network and c.kind = item.kind and c.external_id = said ->> 'accountId'
              and c.disconnected_at is null;
          done := done and case said ->> 'type'
            when 'message' then private.project_message(channel, said)
            else private.project_change(channel, said) end;
        end loop;
        if not done then verdict := 'waiting'; end if;
      exception when others then
        done := false;
        verdict := sqlstate;
      end;
    end if;
    if done then projected := projected + 1; end if;
    update public.webhook_items w set
        projected_at = case when done then now() end,
        outcome = verdict,
        claimed_until = case when done then null
          else now() + make_interval(secs => least(3600, 2 ^ least(w.tries, 12))) end
      where w.id = item.item_id;
  end loop;
  return projected;
end
$$;
grant execute on function project_items(jsonb) to service_role;

-- What arrived while an account was disconnected waits as `no_channel`; when the account comes back, it is
-- projected.
create function private.reopen_waiting_items() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.webhook_items w set projected_at = null, claimed_until = null, outcome = null
    where w.network = new.network and w.account_id = new.external_id and w.outcome = 'no_channel'
      and w.received_at >= new.connected_at;
  perform pg_catalog.pg_notify('tanggap_webhooks', '');
  return null;
end
$$;
create trigger reopen_waiting_items after update on channels
  for each row when (old.disconnected_at is not null and new.disconnected_at is null)
  execute function private.reopen_waiting_items();
