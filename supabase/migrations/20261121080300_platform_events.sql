-- What happened, in order. A sequence's order is not commit order, so a reader with a cursor would skip
-- rows; the number therefore comes from a counter row of the business, taken by a deferred trigger at the
-- very end of the transaction. Within a business numbers have no gaps and follow commit order; no business
-- waits for another.

create table private.event_counters (
  business_id uuid primary key references businesses on delete cascade,
  last bigint not null default 0
);

create table events (
  business_id uuid not null references businesses on delete cascade,
  number bigint not null,
  kind text not null check (kind ~ '^[a-z]+\.[a-z_]+$'),
  subject uuid not null,
  actor uuid,
  at timestamptz not null default now(),
  relayed_at timestamptz,
  primary key (business_id, number)
);
create index events_unrelayed on events (business_id, number) where relayed_at is null;
create index events_subject on events (subject);

alter table events enable row level security;
create policy select_mine on events for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select (business_id, number, kind, subject, actor, at) on events to authenticated;
grant select on events to service_role;

create function private.append_event(business uuid, kind text, subject uuid) returns void
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
create function private.record_event() returns trigger
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

create constraint trigger record_creation after insert on businesses
  deferrable initially deferred for each row execute function private.record_event('business.created');
create constraint trigger record_change after update on businesses
  deferrable initially deferred for each row execute function private.record_event('business.changed');
create constraint trigger record_joining after insert on members
  deferrable initially deferred for each row execute function private.record_event('member.joined');
create constraint trigger record_role after update on members
  deferrable initially deferred for each row execute function private.record_event('member.changed');
create constraint trigger record_leaving after delete on members
  deferrable initially deferred for each row execute function private.record_event('member.left');
