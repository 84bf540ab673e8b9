-- A conversation is held with one account (identity) of a contact: a contact may have two accounts on a channel,
-- once two contacts are merged, and the answer must go to the one who wrote.

/*
 * The live channel an item belongs to. What came before this business had the account, or while another had
 * it, belongs to whoever had it then.
 */
create or replace function private.channel_of(on_network text, of_kind text, account text, received timestamptz)
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
create or replace function private.lock_account(on_network text, account text) returns void
language sql volatile set search_path = ''
as $$ select pg_advisory_xact_lock(hashtextextended('account:' || on_network || ':' || account, 0)) $$;

-- The account of a person on a channel; made on first sight, with a contact of its own, its name kept fresh.
create or replace function private.find_identity(channel public.channels, person jsonb) returns public.identities
language plpgsql security definer set search_path = ''
as $$
declare
  known public.identities;
  shown text := left(coalesce(nullif(person ->> 'name', ''), nullif(person ->> 'username', ''), ''), 200);
  contact uuid;
begin
  select * into known from public.identities i
    where i.channel_id = channel.id and i.external_id = person ->> 'id';
  if known.id is null then
    -- Two projections of the same new person take turns here.
    perform pg_advisory_xact_lock(hashtextextended(channel.id::text || (person ->> 'id'), 0));
    select * into known from public.identities i
      where i.channel_id = channel.id and i.external_id = person ->> 'id';
  end if;
  if known.id is null then
    insert into public.contacts (business_id, name) values (channel.business_id, shown) returning id into contact;
    insert into public.identities (business_id, contact_id, channel_id, external_id, username)
      values (channel.business_id, contact, channel.id, person ->> 'id', person ->> 'username')
      returning * into known;
  else
    if shown <> '' then
      update public.contacts c set name = shown where c.id = known.contact_id and c.name = '';
    end if;
    if known.username is distinct from person ->> 'username' and person ->> 'username' is not null then
      update public.identities i set username = person ->> 'username' where i.id = known.id;
    end if;
  end if;
  return known;
end
$$;

/*
 * The conversation of a person at a place (`kind`: comment, dm, feedback; `spot`: the post's id on the network for
 * comments, '' elsewhere); made on first sight.
 */
create or replace function private.find_conversation(
  channel public.channels, person jsonb, kind text, spot text, at timestamptz
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  who public.identities := private.find_identity(channel, person);
  found_id uuid;
begin
  insert into public.conversations
      (business_id, channel_id, contact_id, identity_id, kind, place, post_target_id, last_at)
    values (channel.business_id, channel.id, who.contact_id, who.id, find_conversation.kind, spot,
      (select t.id from public.post_targets t where t.channel_id = channel.id and t.remote_id = spot), at)
    on conflict on constraint conversations_one do nothing
    returning id into found_id;
  if found_id is null then
    select c.id into found_id from public.conversations c
      where c.channel_id = channel.id and c.kind = find_conversation.kind and c.place = spot
        and c.identity_id = who.id;
  end if;
  return found_id;
end
$$;
