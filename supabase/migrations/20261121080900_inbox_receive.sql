-- In: webhook items are stored raw before Meta gets its 200. Nothing that arrived is lost: what can't be
-- understood or has no channel stays here and can be projected again.

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
