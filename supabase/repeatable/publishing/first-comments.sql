drop policy if exists select_mine on first_comments;
create policy select_mine on first_comments for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* Trigger: appends the event named in its argument about the row's target. */
create or replace function private.record_target_event() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.append_event(new.business_id, tg_argv[0], new.target_id);
  return null;
end
$$;
drop trigger if exists record_outcome on first_comments;
create constraint trigger record_outcome after update on first_comments
  deferrable initially deferred for each row
  when (old.state is distinct from new.state and new.state <> 'sending')
  execute function private.record_target_event('target.commented');

/*
 * A post that just went out is owed its first comment. Where a person said that it is live nobody knows which post
 * it is: then the comment is theirs to write, and they are told.
 */
create or replace function private.owe_first_comment() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.first_comments (target_id, business_id, body, state, due_at)
    select new.id, new.business_id, p.first_comment,
      case when new.remote_id is null then 'failed' else 'waiting' end,
      case when new.remote_id is not null then now() end
    from public.posts p, public.channels c
    where p.id = new.post_id and c.id = new.channel_id and c.network is not null
      and p.placement = 'feed' and btrim(p.first_comment) <> ''
    on conflict (target_id) do nothing;
  perform pg_catalog.pg_notify('tanggap_comments', '');
  return null;
end
$$;
create or replace trigger owe_first_comment after update of state on post_targets
  for each row when (new.state = 'published' and old.state <> 'published')
  execute function private.owe_first_comment();

/*
 * Takes up to `size` first comments that are due, each under a lease and with its ledger row open. Returns
 * {target_id, version, tries, channel_id, kind, remote_post_id, body, opened_at,
 * known_remote_ids}: `opened_at` is when a call began whose end nobody knows, and null where none was made.
 */
create or replace function claim_first_comments(size integer, lease_seconds integer) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  due record;
begin
  for due in
    select f.target_id, f.version, f.tries, f.body, f.opened_at, t.channel_id, t.remote_id, c.kind
    from public.first_comments f
    join public.post_targets t on t.id = f.target_id
    join public.channels c on c.id = t.channel_id
    where f.due_at <= now()
    order by f.due_at, f.target_id
    limit size
    for update of f skip locked
  loop
    update public.first_comments f set state = 'sending', version = f.version + 1, tries = f.tries + 1,
        opened_at = coalesce(f.opened_at, now()), due_at = now() + make_interval(secs => lease_seconds)
      where f.target_id = due.target_id;
    return next jsonb_build_object('target_id', due.target_id, 'version', due.version + 1, 'tries', due.tries + 1,
      'channel_id', due.channel_id, 'kind', due.kind, 'remote_post_id', due.remote_id, 'body', due.body,
      'opened_at', due.opened_at,
      'known_remote_ids', coalesce((select jsonb_agg(m.external_id) from public.messages m
        where m.channel_id = due.channel_id and m.direction = 'out' and m.external_id is not null
          and m.sent_at > now() - interval '7 days'), '[]'::jsonb));
  end loop;
end
$$;
grant execute on function claim_first_comments(integer, integer) to service_role;

/*
 * Records what became of a first comment. One that stays `sending` keeps its ledger row open and is looked up after
 * `retry_seconds`; one `waiting` is sent again then. False when somebody else has taken it over meanwhile.
 */
create or replace function settle_first_comment(
  target uuid, expected_version integer, verdict text, reason text default null, remote_id text default null,
  retry_seconds integer default null
) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.first_comments f set state = verdict, version = f.version + 1,
      reason = settle_first_comment.reason, remote_id = settle_first_comment.remote_id,
      opened_at = case when verdict = 'sending' then f.opened_at end,
      due_at = case when verdict in ('waiting', 'sending')
        then now() + make_interval(secs => coalesce(retry_seconds, 60)) end,
      sent_at = case when verdict = 'sent' then now() end
    where f.target_id = target and f.version = expected_version and f.state = 'sending';
  return found;
end
$$;
grant execute on function settle_first_comment(uuid, integer, text, text, text, integer) to service_role;

/*
 * "Kirim lagi", or `sent`: a member saw it, or wrote it by hand. On the state they saw: null when it has moved on,
 * or when there is no post known to write under.
 */
create or replace function decide_first_comment(target uuid, expected_version integer, sent boolean) returns text
language plpgsql security definer set search_path = ''
as $$
declare decided text;
begin
  update public.first_comments f set state = case when decide_first_comment.sent then 'sent' else 'waiting' end,
      version = f.version + 1, reason = null, tries = 0,
      due_at = case when not decide_first_comment.sent then now() end,
      sent_at = case when decide_first_comment.sent then now() end
    where f.target_id = target and f.version = expected_version and f.state in ('failed', 'unconfirmed')
      and f.business_id in (select private.my_business_ids())
      and (decide_first_comment.sent or exists (select from public.post_targets t
        where t.id = f.target_id and t.remote_id is not null))
    returning f.state into decided;
  perform pg_catalog.pg_notify('tanggap_comments', '');
  return decided;
end
$$;
grant execute on function decide_first_comment(uuid, integer, boolean) to authenticated;
drop trigger if exists record_finding on preflights;
create constraint trigger record_finding after insert on preflights
  deferrable initially deferred for each row when (new.problems <> '[]')
  execute function private.record_target_event('target.checked');
drop trigger if exists record_change on preflights;
create constraint trigger record_change after update on preflights
  deferrable initially deferred for each row when (old.problems <> new.problems)
  execute function private.record_target_event('target.checked');
