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
