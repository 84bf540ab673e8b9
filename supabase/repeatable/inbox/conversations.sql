drop policy if exists select_mine on conversations;
create policy select_mine on conversations for select to authenticated
  using (business_id in (select private.my_business_ids()) and erased_at is null);

/*
 * Makes the list columns of a conversation true again, from its messages, whatever order they arrive in. It waits
 * since its oldest message that needs an answer (inbound; not wordless; not spam or a giveaway entry; after the
 * last closing) and has none after it by a person; a private reply answers as well.
 */
create or replace function private.refresh_conversation(conversation uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  c public.conversations;
  newest public.messages;
  asked public.messages;
  settled timestamptz;
  heard timestamptz;
  since timestamptz;
  most text;
  next_status text;
begin
  -- Taken first, so that two messages of one conversation see each other.
  select * into c from public.conversations o where o.id = conversation for update;
  if c.id is null then return; end if;
  select * into newest from public.messages m
    where m.conversation_id = c.id and m.removed_at is null order by m.sent_at desc, m.id desc limit 1;
  select max(m.sent_at) into heard from public.messages m
    where m.conversation_id = c.id and m.direction = 'in' and m.removed_at is null;
  select * into asked from public.messages m
    where m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
    order by m.sent_at desc, m.id desc limit 1;
  select greatest(c.closed_at,
    (select max(a.sent_at) from public.messages a
      where a.conversation_id = c.id and a.direction = 'out' and not a.automatic and a.removed_at is null
        and a.delivery is distinct from 'failed'),
    (select max(p.sent_at) from public.messages p
      where p.answers_conversation_id = c.id and not p.automatic and p.removed_at is null
        and p.delivery is distinct from 'failed')) into settled;
  if c.status <> 'spam' then
    select min(m.sent_at), max(case m.urgency when 'high' then '3high' when 'low' then '1low' else '2normal' end)
      into since, most
      from public.messages m
      where m.conversation_id = c.id and m.direction = 'in' and not m.wordless and m.removed_at is null
        and m.intent is distinct from 'spam' and m.intent is distinct from 'giveaway_entry'
        and (settled is null or m.sent_at > settled or (m.sent_at = settled and settled is distinct from c.closed_at));
  end if;
  next_status := case
    when since is not null and c.status in ('waiting', 'resolved') then 'open'
    when since is not null and c.status = 'snoozed' and heard > c.status_at then 'open'
    when since is null and c.status = 'open' and newest.direction = 'out' then 'waiting'
    else c.status end;
  update public.conversations o set
      last_at = coalesce(newest.sent_at, c.last_at),
      last_body = left(coalesce(newest.body, ''), 140),
      last_direction = coalesce(newest.direction, c.last_direction),
      last_in_at = heard,
      waiting_since = since,
      intent = asked.intent,
      urgency = coalesce(substr(most, 2), asked.urgency),
      status = next_status,
      status_at = case when next_status <> c.status then now() else c.status_at end,
      snoozed_until = case when next_status = 'snoozed' then c.snoozed_until end
    where o.id = c.id;
end
$$;

-- Keeps the list columns of the conversation true, whatever order messages arrive in.
create or replace function private.summarise_conversation() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.answers_conversation_id is not null then
    perform private.refresh_conversation(new.answers_conversation_id);
  end if;
  perform private.refresh_conversation(new.conversation_id);
  return null;
end
$$;
create or replace trigger summarise_conversation
  after insert or update of body, sent_at, removed_at, delivery, intent, urgency, wordless, conversation_id on messages
  for each row execute function private.summarise_conversation();
