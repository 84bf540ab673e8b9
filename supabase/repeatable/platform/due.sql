-- When each drain has work next, in one cheap question: so that an idle process asks once every few seconds instead of
-- every drain asking by itself. Each line says exactly what the drain's claim takes; a claim that takes less than this
-- says is asked in vain, one that takes more is late until the drain looks by itself.

/* Every drain that is asked here, with the seconds until its work is due: 0 or less is now, null is nothing. */
create or replace function private.next_due() returns table (drain text, seconds double precision)
language sql stable security definer set search_path = ''
as $$
  select due.drain, extract(epoch from due.at - now())::double precision from (
    select 'platform.relay' as drain, (select now() where exists (
      select from public.events e where e.relayed_at is null)) as at
    union all
    select 'publishing.publish', least(
      (select coalesce(t.next_try_at, t.scheduled_at) from public.post_targets t
        where t.state in ('scheduled', 'container_ready') and t.not_after > now()
        order by coalesce(t.next_try_at, t.scheduled_at) limit 1),
      (select min(t.lease_until) from public.post_targets t where t.state in ('claimed', 'publishing')))
    union all
    select 'publishing.comments', (select min(f.due_at) from public.first_comments f where f.due_at is not null)
    union all
    select 'publishing.preflight', (select d.preflight_due_at from public.post_targets d
      where d.preflight_due_at is not null and d.state in ('scheduled', 'container_ready')
        and d.scheduled_at > now() + interval '10 minutes'
        and exists (select from public.channels c where c.id = d.channel_id and c.network is not null)
      order by d.preflight_due_at limit 1)
    union all
    select 'publishing.metrics', (select min(t.metrics_due_at) from public.post_targets t where t.metrics_due_at is not null)
    union all
    select 'publishing.reminders', (select r.due_at from public.reminders r
      where r.state = 'waiting' and (r.lease_until is null or r.lease_until < now()) order by r.due_at limit 1)
    union all
    select 'publishing.followers', (select c.followers_due_at from public.channels c
      where c.disconnected_at is null and c.network is not null order by c.followers_due_at limit 1)
    union all
    select 'inbox.project', (select now() where exists (select from public.webhook_items w
      where w.projected_at is null and (w.claimed_until is null or w.claimed_until < now())))
    union all
    select 'inbox.sweep', (select coalesce(w.lease_until, w.next_try_at, w.created_at) from public.messages w
      where w.delivery in ('queued', 'sending')
        and not exists (select from public.messages e
          where e.conversation_id = w.conversation_id and e.delivery in ('queued', 'sending') and e.tries <= 1
            and e.created_at < w.created_at)
      order by coalesce(w.lease_until, w.next_try_at, w.created_at) limit 1)
    union all
    select 'inbox.moderate_due', (select min(coalesce(w.lease_until, w.next_try_at, w.asked_at))
      from public.comment_actions w
      where w.state in ('queued', 'working')
        and not exists (select from public.comment_actions e
          where e.message_id = w.message_id and e.state in ('queued', 'working') and e.asked_at < w.asked_at))
    union all
    select 'inbox.attachments', (select coalesce(a.lease_until, a.next_try_at, a.arrived_at)
      from public.message_attachments a
      where a.state = 'waiting' order by coalesce(a.lease_until, a.next_try_at, a.arrived_at) limit 1)
    union all
    select 'inbox.readings', (select r.due_at from public.read_receipts r
      where r.state = 'waiting' and (r.lease_until is null or r.lease_until < now()) order by r.due_at limit 1)
    union all
    select 'inbox.profiles', (select r.due_at from public.profile_requests r
      where r.state = 'waiting' and (r.lease_until is null or r.lease_until < now()) order by r.due_at limit 1)
    union all
    select 'inbox.notices', least(
      (select c.next_push_at from public.notice_choices c
        join private.event_counters n on n.business_id = c.business_id and n.last > c.told_number
        where c.push <> 'none' and exists (select from public.push_devices d where d.user_id = c.user_id)
        order by c.next_push_at limit 1),
      (select n.due_at from public.notices n
        where n.state = 'waiting' and (n.lease_until is null or n.lease_until < now()) order by n.due_at limit 1))
    union all
    select 'inbox.mentions', (select min(coalesce(d.next_try_at, now())) from public.mentions d
      join public.channels c on c.id = d.channel_id and c.disconnected_at is null and c.problem is null
      where d.outcome is null)
    union all
    select 'inbox.raw_items', (select now() where exists (
      select from public.erasures e where e.finished_at is null))
    union all
    select 'media.remove_files', (select now() where exists (select from public.media_removals))
  ) due
$$;

-- Which of these messages a job could have something to do for: asked before there are jobs, so that a thousand comments
-- do not become two thousand jobs that find nothing. Each leaves out only what its job is certain to leave alone.
