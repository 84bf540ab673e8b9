/* Stores the items of one signed body; those already known are left alone. Returns how many were new. */
create or replace function store_webhook_items(network text, items jsonb) returns integer
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

create or replace function claim_webhook_items(size integer, lease_seconds integer) returns setof webhook_items
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
create or replace function replay_webhook_items(since timestamptz) returns integer
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

-- What arrived while an account was disconnected waits as `no_channel`; when the account comes back, it is
-- projected.
create or replace function private.reopen_waiting_items() returns trigger
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
create or replace trigger reopen_waiting_items after update on channels
  for each row when (old.disconnected_at is not null and new.disconnected_at is null)
  execute function private.reopen_waiting_items();

/*
 * A message that got its id on the network wakes what waits for it. An item that is being projected at this moment
 * is passed over: it is tried again by itself.
 */
create or replace function private.wake_items_for(channel uuid, what text) returns void
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

create or replace function private.wake_items() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.wake_items_for(new.channel_id, new.external_id);
  return null;
end
$$;
create or replace trigger wake_items after insert on messages referencing new table as fresh
  for each statement execute function private.wake_items_of();
create or replace trigger wake_items_later after update of external_id on messages
  for each row when (new.external_id is not null and new.external_id is distinct from old.external_id)
  execute function private.wake_items();

/*
 * What arrived and is not understood, counted by where it came from, newest kind first, with one of each: for the
 * operator. `unknown`: a shape we don't know; `unmatched`: speaks of a message that is not here; five characters: an
 * error of the database.
 */
create or replace function list_unknown_items(size integer)
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
