drop policy if exists select_mine on events;
create policy select_mine on events for select to authenticated
  using (business_id in (select private.my_business_ids()));

create or replace function private.append_event(business uuid, kind text, subject uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare next_number bigint;
begin
  insert into private.event_counters as c (business_id, last) values (business, 1)
    on conflict (business_id) do update set last = c.last + 1
    returning c.last into next_number;
  insert into public.events (business_id, number, kind, subject, actor)
    values (business, next_number, append_event.kind, append_event.subject, (select auth.uid()));
  perform pg_catalog.pg_notify('tanggap_events', business::text);
end
$$;

/*
 * Trigger: appends one event about the row. Arguments: the kind, or a prefix ending in a dot that is
 * completed with the column named second (`'target.', 'state'` gives `target.published`).
 */
create or replace function private.record_event() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  changed jsonb;
  business uuid;
begin
  if tg_op = 'DELETE' then changed := to_jsonb(old); else changed := to_jsonb(new); end if;
  business := coalesce(changed ->> 'business_id', changed ->> 'id');
  -- When the business itself is being deleted nobody is left to read the event.
  if tg_op = 'DELETE' and not exists (select from public.businesses b where b.id = business) then
    return null;
  end if;
  perform private.append_event(
    business,
    case when tg_nargs > 1 then tg_argv[0] || (changed ->> tg_argv[1]) else tg_argv[0] end,
    (changed ->> 'id')::uuid
  );
  return null;
end
$$;
