/*
 * What a member would want to hear of between two events: said by customers within a day; not automatic, spam or a
 * giveaway entry; in conversations that still wait, are not put off, not muted and not read since. `which`: `all`, or
 * `mine` for complaints and what is assigned to them.
 */
create or replace function private.news_for(
  business uuid, member uuid, which text, after_number bigint, up_to_number bigint,
  out messages integer, out conversations integer, out oldest timestamptz, out kinds text[],
  out newest_conversation uuid, out customer text, out words text)
language sql stable security definer set search_path = ''
as $$
  select count(*)::integer, count(distinct c.id)::integer, min(m.created_at),
    array_agg(distinct h.kind order by h.kind),
    (array_agg(c.id order by m.sent_at desc, m.id desc))[1],
    (array_agg(k.name order by m.sent_at desc, m.id desc))[1],
    (array_agg(left(m.body, 160) order by m.sent_at desc, m.id desc))[1]
  from public.events e
  join public.messages m on m.id = e.subject
  join public.conversations c on c.id = m.conversation_id
  join public.contacts k on k.id = c.contact_id
  join public.channels h on h.id = m.channel_id
  left join public.conversation_reads r on r.conversation_id = c.id and r.user_id = member
  where e.business_id = business and e.number > news_for.after_number and e.number <= news_for.up_to_number
    and e.kind = 'message.received'
    and m.direction = 'in' and not m.wordless and m.removed_at is null and m.sent_at > now() - interval '1 day'
    and m.intent is distinct from 'spam' and m.intent is distinct from 'giveaway_entry'
    -- A talk is logged by somebody who was there.
    and coalesce(m.about, '') not in ('talk', 'telephone', 'whatsapp')
    and c.waiting_since is not null and c.status = 'open'
    and r.muted_at is null and (r.read_at is null or r.read_at < m.created_at)
    and (which = 'all' or c.assigned_to = member or m.intent = 'complaint')
$$;

/*
 * Makes notices for members who have news, and takes up to `size` that are due under a lease. A burst is given
 * `settle_seconds`; the next notice comes five minutes after one, later each time while the member does not look. While
 * the business is closed they wait for its opening, unless the member wants them. Returns {id, tries, business_id, path,
 * waiting, conversations, kinds, business (where they have several), customer, words (where they want them),
 * devices: [{id, endpoint, p256dh, auth, language}]}.
 */
create or replace function claim_notices(size integer, lease_seconds integer, settle_seconds integer) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due record;
  news record;
  taken public.notices;
begin
  for due in
    select c.*, n.last as latest from public.notice_choices c
    join private.event_counters n on n.business_id = c.business_id and n.last > c.told_number
    where c.push <> 'none' and c.next_push_at <= now()
      and exists (select from public.push_devices d where d.user_id = c.user_id)
    order by c.next_push_at, c.business_id, c.user_id limit size for update of c skip locked
  loop
    if not due.push_outside_hours and not private.is_open(due.business_id, now()) then
      update public.notice_choices c set next_push_at = now() + interval '1 minute'
        where c.business_id = due.business_id and c.user_id = due.user_id;
      continue;
    end if;
    select * into news from private.news_for(due.business_id, due.user_id, due.push, due.told_number, due.latest);
    if news.oldest > now() - make_interval(secs => settle_seconds) then
      update public.notice_choices c set next_push_at = news.oldest + make_interval(secs => settle_seconds)
        where c.business_id = due.business_id and c.user_id = due.user_id;
      continue;
    end if;
    if news.messages > 0 and not private.is_looking(due.seen_at) then
      insert into public.notices as n (business_id, user_id, after_number, up_to_number)
        values (due.business_id, due.user_id, due.told_number, due.latest)
        on conflict (business_id, user_id) where state = 'waiting' do update set up_to_number = excluded.up_to_number;
    end if;
    update public.notice_choices c set told_number = due.latest,
        next_push_at = case when news.messages = 0 or private.is_looking(due.seen_at) then c.next_push_at else now() + interval '5 minutes' * 2 ^ (
          select least(greatest(count(*) - 1, 0), 4) from public.notices n
          where n.business_id = c.business_id and n.user_id = c.user_id
            and n.made_at > greatest(c.seen_at, now() - interval '6 hours')) end
      where c.business_id = due.business_id and c.user_id = due.user_id;
  end loop;

  for due in
    select n.*, c.push, c.push_shows_words, c.seen_at, b.slug, b.name
    from public.notices n
    join public.notice_choices c on c.business_id = n.business_id and c.user_id = n.user_id
    join public.businesses b on b.id = n.business_id
    where n.state = 'waiting' and n.due_at <= now() and (n.lease_until is null or n.lease_until < now())
    order by n.due_at, n.id limit size for update of n skip locked
  loop
    select * into news
      from private.news_for(due.business_id, due.user_id, due.push, due.after_number, due.up_to_number);
    update public.notices n set tries = n.tries + 1, lease_until = now() + make_interval(secs => lease_seconds),
        -- Answered, read or turned off meanwhile.
        state = case when news.messages > 0 and due.push <> 'none' and not private.is_looking(due.seen_at)
          then 'waiting' else 'dropped' end
      where n.id = due.id returning * into taken;
    continue when taken.state = 'dropped';
    return next jsonb_build_object('id', taken.id, 'tries', taken.tries, 'business_id', taken.business_id,
      'path', format('/u/%s/kotak-masuk%s', due.slug,
        case when news.conversations = 1 then format('/%s#akhir', news.newest_conversation) else '' end),
      'waiting', (select count(*) from public.conversations c
        where c.business_id = due.business_id and c.waiting_since is not null and c.status <> 'snoozed'
          and (due.push = 'all' or c.assigned_to = due.user_id or c.intent = 'complaint')),
      'conversations', news.conversations, 'kinds', to_jsonb(news.kinds),
      'business', case when (select count(*) from public.members m where m.user_id = due.user_id) > 1 then due.name end,
      'customer', case when due.push_shows_words then news.customer end,
      'words', case when due.push_shows_words then news.words end,
      'devices', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'endpoint', d.endpoint,
          'p256dh', d.p256dh, 'auth', d.auth, 'language', d.language))
        from public.push_devices d where d.user_id = taken.user_id), '[]'::jsonb));
  end loop;
end
$$;
grant execute on function claim_notices(integer, integer, integer) to service_role;

-- An open page says so every 20 seconds.
create or replace function private.is_looking(seen_at timestamptz) returns boolean
language sql stable set search_path = ''
as $$ select coalesce(seen_at > now() - interval '45 seconds', false) $$;

/* What came of notices: [{"id", "sent", "retry_seconds"}]. Neither sent nor to be tried again: nobody was reached. */
create or replace function settle_notices(results jsonb) returns integer
language sql volatile security definer set search_path = ''
as $$
  with moved as (
    update public.notices n set
        state = case when s.sent then 'sent' when s.retry_seconds is not null then 'waiting' else 'failed' end,
        sent_at = case when s.sent then now() end,
        due_at = case when not s.sent and s.retry_seconds is not null
          then now() + make_interval(secs => s.retry_seconds) else n.due_at end,
        lease_until = null
      from jsonb_to_recordset(results) as s (id uuid, sent boolean, retry_seconds integer)
      where n.id = s.id and n.state = 'waiting'
      returning n.id)
  select count(*)::integer from moved
$$;
grant execute on function settle_notices(jsonb) to service_role;

/* What was told long ago is of no use. */
create or replace function forget_old_notices(days integer) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.notices n where n.made_at < now() - make_interval(days => days) and n.state <> 'waiting';
  delete from public.digests d where d.made_at < now() - make_interval(days => days)
    and d.state not in ('waiting', 'sending');
end
$$;
grant execute on function forget_old_notices(integer) to service_role;
