-- What the answer box of a conversation must know, in one call: who asked what, what was answered privately, what can
-- be taken back, and what was wished for comments and is not done.

create or replace function answer_box(conversation uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'kind', c.kind, 'channel', h.kind, 'place', h.place, 'account', h.name, 'network', h.network,
    'connected', h.disconnected_at is null and h.problem is null, 'human_agent', h.human_agent,
    'name', p.name, 'username', i.username, 'heard_at', c.last_in_at,
    'permalink', (select t.permalink from public.post_targets t where t.id = c.post_target_id),
    'business', b.name, 'slug', b.slug, 'catalogue', b.catalogue_public,
    'templates_started', b.reply_templates_at is not null,
    'templates', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'shortcut', t.shortcut, 'body', t.body)
        order by t.shortcut)
      from (select * from public.reply_templates o where o.business_id = b.id order by o.shortcut limit 200) t),
      '[]'::jsonb),
    'direct', (select d.id from public.conversations d
      where d.contact_id = c.contact_id and d.channel_id = c.channel_id and d.kind = 'dm' and d.id <> c.id
      order by d.last_at desc limit 1),
    'comments', coalesce((select jsonb_agg(jsonb_build_object(
        'id', m.id, 'body', m.body, 'sent_at', m.sent_at, 'hidden', m.hidden_at is not null,
        'liked', m.liked_at is not null,
        'privately_answered', exists (select from public.messages r
          where r.channel_id = m.channel_id and r.parent_external_id = m.external_id and r.about = 'private_reply'
            and (r.delivery is distinct from 'failed' or r.reason = 'already_replied'))) order by m.sent_at desc, m.id desc)
      from (select * from public.messages o
        where o.conversation_id = c.id and o.direction = 'in' and o.removed_at is null and o.external_id is not null
        order by o.sent_at desc, o.id desc limit 200) m
      where c.kind = 'comment'), '[]'::jsonb),
    'private_replies', coalesce((select jsonb_agg(jsonb_build_object(
        'id', r.id, 'conversation', r.conversation_id, 'body', r.body, 'sent_at', r.sent_at, 'delivery', r.delivery,
        'version', r.version, 'reason', r.reason, 'removed', r.removed_at is not null) order by r.sent_at, r.id)
      from (select * from public.messages o where o.answers_conversation_id = c.id order by o.sent_at desc limit 50) r),
      '[]'::jsonb),
    'undoable', coalesce((select jsonb_agg(u.id) from public.messages u
      where (u.conversation_id = c.id or u.answers_conversation_id = c.id)
        and u.delivery = 'queued' and u.version = 1), '[]'::jsonb),
    'pictures', coalesce((select jsonb_object_agg(r.message_id, jsonb_build_object(
        'id', r.id, 'width', r.width, 'height', r.height))
      from public.reply_pictures r join public.messages m on m.id = r.message_id
      where m.conversation_id = c.id), '{}'::jsonb),
    -- Of each comment the last wish, unless it is done.
    'actions', coalesce((select jsonb_object_agg(a.message_id, jsonb_build_object(
        'action', a.action, 'state', a.state, 'reason', a.reason))
      from (select distinct on (w.message_id) w.* from public.comment_actions w
        join public.messages m on m.id = w.message_id
        where m.conversation_id = c.id order by w.message_id, w.asked_at desc) a
      where a.state <> 'done'), '{}'::jsonb))
  from public.conversations c
  join public.channels h on h.id = c.channel_id
  join public.contacts p on p.id = c.contact_id
  join public.identities i on i.id = c.identity_id
  join public.businesses b on b.id = c.business_id
  where c.id = conversation and c.erased_at is null and c.business_id in (select private.my_business_ids())
$$;
grant execute on function answer_box(uuid) to authenticated;
