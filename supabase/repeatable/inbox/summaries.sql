-- What a conversation's row shows of its messages, kept in step with them by the statement.

/* What lists and the queue show of conversations, told anew from their messages. Rows that stay the same are left alone. */
create or replace function private.refresh_conversations(ids uuid[]) returns void
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

/* Of all messages that one statement inserts. */
create or replace function private.summarise_conversations() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.refresh_conversations(array(
    select f.conversation_id from fresh f
    union select f.answers_conversation_id from fresh f where f.answers_conversation_id is not null));
  return null;
end
$$;

create or replace trigger summarise_conversations after insert on messages referencing new table as fresh
  for each statement execute function private.summarise_conversations();
