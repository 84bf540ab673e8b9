drop policy if exists select_own_or_owned on calendar_feeds;
create policy select_own_or_owned on calendar_feeds for select to authenticated
  using (business_id in (select private.my_business_ids())
    and (user_id = (select auth.uid()) or business_id in (select private.my_owned_business_ids())));
drop policy if exists delete_own_or_owned on calendar_feeds;
create policy delete_own_or_owned on calendar_feeds for delete to authenticated
  using (business_id in (select private.my_business_ids())
    and (user_id = (select auth.uid()) or business_id in (select private.my_owned_business_ids())));

/* Gives the caller an address; one they had before is worth nothing from then on. */
create or replace function replace_calendar_feed(business uuid, token_hash bytea) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare made uuid;
begin
  if business not in (select private.my_business_ids()) then
    raise exception 'not a member' using errcode = 'insufficient_privilege';
  end if;
  insert into public.calendar_feeds as f (business_id, user_id, token_hash)
    values (business, (select auth.uid()), replace_calendar_feed.token_hash)
    on conflict (business_id, user_id) do update
      set token_hash = excluded.token_hash, made_at = now(), id = gen_random_uuid()
    returning f.id into made;
  return made;
end
$$;
grant execute on function replace_calendar_feed(uuid, bytea) to authenticated;

-- The calendar on one's phone says whose turn it is, in the words of the calendar here.

/*
 * What the holder of an address may read, without signing in: {name, slug, timezone, language, entries: [{post, at,
 * caption, link, version, targets: [{kind, name, state, permalink, reason}]}]}, an entry for each post and hour,
 * from sixty days back, at most 1,000; of reasons only `your_turn`. Null when the address is not (or no longer) one.
 */
create or replace function calendar_feed(token text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('name', b.name, 'slug', b.slug, 'timezone', b.timezone, 'language', b.language,
    'entries', coalesce((
      select jsonb_agg(jsonb_build_object('post', e.post_id, 'at', e.scheduled_at, 'caption', left(p.caption, 1000),
        'link', p.link, 'version', e.version, 'targets', e.targets) order by e.scheduled_at, e.post_id)
      from (
        select t.post_id, t.scheduled_at, sum(t.version) as version,
          jsonb_agg(jsonb_build_object('kind', c.kind, 'name', c.name, 'state', t.state, 'permalink', t.permalink,
            'reason', case when t.reason = 'your_turn' then t.reason end) order by c.name, t.id) as targets
        from public.post_targets t join public.channels c on c.id = t.channel_id
        where t.business_id = b.id and t.state <> 'cancelled' and t.scheduled_at > now() - interval '60 days'
        group by t.post_id, t.scheduled_at
        order by t.scheduled_at, t.post_id limit 1000
      ) e join public.posts p on p.id = e.post_id), '[]'::jsonb))
  from public.calendar_feeds f join public.businesses b on b.id = f.business_id
  where f.token_hash = sha256(convert_to(calendar_feed.token, 'UTF8'))
$$;
grant execute on function calendar_feed(text) to anon, authenticated;
