/*
 * Logs a talk: `said` by the customer and what was `answered` (may be empty). `contact` continues with a customer who
 * is known, else one of this name is made. The same id twice is the same talk. Returns the conversation, or null
 * when it is not the person's business or customer.
 */
create or replace function log_talk(
  id uuid, business uuid, contact uuid, name text, way text, said text, answered text, at timestamptz
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  hand public.channels;
  who uuid := contact;
  account uuid;
  conversation uuid;
begin
  if business not in (select private.my_business_ids()) then return null; end if;
  if at > now() + interval '1 minute' then
    raise exception 'a talk lies behind us' using errcode = 'check_violation', constraint = 'talk_at';
  end if;
  if contact is not null and not exists (select from public.contacts c
      where c.id = contact and c.business_id = business and c.merged_into is null) then
    return null;
  end if;
  select m.conversation_id into conversation from public.messages m
    where m.id = log_talk.id and m.business_id = business;
  if conversation is not null then return conversation; end if;
  insert into public.channels (business_id, kind, name, connected_by)
    values (business, 'manual', 'Catatan', (select auth.uid()))
    on conflict (business_id) where kind = 'manual' do nothing;
  select * into hand from public.channels c where c.business_id = business and c.kind = 'manual';
  if who is null then
    insert into public.contacts (business_id, name) values (business, left(btrim(log_talk.name), 200))
      returning contacts.id into who;
  end if;
  insert into public.identities (business_id, contact_id, channel_id, external_id)
    values (business, who, hand.id, who::text) on conflict (channel_id, external_id) do nothing;
  select i.id into account from public.identities i where i.channel_id = hand.id and i.external_id = who::text;
  insert into public.conversations (business_id, channel_id, contact_id, identity_id, kind, last_at)
    values (business, hand.id, who, account, 'dm', at)
    on conflict on constraint conversations_one do nothing;
  select c.id into conversation from public.conversations c where c.identity_id = account and c.kind = 'dm';
  insert into public.messages (id, business_id, conversation_id, channel_id, direction, body, sent_at, about, written_by)
    values (log_talk.id, business, conversation, hand.id, 'in', btrim(said), at, way, (select auth.uid()));
  if btrim(coalesce(answered, '')) <> '' then
    insert into public.messages (business_id, conversation_id, channel_id, direction, body, sent_at, about, written_by)
      values (business, conversation, hand.id, 'out', btrim(answered), at + interval '1 second', way, (select auth.uid()));
  end if;
  return conversation;
end
$$;
grant execute on function log_talk(uuid, uuid, uuid, text, text, text, text, timestamptz) to authenticated;
