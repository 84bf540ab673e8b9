drop policy if exists select_mine on message_sends;
create policy select_mine on message_sends for select to authenticated
  using (business_id in (select private.my_business_ids()));

-- Answers go to the account the conversation is with, in the order they were written; and where a private reply
-- tells whom it reached, the direct conversation is with that account from then on.

/*
 * Takes undelivered answers under a lease: one by id, or (message null) those that are due or whose sender
 * died. `attempt` in the result is the open ledger row of a sender that died: ask the network first.
 */
create or replace function claim_messages(size integer, lease_seconds integer, message uuid default null)
returns setof jsonb
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
        -- What was written before it goes first, unless that one has trouble.
        and not exists (select from public.messages e
          where e.conversation_id = w.conversation_id and e.delivery in ('queued', 'sending') and e.tries <= 1
            and e.created_at < w.created_at)
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
      'body', taken.body, 'parent_external_id', taken.parent_external_id, 'tag', taken.tag,
      'template', taken.template,
      'way', (select case when taken.about = 'private_reply' then 'private' when c.kind = 'comment' then 'comment'
          else 'direct' end
        from public.conversations c where c.id = taken.conversation_id),
      'recipient', (select i.external_id from public.conversations c join public.identities i on i.id = c.identity_id
        where c.id = taken.conversation_id and i.external_id not like 'private:%' and i.external_id not like 'hidden:%'),
      'pictures', coalesce((select jsonb_agg(r.id) from public.reply_pictures r where r.message_id = taken.id),
        '[]'::jsonb),
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
