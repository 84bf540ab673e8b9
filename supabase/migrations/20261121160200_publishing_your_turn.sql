-- Assisted posting. At its hour a target on an assisted channel becomes `unconfirmed` because of `your_turn`: nothing
-- was sent, a person is asked. Who made the post and who owns the business are reminded, each once; the row of a
-- reminder is there before anything is sent, and in the same transaction as the state. A crash between sending
-- and writing it down sends it again: twice is the lesser evil than not at all, and the phone shows one.

create table reminders (
  id uuid primary key default gen_random_uuid(),
  target_id uuid not null,
  business_id uuid not null,
  user_id uuid not null references auth.users on delete cascade,
  due_at timestamptz not null default now(),
  -- After this hour nobody is reminded any more.
  not_after timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'failed')),
  way text check (way in ('push', 'mail')),
  tries smallint not null default 0,
  -- When the present or latest try began, and until when nobody else may begin one.
  opened_at timestamptz,
  lease_until timestamptz,
  sent_at timestamptz,
  foreign key (target_id, business_id) references post_targets (id, business_id) on delete cascade,
  check ((state = 'sent') = (sent_at is not null and way is not null))
);
create unique index reminders_one_waiting on reminders (target_id, user_id) where state = 'waiting';
create index reminders_target on reminders (target_id, business_id);
create index reminders_due on reminders (due_at) where state = 'waiting';
create index reminders_business on reminders (business_id);
create index reminders_user on reminders (user_id);

alter table reminders enable row level security;
create policy select_mine on reminders for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on reminders to authenticated;
grant select on reminders to service_role;

create function private.remind() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.reminders (target_id, business_id, user_id, not_after)
    select new.id, new.business_id, m.user_id, coalesce(new.not_after, now() + interval '6 hours')
    from public.members m join public.posts p on p.id = new.post_id
    where m.business_id = new.business_id and (m.role = 'owner' or m.user_id = p.created_by)
    on conflict do nothing;
  perform pg_catalog.pg_notify('tanggap_reminders', '');
  return new;
end
$$;
create trigger remind after update on post_targets
  for each row when (new.state = 'unconfirmed' and new.reason = 'your_turn' and old.state <> 'unconfirmed')
  execute function private.remind();

/*
 * Takes up to `size` due reminders under a lease. What nobody has to do any more, or too late, is dropped. Returns
 * {id, user_id, email, target_id, path, devices: [{id, endpoint, p256dh, auth, language}]}.
 */
create function claim_due_reminders(size integer, lease_seconds integer) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due record;
  taken public.reminders;
begin
  for due in
    select r.id, t.id as target, t.post_id, b.slug, u.email,
      t.state = 'unconfirmed' and t.reason = 'your_turn' and r.not_after > now()
        and exists (select from public.members m where m.business_id = r.business_id and m.user_id = r.user_id)
        as wanted
    from public.reminders r
    join public.post_targets t on t.id = r.target_id
    join public.businesses b on b.id = r.business_id
    join auth.users u on u.id = r.user_id
    where r.state = 'waiting' and r.due_at <= now() and (r.lease_until is null or r.lease_until < now())
    order by r.due_at, r.id
    limit size
    for update of r skip locked
  loop
    update public.reminders r set
        state = case when due.wanted then 'waiting' else 'dropped' end,
        tries = r.tries + 1, opened_at = now(), lease_until = now() + make_interval(secs => lease_seconds)
      where r.id = due.id returning * into taken;
    continue when taken.state = 'dropped';
    return next jsonb_build_object('id', taken.id, 'user_id', taken.user_id, 'email', due.email,
      'target_id', due.target, 'tries', taken.tries,
      'path', format('/u/%s/unggahan/%s/target/%s/bantu', due.slug, due.post_id, due.target),
      'devices', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'endpoint', d.endpoint,
          'p256dh', d.p256dh, 'auth', d.auth, 'language', d.language))
        from public.push_devices d where d.user_id = taken.user_id), '[]'::jsonb));
  end loop;
end
$$;
grant execute on function claim_due_reminders(integer, integer) to service_role;

/*
 * Records what came of reminders: `results` = [{"id", "way", "retry_seconds"}]. With `way` it was sent; with
 * `retry_seconds` it is tried again then; with neither nobody could be reached.
 */
create function settle_reminders(results jsonb) returns integer
language sql volatile security definer set search_path = ''
as $$
  with moved as (
    update public.reminders r set
        state = case when s.way is not null then 'sent' when s.retry_seconds is not null then 'waiting' else 'failed' end,
        way = s.way, sent_at = case when s.way is not null then now() end,
        due_at = case when s.way is null and s.retry_seconds is not null
          then now() + make_interval(secs => s.retry_seconds) else r.due_at end,
        lease_until = null
      from jsonb_to_recordset(results) as s (id uuid, way text, retry_seconds integer)
      where r.id = s.id and r.state = 'waiting'
      returning r.id)
  select count(*)::integer from moved
$$;
grant execute on function settle_reminders(jsonb) to service_role;

/*
 * "Nanti": the person is reminded once more, in an hour. Asked twice it is still one. Returns when; null when there is
 * nothing to do any more, or the post's "not after" comes first.
 */
create function snooze_reminder(target uuid) returns timestamptz
language plpgsql security definer set search_path = ''
as $$
declare
  held public.post_targets;
  due timestamptz := now() + interval '1 hour';
begin
  select t.* into held from public.post_targets t
    where t.id = target and t.state = 'unconfirmed' and t.reason = 'your_turn'
      and t.business_id in (select private.my_business_ids());
  if not found or held.not_after <= due then return null; end if;
  insert into public.reminders as r (target_id, business_id, user_id, due_at, not_after)
    values (held.id, held.business_id, (select auth.uid()), due, held.not_after)
    on conflict (target_id, user_id) where (state = 'waiting') do update set due_at = excluded.due_at;
  return due;
end
$$;
grant execute on function snooze_reminder(uuid) to authenticated;

/* As before; on an assisted channel a person may have posted before its hour, or say so after it was missed. */
create or replace function private.check_target_transition() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.state = old.state and new.version = old.version then return new; end if;
  if new.version <> old.version + 1 then
    raise exception 'a target moves one version at a time' using errcode = 'check_violation';
  end if;
  if not (case old.state
    when 'draft' then new.state in ('draft', 'approved', 'scheduled', 'cancelled')
    when 'approved' then new.state in ('approved', 'draft', 'scheduled', 'cancelled')
    when 'scheduled' then new.state in ('scheduled', 'draft', 'claimed', 'missed', 'failed', 'cancelled')
    when 'claimed' then new.state in
      ('claimed', 'scheduled', 'container_ready', 'publishing', 'failed', 'unconfirmed', 'missed')
    when 'container_ready' then new.state in
      ('container_ready', 'draft', 'scheduled', 'claimed', 'missed', 'failed', 'cancelled')
    when 'publishing' then new.state in ('publishing', 'published', 'failed', 'unconfirmed', 'scheduled', 'container_ready')
    when 'unconfirmed' then new.state in ('published', 'scheduled', 'cancelled')
    when 'failed' then new.state in ('draft', 'scheduled', 'cancelled', 'published')
    when 'missed' then new.state in ('draft', 'scheduled', 'cancelled')
    when 'cancelled' then new.state in ('draft', 'scheduled')
    else false
  end) and not (old.state in ('scheduled', 'missed') and new.state = 'published'
    and exists (select from public.channels c where c.id = new.channel_id and c.kind = 'assisted'))
  then
    raise exception 'a target cannot go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end
$$;

/*
 * "Sudah saya unggah": a person posted it on an assisted channel, at `posted_at` where they said so later (a phone
 * that had no signal). It holds no version: the screen may have been kept on the phone since before the hour, and
 * what was posted stays posted whatever happened to the plan; said twice it is recorded once, for `published` is an
 * end. A link that comes later is added. Returns the state: `published`; `busy` when a publisher holds it for a
 * moment; the state it is in when it was taken out of the plan; null when it is not theirs.
 */
create function confirm_assisted(target uuid, link text default null, posted_at timestamptz default null) returns text
language plpgsql security definer set search_path = ''
as $$
declare held public.post_targets;
begin
  select t.* into held from public.post_targets t join public.channels c on c.id = t.channel_id
    where t.id = target and c.kind = 'assisted' and t.business_id in (select private.my_business_ids())
    for update of t;
  if not found then return null; end if;
  if held.state = 'published' then
    update public.post_targets t set permalink = link
      where t.id = held.id and t.permalink is null and link is not null;
    return 'published';
  end if;
  if held.state in ('claimed', 'publishing') then return 'busy'; end if;
  if held.state not in ('scheduled', 'unconfirmed', 'missed', 'failed') then return held.state; end if;
  update public.post_targets t set state = 'published', version = t.version + 1, permalink = link, reason = null,
      next_try_at = null,
      published_at = least(now(), greatest(coalesce(confirm_assisted.posted_at, now()), now() - interval '7 days'))
    where t.id = held.id;
  return 'published';
end
$$;
grant execute on function confirm_assisted(uuid, text, timestamptz) to authenticated;

/*
 * The person's assisted targets that are to be done from now until `ahead_hours` from now, in all their businesses:
 * what a phone keeps for a blank spot.
 */
create function due_assisted(ahead_hours integer) returns table (path text)
language sql stable security definer set search_path = ''
as $$
  select format('/u/%s/unggahan/%s/target/%s/bantu', b.slug, t.post_id, t.id)
  from public.post_targets t
  join public.channels c on c.id = t.channel_id and c.kind = 'assisted'
  join public.businesses b on b.id = t.business_id
  where t.business_id in (select private.my_business_ids())
    and t.scheduled_at <= now() + make_interval(hours => ahead_hours)
    and (t.state in ('scheduled', 'claimed', 'publishing') or t.state = 'unconfirmed' and t.reason = 'your_turn')
  order by t.scheduled_at, t.id
  limit 20
$$;
grant execute on function due_assisted(integer) to authenticated;
