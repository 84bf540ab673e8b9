-- Items that came before what they speak of.

/* What waited for something of this channel that has come is projected again. */
create or replace function private.wake_items_for_all(channel uuid, what text[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.webhook_items w
    set projected_at = null, claimed_until = null, tries = 0, outcome = 'waiting'
    where w.id in (
      select i.id from public.channels c
      join public.webhook_items i on i.network = c.network and i.account_id = c.external_id and i.waits_for = any (what)
      where c.id = channel and i.outcome in ('waiting', 'unmatched')
      order by i.id for update of i skip locked);
  if found then perform pg_catalog.pg_notify('tanggap_webhooks', ''); end if;
end
$$;

create or replace function private.wake_items_of() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.wake_items_for_all(f.channel_id, array_agg(f.external_id))
    from fresh f where f.external_id is not null group by f.channel_id;
  return null;
end
$$;
