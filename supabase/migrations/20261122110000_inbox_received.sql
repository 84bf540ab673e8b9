-- What else happens to a message than being said: reactions, delivery, reading; and the raw items that speak of a
-- message which is not here yet. Those are tried again for about two minutes and then put aside; the message itself
-- wakes them when it comes, however late. Nothing is retried for ever, and nothing is lost.

alter table messages
  -- When it was last hidden or shown, by which a late "hide" does not undo a newer "unhide".
  add column hidden_changed_at timestamptz;

alter table conversations
  -- Our messages up to these instants were delivered, and read, as the network told for the whole conversation.
  add column delivered_up_to timestamptz,
  add column read_up_to timestamptz;

create table message_reactions (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  message_id uuid not null,
  -- Who reacted: the person's id on the network, or the account's own.
  person_id text not null,
  ours boolean not null,
  -- Null when it was taken back: the row stays, so that an older reaction which comes later changes nothing.
  emoji text check (char_length(emoji) between 1 and 32),
  at timestamptz not null,
  unique (message_id, person_id),
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade
);
create index message_reactions_business on message_reactions (business_id);

alter table message_reactions enable row level security;
create policy select_mine on message_reactions for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on message_reactions to authenticated;
grant select on message_reactions to service_role;

-- Trigger: appends an event about the message that a row belongs to. Argument: the kind.
create function private.record_message_part() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.append_event(new.business_id, tg_argv[0], new.message_id);
  return null;
end
$$;
create constraint trigger record_reaction after insert or update on message_reactions
  deferrable initially deferred for each row execute function private.record_message_part('message.reacted');

create constraint trigger record_reading after update on conversations
  deferrable initially deferred for each row
  when (old.read_up_to is distinct from new.read_up_to or old.delivered_up_to is distinct from new.delivered_up_to)
  execute function private.record_event('message.read_up_to');

-- The external id of the message an item waits for; `dm:` and a person's id where it waits for their conversation.
alter table webhook_items add column waits_for text;
create index webhook_items_waiting on webhook_items (network, account_id, waits_for) where waits_for is not null;

/*
 * A message that got its id on the network wakes what waits for it. An item that is being projected at this moment
 * is passed over: it is tried again by itself.
 */
create function private.wake_items_for(channel uuid, what text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.webhook_items w
    set projected_at = null, claimed_until = null, tries = 0, outcome = 'waiting'
    where w.id in (
      select i.id from public.channels c
      join public.webhook_items i on i.network = c.network and i.account_id = c.external_id and i.waits_for = what
      where c.id = wake_items_for.channel and i.outcome in ('waiting', 'unmatched')
      order by i.id for update of i skip locked);
  if found then perform pg_catalog.pg_notify('tanggap_webhooks', ''); end if;
end
$$;
create function private.wake_items() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.wake_items_for(new.channel_id, new.external_id);
  return null;
end
$$;
create trigger wake_items after insert on messages
  for each row when (new.external_id is not null) execute function private.wake_items();
create trigger wake_items_later after update of external_id on messages
  for each row when (new.external_id is not null and new.external_id is distinct from old.external_id)
  execute function private.wake_items();

-- A receipt for a whole conversation may come before anything that was said in it.
create function private.wake_receipts() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.wake_items_for(new.channel_id, 'dm:' || i.external_id)
    from public.identities i where i.id = new.identity_id;
  return null;
end
$$;
create trigger wake_receipts after insert on conversations
  for each row when (new.kind = 'dm') execute function private.wake_receipts();

/*
 * What arrived and is not understood, counted by where it came from, newest kind first, with one of each: for the
 * operator. `unknown`: a shape we don't know; `unmatched`: speaks of a message that is not here; five characters: an
 * error of the database.
 */
create function list_unknown_items(size integer)
returns table (object text, field text, outcome text, items bigint, oldest timestamptz, newest timestamptz, sample bigint,
  value jsonb)
language sql stable security definer set search_path = ''
as $$
  select g.object, g.field, g.outcome, g.items, g.oldest, g.newest, g.sample, w.value
  from (
    select u.object, u.field, u.outcome, count(*) as items, min(u.received_at) as oldest, max(u.received_at) as newest,
      max(u.id) as sample
    from public.webhook_items u
    where u.outcome in ('unknown', 'unmatched') or u.outcome ~ '^[0-9A-Z]{5}$'
    group by u.object, u.field, u.outcome
  ) g
  join public.webhook_items w on w.id = g.sample
  order by g.newest desc, g.object, g.field
  limit least(greatest(size, 0), 1000)
$$;
grant execute on function list_unknown_items(integer) to service_role;
create index webhook_items_unknown on webhook_items (outcome, id)
  where outcome in ('unknown', 'unmatched') or outcome ~ '^[0-9A-Z]{5}$';
