-- From stored items to conversations. A projection can be run again at any time, and ends in the same rows
-- whatever order the items came in.

-- The external id of the message that something parsed waits for, or `dm:` and the person whose conversation it needs.
create or replace function private.awaited(channel public.channels, said jsonb) returns text
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
grant execute on function project_items(jsonb) to service_role;
