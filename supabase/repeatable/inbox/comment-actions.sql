drop policy if exists select_mine on comment_actions;
create policy select_mine on comment_actions for select to authenticated
  using (business_id in (select private.my_business_ids()));

drop trigger if exists record_wish on comment_actions;
create constraint trigger record_wish after insert on comment_actions
  deferrable initially deferred for each row execute function private.record_event('action.', 'state');
drop trigger if exists record_outcome on comment_actions;
create constraint trigger record_outcome after update on comment_actions
  deferrable initially deferred for each row
  when (old.state is distinct from new.state and new.state <> 'working')
  execute function private.record_event('action.', 'state');

/*
 * A member wants something done with a comment, or with an answer of the business under a post (that can be deleted
 * alone). The same wish twice is one. False when the comment is not there, or not theirs.
 */
create or replace function ask_comment_action(message uuid, action text) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare m public.messages;
begin
  select s.* into m from public.messages s
    join public.conversations c on c.id = s.conversation_id and c.kind = 'comment'
    join public.channels h on h.id = s.channel_id and h.kind in ('instagram', 'facebook')
    where s.id = message and s.external_id is not null and s.removed_at is null
      and (s.direction = 'in' or ask_comment_action.action = 'delete')
      and s.business_id in (select private.my_business_ids())
    for update of s;
  if m.id is null then return false; end if;
  insert into public.comment_actions (business_id, message_id, action)
    select m.business_id, m.id, ask_comment_action.action
    where ask_comment_action.action is distinct from (
      select a.action from public.comment_actions a
      where a.message_id = m.id and a.state in ('queued', 'working') order by a.asked_at desc limit 1);
  return true;
end
$$;
grant execute on function ask_comment_action(uuid, text) to authenticated;

/* Takes wishes under a lease, the oldest of each comment: one by id, or (action null) those that are due. */
create or replace function claim_comment_actions(size integer, lease_seconds integer, action uuid default null)
returns table (id uuid, version integer, tries smallint, channel_id uuid, wanted text, comment text)
language plpgsql security definer set search_path = ''
as $$
begin
  return query
    update public.comment_actions a set state = 'working', version = a.version + 1, tries = a.tries + 1,
        next_try_at = null, lease_until = now() + make_interval(secs => lease_seconds)
      from public.messages m
      where m.id = a.message_id and a.id in (
        select w.id from public.comment_actions w
        where w.state in ('queued', 'working') and (claim_comment_actions.action is null or w.id = claim_comment_actions.action)
          and coalesce(w.lease_until, w.next_try_at, w.asked_at) <= now()
          and not exists (select from public.comment_actions e
            where e.message_id = w.message_id and e.state in ('queued', 'working') and e.asked_at < w.asked_at)
        order by w.asked_at limit size for update skip locked)
      returning a.id, a.version, a.tries, m.channel_id, a.action, m.external_id;
end
$$;
grant execute on function claim_comment_actions(integer, integer, uuid) to service_role;

/* Records what became of a wish, and shows it on the comment; `queued`: to be tried again after `retry_seconds`. */
create or replace function settle_comment_action(
  action uuid, expected_version integer, state text, reason text default null, retry_seconds integer default null
) returns text
language plpgsql security definer set search_path = ''
as $$
declare settled public.comment_actions;
begin
  update public.comment_actions a set state = settle_comment_action.state, version = a.version + 1,
      reason = case settle_comment_action.state when 'failed' then settle_comment_action.reason end,
      lease_until = null, ended_at = case when settle_comment_action.state <> 'queued' then now() end,
      next_try_at = case settle_comment_action.state when 'queued'
        then now() + make_interval(secs => coalesce(retry_seconds, 30)) end
    where a.id = settle_comment_action.action and a.version = expected_version and a.state = 'working'
    returning * into settled;
  if settled.state = 'done' then
    update public.messages m set
        hidden_at = case settled.action when 'hide' then coalesce(m.hidden_at, now()) when 'unhide' then null
          else m.hidden_at end,
        hidden_changed_at = case when settled.action in ('hide', 'unhide') then now() else m.hidden_changed_at end,
        liked_at = case settled.action when 'like' then coalesce(m.liked_at, now()) when 'unlike' then null
          else m.liked_at end,
        removed_at = case settled.action when 'delete' then coalesce(m.removed_at, now()) else m.removed_at end,
        body = case settled.action when 'delete' then '' else m.body end
      where m.id = settled.message_id;
  end if;
  return settled.state;
end
$$;
grant execute on function settle_comment_action(uuid, integer, text, text, integer) to service_role;
