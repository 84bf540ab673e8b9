/*
 * Makes the letters that are due, and takes up to `size` of them under a lease. Each morning: from the hour that was
 * chosen, late by up to six hours. When somebody waits too long: by day, at least twenty hours after the last.
 */
create or replace function claim_digests(size integer, lease_seconds integer) returns setof uuid
language plpgsql security definer set search_path = ''
as $$
begin
  update public.digests d set state = 'unconfirmed', lease_until = null
    where d.state = 'sending' and d.lease_until < now();
  insert into public.digests (business_id, user_id, day)
    select c.business_id, c.user_id, l.local::date
    from public.notice_choices c
    join public.businesses b on b.id = c.business_id
    cross join lateral (select now() at time zone b.timezone as local) l
    where case c.digest
      when 'daily' then extract(hour from l.local) between c.digest_hour and c.digest_hour + 5
        -- Whoever chooses an hour that has passed means tomorrow's.
        and c.chosen_at <= (l.local::date + make_time(c.digest_hour, 0, 0)) at time zone b.timezone
      when 'waiting' then extract(hour from l.local) between 6 and 20
        and exists (select from public.conversations w where w.business_id = c.business_id and w.status <> 'snoozed'
          and w.waiting_since < now() - make_interval(hours => c.digest_after_hours))
        and not exists (select from public.digests d where d.business_id = c.business_id and d.user_id = c.user_id
          and d.state <> 'dropped' and d.made_at > now() - interval '20 hours')
      else false end
    on conflict (business_id, user_id, day) do nothing;
  return query
    update public.digests d set lease_until = now() + make_interval(secs => lease_seconds), tries = d.tries + 1
      where d.id in (
        select w.id from public.digests w
        where w.state = 'waiting' and w.due_at <= now() and (w.lease_until is null or w.lease_until < now())
        order by w.due_at, w.id limit size for update skip locked)
      returning d.id;
end
$$;
grant execute on function claim_digests(integer, integer) to service_role;

/*
 * What the letter says, at the moment it is handed over: from here on it may have been sent. Null when nothing waits, or
 * its member wants none any more: then it is dropped. `token_hash`: of the address that ends these letters.
 */
create or replace function open_digest(digest uuid, token_hash bytea) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  d public.digests;
  told jsonb;
begin
  select o.* into d from public.digests o where o.id = digest and o.state = 'waiting' for update;
  if d.id is null then return null; end if;
  select jsonb_build_object('email', u.email, 'language', c.language, 'business', b.name, 'slug', b.slug,
      'timezone', b.timezone, 'because', c.digest, 'after_hours', c.digest_after_hours,
      'waiting', w.waiting, 'since', w.since, 'overdue', w.overdue, 'complaints', w.complaints, 'mine', w.mine,
      'cases', (select count(*) from public.cases k
        where k.business_id = d.business_id and k.state = 'open' and k.due_at < now()))
    into told
    from public.notice_choices c
    join public.businesses b on b.id = c.business_id
    join auth.users u on u.id = c.user_id
    cross join lateral (
      select count(*) as waiting, min(o.waiting_since) as since,
        count(*) filter (where o.waiting_since < now() - make_interval(hours => b.answer_promise_hours)) as overdue,
        count(*) filter (where o.intent = 'complaint') as complaints,
        count(*) filter (where o.assigned_to = c.user_id) as mine
      from public.conversations o
      where o.business_id = c.business_id and o.waiting_since is not null and o.status <> 'snoozed') w
    where c.business_id = d.business_id and c.user_id = d.user_id and c.digest <> 'off'
      and d.day = (now() at time zone b.timezone)::date;
  if told is null or ((told ->> 'waiting')::integer = 0 and (told ->> 'cases')::integer = 0) then
    update public.digests o set state = 'dropped', lease_until = null where o.id = d.id;
    return null;
  end if;
  update public.digests o set state = 'sending', link_hash = token_hash, waiting = (told ->> 'waiting')::integer
    where o.id = d.id;
  return told;
end
$$;
grant execute on function open_digest(uuid, bytea) to service_role;

/* The letter went out; or (`mailed` false) it certainly did not, and is tried again after a longer while each time. */
create or replace function settle_digest(digest uuid, mailed boolean) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.digests d set
      state = case when mailed then 'sent' when d.tries >= 8 then 'failed' else 'waiting' end,
      sent_at = case when mailed then now() end, lease_until = null,
      due_at = case when mailed then d.due_at else now() + make_interval(secs => 60 * 2 ^ d.tries) end
    where d.id = digest and d.state in ('sending', 'unconfirmed');
  return found;
end
$$;
grant execute on function settle_digest(uuid, boolean) to service_role;

/* What the address in a letter is about: {business, on}. Reading changes nothing. Null for what is none. */
create or replace function digest_of_link(token text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('business', b.name, 'on', c.digest <> 'off')
  from public.digests d
  join public.notice_choices c on c.business_id = d.business_id and c.user_id = d.user_id
  join public.businesses b on b.id = d.business_id
  where d.link_hash = sha256(convert_to(token, 'UTF8'))
$$;
grant execute on function digest_of_link(text) to anon, authenticated;

/* No more letters to whom this one went. False for what is no such address. Said twice it is the same. */
create or replace function stop_digests(token text) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.notice_choices c set digest = 'off', chosen_at = now()
    from public.digests d
    where d.link_hash = sha256(convert_to(token, 'UTF8'))
      and c.business_id = d.business_id and c.user_id = d.user_id;
  return found;
end
$$;
grant execute on function stop_digests(text) to anon, authenticated;
