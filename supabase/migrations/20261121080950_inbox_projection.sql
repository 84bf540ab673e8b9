-- From stored items to conversations. A projection can be run again at any time, and ends in the same rows
-- whatever order the items came in.

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
  adopted uuid;
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
  end if;
  -- An answer of ours may come back as an echo before the network's reply to us was recorded.
  if said ->> 'direction' = 'out' then
    update public.messages m set external_id = said ->> 'externalId', delivery = 'sent', version = m.version + 1,
        lease_until = null, next_try_at = null, reason = null
      where m.id = (
        select s.id from public.messages s
        where s.conversation_id = conversation and s.direction = 'out' and s.external_id is null
          and s.delivery in ('sending', 'unconfirmed') and s.body = said ->> 'text'
        order by s.created_at limit 1)
      returning m.id into adopted;
    if adopted is not null then
      update public.message_sends s set closed_at = now(), outcome = 'found'
        where s.message_id = adopted and s.closed_at is null;
      return true;
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
 * The live channel an item belongs to. What came before this business had the account, or while another had
 * it, belongs to whoever had it then.
 */
create function private.channel_of(on_network text, of_kind text, account text, received timestamptz)
returns public.channels
language sql stable security definer set search_path = ''
as $$
  select c.* from public.channels c
  where c.network = on_network and c.kind = of_kind and c.external_id = account and c.disconnected_at is null
    and (received is null or (received >= c.connected_at and not exists (
      select from public.channels o
      where o.network = c.network and o.kind = c.kind and o.external_id = c.external_id
        and o.business_id <> c.business_id and o.connected_at <= received
        and (o.disconnected_at is null or o.disconnected_at > received))))
$$;

-- Projecting without a channel and connecting one take turns, so that no item falls between them.
create function private.lock_account(on_network text, account text) returns void
language sql volatile set search_path = ''
as $$ select pg_advisory_xact_lock(hashtextextended('account:' || on_network || ':' || account, 0)) $$;

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
    select i.*, i.incoming -> 0 ->> 'accountId' as account, w.received_at,
      (private.channel_of(i.network, i.kind, i.incoming -> 0 ->> 'accountId', w.received_at)).business_id
    from jsonb_to_recordset(items) as i (item_id bigint, network text, kind text, incoming jsonb)
    left join public.webhook_items w on w.id = i.item_id
    order by business_id, account, item_id
  loop
    done := true;
    verdict := 'projected';
    if jsonb_array_length(item.incoming) = 0 then
      verdict := 'unknown';
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
  perform private.lock_account(new.network, new.external_id);
  update public.webhook_items w set projected_at = null, claimed_until = null, outcome = null
    where w.network = new.network and w.account_id = new.external_id and w.outcome = 'no_channel'
      and (private.channel_of(w.network, new.kind, w.account_id, w.received_at)).id = new.id;
  perform pg_catalog.pg_notify('tanggap_webhooks', '');
  return null;
end
$$;
create trigger reopen_waiting_items after update on channels
  for each row when (old.disconnected_at is not null and new.disconnected_at is null)
  execute function private.reopen_waiting_items();
