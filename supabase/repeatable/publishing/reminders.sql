drop policy if exists select_mine on reminders;
create policy select_mine on reminders for select to authenticated
  using (business_id in (select private.my_business_ids()));

create or replace function private.remind() returns trigger
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
create or replace trigger remind after update on post_targets
  for each row when (new.state = 'unconfirmed' and new.reason = 'your_turn' and old.state <> 'unconfirmed')
  execute function private.remind();

/*
 * Takes up to `size` due reminders under a lease. What nobody has to do any more, or too late, is dropped. Returns
 * {id, user_id, email, target_id, path, devices: [{id, endpoint, p256dh, auth, language}]}.
 */
create or replace function claim_due_reminders(size integer, lease_seconds integer) returns setof jsonb
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
create or replace function settle_reminders(results jsonb) returns integer
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
create or replace function snooze_reminder(target uuid) returns timestamptz
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

/*
 * The person's assisted targets that are to be done from now until `ahead_hours` from now, in all their businesses:
 * what a phone keeps for a blank spot.
 */
create or replace function due_assisted(ahead_hours integer) returns table (path text)
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
