-- Answers on their way out have a ledger like posts: a row before the call, closed after it, so that an
-- answer is never sent twice and never lost.

create table message_sends (
  id uuid primary key default gen_random_uuid(),
  message_id uuid not null,
  business_id uuid not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  outcome text check (outcome in ('ok', 'failed', 'unknown', 'found', 'absent')),
  reason text,
  trace text,
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade,
  check ((closed_at is null) = (outcome is null))
);
create unique index message_sends_one_open on message_sends (message_id) where closed_at is null;
create index message_sends_message on message_sends (message_id, opened_at);
create index message_sends_business on message_sends (business_id);

alter table message_sends enable row level security;
create policy select_mine on message_sends for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on message_sends to authenticated;
grant select on message_sends to service_role;

/*
 * Takes undelivered answers under a lease: one by id, or (message null) those that are due or whose sender
 * died. `attempt` in the result is the open ledger row of a sender that died: ask the network first.
 */
create function claim_messages(size integer, lease_seconds integer, message uuid default null) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due public.messages;
  taken public.messages;
begin
  for due in
    select m.* from (
      select w.id from public.messages w
      where w.delivery in ('queued', 'sending') and (message is null or w.id = message)
        and coalesce(w.lease_until, w.next_try_at, w.created_at) <= now()
      order by coalesce(w.lease_until, w.next_try_at, w.created_at), w.id
      limit size for update skip locked
    ) picked join public.messages m using (id)
    order by m.business_id, m.id
  loop
    update public.messages m set delivery = 'sending', version = m.version + 1, tries = m.tries + 1,
        lease_until = now() + make_interval(secs => lease_seconds), next_try_at = null
      where m.id = due.id and m.version = due.version returning * into taken;
    continue when not found;
    return next jsonb_build_object(
      'id', taken.id, 'version', taken.version, 'tries', taken.tries, 'channel_id', taken.channel_id,
      'body', taken.body, 'parent_external_id', taken.parent_external_id,
      'conversation', (select jsonb_build_object('kind', c.kind, 'place', c.place) from public.conversations c
        where c.id = taken.conversation_id),
      'recipient', (select i.external_id from public.conversations c join public.identities i
          on i.contact_id = c.contact_id and i.channel_id = c.channel_id
        where c.id = taken.conversation_id order by i.id limit 1),
      'attempt', (select jsonb_build_object('id', s.id, 'opened_at', s.opened_at) from public.message_sends s
        where s.message_id = taken.id and s.closed_at is null),
      'known_remote_ids', coalesce((select jsonb_agg(o.external_id) from public.messages o
        where o.conversation_id = taken.conversation_id and o.direction = 'out' and o.external_id is not null),
        '[]'::jsonb));
    -- The ledger row stands before the caller can make the call.
    insert into public.message_sends (message_id, business_id) values (taken.id, taken.business_id)
      on conflict do nothing;
  end loop;
end
$$;
grant execute on function claim_messages(integer, integer, uuid) to service_role;

/*
 * Records what became of an answer; does nothing when an echo has settled it already. One that stays
 * `sending` keeps its ledger row open and is looked up after `retry_seconds`; one `queued` is sent again then.
 */
create function settle_message(
  message uuid, expected_version integer, state text, outcome text, reason text default null,
  trace text default null, external_id text default null, retry_seconds integer default null
) returns text
language plpgsql security definer set search_path = ''
as $$
declare settled text;
begin
  -- The echo may have been stored as a message of its own in the meantime: ours takes its place.
  delete from public.messages m using public.messages ours
    where ours.id = message and ours.version = expected_version and m.channel_id = ours.channel_id
      and m.external_id = settle_message.external_id and m.id <> ours.id and m.direction = 'out';
  update public.messages m set delivery = state, version = m.version + 1, reason = settle_message.reason,
      external_id = coalesce(settle_message.external_id, m.external_id),
      lease_until = case when state = 'sending' then now() + make_interval(secs => coalesce(retry_seconds, 60)) end,
      next_try_at = case when state = 'queued' then now() + make_interval(secs => coalesce(retry_seconds, 0)) end
    where m.id = message and m.version = expected_version
    returning m.delivery into settled;
  update public.message_sends s set closed_at = now(), trace = settle_message.trace,
      outcome = settle_message.outcome, reason = settle_message.reason
    where s.message_id = message and s.closed_at is null and state <> 'sending'
      -- A sender that lost its lease must not close the ledger row of the one that took over.
      and settled is not null;
  return settled;
end
$$;
grant execute on function settle_message(uuid, integer, text, text, text, text, text, integer) to service_role;

/* "Kirim ulang", and after an unknown outcome "sudah terkirim" (sent = true). A member decides,
 * on the state they saw: null when it has moved on meanwhile. */
create function decide_message(message uuid, expected_version integer, sent boolean) returns text
language sql volatile security definer set search_path = ''
as $$
  update public.messages m set
      delivery = case when decide_message.sent then 'sent' else 'queued' end,
      version = m.version + 1, reason = null, next_try_at = null, tries = 0
    where m.id = message and m.version = expected_version and m.delivery in ('failed', 'unconfirmed')
      and m.business_id in (select private.my_business_ids())
    returning m.delivery
$$;
grant execute on function decide_message(uuid, integer, boolean) to authenticated;
