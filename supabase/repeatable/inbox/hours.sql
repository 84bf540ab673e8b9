drop policy if exists select_mine on business_hours;
create policy select_mine on business_hours for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on business_hour_exceptions;
create policy select_mine on business_hour_exceptions for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_owned on business_hour_exceptions;
create policy insert_owned on business_hour_exceptions for insert to authenticated
  with check (business_id in (select private.my_owned_business_ids()));
drop policy if exists delete_owned on business_hour_exceptions;
create policy delete_owned on business_hour_exceptions for delete to authenticated
  using (business_id in (select private.my_owned_business_ids()));
drop policy if exists select_mine on away_messages;
create policy select_mine on away_messages for select to authenticated
  using (business_id in (select private.my_business_ids()));

/*
 * Sets the hours of the week ([{"weekday", "opens", "closes"}]; a day without a row is closed, no row at all means that
 * the business has not said) and the away message (null leaves it). False for who is no owner.
 */
create or replace function save_business_hours(business uuid, week jsonb, away text default null, away_active boolean default false)
returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if business not in (select private.my_owned_business_ids()) then return false; end if;
  perform from public.businesses b where b.id = business for update;
  delete from public.business_hours h where h.business_id = business;
  insert into public.business_hours (business_id, weekday, opens, closes)
    select business, w.weekday, w.opens, w.closes
    from jsonb_to_recordset(week) as w (weekday smallint, opens time, closes time);
  if away is not null then
    insert into public.away_messages (business_id, body, active) values (business, btrim(away), away_active)
      on conflict (business_id) do update
        set body = excluded.body, active = excluded.active, set_by = (select auth.uid()), set_at = now();
  end if;
  return true;
end
$$;
grant execute on function save_business_hours(uuid, jsonb, text, boolean) to authenticated;

-- The hours in which the business is open between two instants; the later of two exceptions that overlap holds.
create or replace function private.open_spans(business uuid, since timestamptz, until timestamptz)
returns table (opens timestamptz, closes timestamptz)
language sql stable security definer set search_path = ''
as $$
  select greatest(o.opens, since), least(o.closes, until)
  from public.businesses b
  cross join lateral generate_series(
    (since at time zone b.timezone)::date, (until at time zone b.timezone)::date, interval '1 day') as d (day)
  cross join lateral (
    select e.opens, e.closes, true as special from (
      select x.* from public.business_hour_exceptions x
      where x.business_id = b.id and d.day::date between x.from_on and x.to_on
      order by x.from_on desc, x.id limit 1) e
    union all
    select h.opens, h.closes, false from public.business_hours h
    where h.business_id = b.id and h.weekday = extract(isodow from d.day)
      and not exists (select from public.business_hour_exceptions x
        where x.business_id = b.id and d.day::date between x.from_on and x.to_on)
  ) as w
  cross join lateral (
    select (d.day::date + w.opens) at time zone b.timezone as opens,
      (d.day::date + w.closes) at time zone b.timezone as closes) as o
  where b.id = business and o.closes > since and o.opens < until
$$;

-- Whether the business is open at an instant; always, when it has not said its hours.
create or replace function private.is_open(business uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = ''
as $$
  select not exists (select from public.business_hours h where h.business_id = business)
    or exists (select from private.open_spans(business, at - interval '1 microsecond', at + interval '1 microsecond') s
      where s.opens <= at and s.closes >= at)
$$;

/*
 * How long a conversation has waited for its answer, in seconds on the clock and in seconds in which the business was
 * open (null when it has not said its hours). No row when nothing waits, or it is not the person's.
 */
create or replace function waiting_clock(conversation uuid) returns table (plain_seconds integer, open_seconds integer)
language sql stable security definer set search_path = ''
as $$
  select extract(epoch from now() - c.waiting_since)::integer,
    case when exists (select from public.business_hours h where h.business_id = c.business_id) then (
      select coalesce(sum(extract(epoch from s.closes - s.opens)), 0)::integer
      -- A year is answer enough.
      from private.open_spans(c.business_id, greatest(c.waiting_since, now() - interval '366 days'), now()) s) end
  from public.conversations c
  where c.id = conversation and c.waiting_since is not null
    and c.business_id in (select private.my_business_ids())
$$;
grant execute on function waiting_clock(uuid) to authenticated;

/*
 * Answers a message that came in while the business is closed with its away message: direct conversations alone, once
 * per thread and local day, never to spam, to what is old, or where a person has just answered. Returns the answer's
 * id; null when none is due.
 */
create or replace function send_away(message uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  m public.messages;
  c public.conversations;
  away public.away_messages;
  today date;
  made uuid;
begin
  select * into m from public.messages x where x.id = message and x.direction = 'in' and not x.wordless
    and x.removed_at is null and x.sent_at > now() - interval '1 hour' and x.intent is distinct from 'spam';
  select * into c from public.conversations x where x.id = m.conversation_id and x.kind = 'dm' and x.status <> 'spam';
  select * into away from public.away_messages a where a.business_id = m.business_id and a.active;
  if c.id is null or away.business_id is null or private.is_open(m.business_id, now())
    or not exists (select from public.channels h where h.id = m.channel_id and h.disconnected_at is null
      and h.kind in ('instagram', 'facebook', 'whatsapp'))
    or exists (select from public.messages a where a.conversation_id = c.id and a.direction = 'out'
      and not a.automatic and a.sent_at > now() - interval '1 hour') then
    return null;
  end if;
  select (now() at time zone b.timezone)::date into today from public.businesses b where b.id = m.business_id;
  insert into public.messages (business_id, conversation_id, channel_id, direction, body, automatic, automatic_on, delivery)
    values (m.business_id, c.id, m.channel_id, 'out', away.body, true, today, 'queued')
    on conflict (conversation_id, automatic_on) where automatic_on is not null do nothing
    returning id into made;
  return made;
end
$$;
grant execute on function send_away(uuid) to service_role;

/* Messages that the business may have to answer by itself, because it says so when it is closed. */
create or replace function private.may_send_away(messages uuid[]) returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select m.id from public.messages m
  join public.away_messages a on a.business_id = m.business_id and a.active
  join public.conversations c on c.id = m.conversation_id and c.kind = 'dm'
  where m.id = any (messages) and m.direction = 'in'
$$;
