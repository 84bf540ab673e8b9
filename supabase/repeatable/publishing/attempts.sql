drop policy if exists select_mine on publish_attempts;
create policy select_mine on publish_attempts for select to authenticated
  using (business_id in (select private.my_business_ids()));

/*
 * All a publisher needs to know about a target, in one row: what this channel says, and where it is shown; the video of a
 * video post beside the pictures; and whether the hour has come: what was claimed ahead of it may be prepared, and
 * nothing else.
 */
create or replace function private.target_work(target public.post_targets) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'id', target.id, 'version', target.version, 'state', target.state, 'tries', target.tries,
    'business_id', target.business_id, 'channel_id', target.channel_id, 'kind', c.kind,
    'connected', c.disconnected_at is null and c.problem is null,
    'scheduled_at', target.scheduled_at, 'not_after', target.not_after,
    'due', coalesce(target.scheduled_at <= now(), true),
    'container_id', target.container_id, 'container_at', target.container_at,
    'media_type', p.media_type, 'placement', p.placement, 'caption', coalesce(target.caption, p.caption),
    'link', p.link, 'first_comment', p.first_comment,
    'pictures', coalesce((
      select jsonb_agg(jsonb_build_object('media_id', m.media_id, 'alt_text', m.alt_text) order by m.position)
      from public.post_media m join public.media f on f.id = m.media_id
      where m.post_id = p.id and f.mime = 'image/jpeg'), '[]'::jsonb),
    'video', (
      select jsonb_build_object('media_id', f.id, 'mime', f.mime, 'duration_ms', f.duration_ms, 'width', f.width,
        'height', f.height, 'bytes', f.video_bytes)
      from public.post_media m join public.media f on f.id = m.media_id
      where m.post_id = p.id and f.mime like 'video/%' order by m.position limit 1),
    'attempt', (
      select jsonb_build_object('id', a.id, 'step', a.step, 'opened_at', a.opened_at)
      from public.publish_attempts a where a.target_id = target.id and a.closed_at is null),
    -- What is ours already can't be the post an open attempt made.
    'known_remote_ids', coalesce((
      select jsonb_agg(o.remote_id) from public.post_targets o
      where o.channel_id = target.channel_id and o.remote_id is not null
        and target.state = 'publishing' and o.published_at > now() - interval '7 days'), '[]'::jsonb)
  )
  from public.posts p, public.channels c
  where p.id = target.post_id and c.id = target.channel_id
$$;
