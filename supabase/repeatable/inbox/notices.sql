/* "Jangan beri tahu saya": of this conversation, or (`muted` false) again. False when it is not theirs. */
create or replace function mute_conversation(conversation uuid, muted boolean) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.conversation_reads as r (conversation_id, user_id, business_id, seen_at, muted_at)
    select c.id, (select auth.uid()), c.business_id, '-infinity', case when muted then now() end
    from public.conversations c
    where c.id = conversation and c.business_id in (select private.my_business_ids())
    on conflict (conversation_id, user_id) do update
      set muted_at = case when muted then coalesce(r.muted_at, now()) end;
  return found;
end
$$;
grant execute on function mute_conversation(uuid, boolean) to authenticated;

/* What the member chose, {push, ..., phones (how many of theirs can be reached), told_at, digest_at}; null for others. */
create or replace function my_notices(business uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'push', coalesce(c.push, 'none'), 'push_outside_hours', coalesce(c.push_outside_hours, false),
    'push_shows_words', coalesce(c.push_shows_words, false), 'digest', coalesce(c.digest, 'off'),
    'digest_hour', coalesce(c.digest_hour, 7), 'digest_after_hours', coalesce(c.digest_after_hours, 4),
    'phones', (select count(*) from public.push_devices d where d.user_id = m.user_id),
    'told_at', (select max(n.sent_at) from public.notices n
      where n.business_id = m.business_id and n.user_id = m.user_id))
  from public.members m
  left join public.notice_choices c on c.business_id = m.business_id and c.user_id = m.user_id
  where m.business_id = business and m.user_id = (select auth.uid())
$$;
grant execute on function my_notices(uuid) to authenticated;

/* Chooses for the member alone, in the language they read. What was said before is not told. False for others. */
create or replace function choose_notices(
  business uuid, push text, push_outside_hours boolean, push_shows_words boolean,
  digest text, digest_hour integer, digest_after_hours integer, language text
) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.notice_choices as c (business_id, user_id, push, push_outside_hours, push_shows_words, digest,
      digest_hour, digest_after_hours, language, seen_at, told_number)
    select m.business_id, m.user_id, choose_notices.push, choose_notices.push_outside_hours,
      choose_notices.push_shows_words, choose_notices.digest, choose_notices.digest_hour,
      choose_notices.digest_after_hours, choose_notices.language, now(), coalesce(n.last, 0)
    from public.members m left join private.event_counters n on n.business_id = m.business_id
    where m.business_id = business and m.user_id = (select auth.uid())
    on conflict (business_id, user_id) do update set
      push = excluded.push, push_outside_hours = excluded.push_outside_hours,
      push_shows_words = excluded.push_shows_words, digest = excluded.digest, digest_hour = excluded.digest_hour,
      digest_after_hours = excluded.digest_after_hours, language = excluded.language, chosen_at = now(),
      told_number = case when c.push = 'none' then excluded.told_number else c.told_number end,
      next_push_at = now();
  return found;
end
$$;
grant execute on function choose_notices(uuid, text, boolean, boolean, text, integer, integer, text) to authenticated;

/* The member has the inbox in sight: nobody need tell them, and what comes later is news again. */
create or replace function look_at_inbox(business uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update public.notice_choices c set seen_at = now(), next_push_at = least(c.next_push_at, now())
  where c.business_id = look_at_inbox.business and c.user_id = (select auth.uid())
$$;
grant execute on function look_at_inbox(uuid) to authenticated;

create or replace function private.see_inbox() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.notice_choices c set seen_at = now(), next_push_at = least(c.next_push_at, now())
    where c.business_id = new.business_id and c.user_id = new.user_id;
  return null;
end
$$;
create or replace trigger see_inbox after insert or update of seen_at on conversation_reads
  for each row when (new.seen_at > '-infinity') execute function private.see_inbox();
