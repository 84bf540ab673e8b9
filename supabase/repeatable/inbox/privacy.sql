drop policy if exists select_mine on contact_copies;
create policy select_mine on contact_copies for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on consents;
create policy select_mine on consents for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on consents;
create policy insert_mine on consents for insert to authenticated
  with check (business_id in (select private.my_business_ids()));

/* The customer takes a consent back (UU 27/2022, article 9). False when it is not there, or was taken back. */
create or replace function withdraw_consent(consent uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.consents c set withdrawn_at = now(), withdrawn_by = (select auth.uid())
    where c.id = consent and c.withdrawn_at is null and c.business_id in (select private.my_business_ids());
  return found;
end
$$;
grant execute on function withdraw_consent(uuid) to authenticated;

/*
 * Everything a business has of a customer, for them (UU 27/2022, article 7); written down that it was handed out. Null for who is
 * no owner. Files are named by id; members' e-mail addresses are theirs, and not in it.
 */
create or replace function contact_copy(contact uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  c public.contacts;
  people uuid[];
  copy jsonb;
begin
  select * into c from public.contacts o
    where o.id = contact and o.erased_at is null and o.merged_into is null
      and o.business_id in (select private.my_owned_business_ids());
  if c.id is null then return null; end if;
  people := private.same_person(c.id);
  insert into public.contact_copies (business_id, contact_id, made_by) values (c.business_id, c.id, (select auth.uid()));
  select jsonb_build_object(
    'business', b.name,
    'name', c.name,
    'since', c.created_at,
    'accounts', coalesce((
      select jsonb_agg(jsonb_build_object('channel', h.kind, 'account_of_business', h.name, 'id', i.external_id,
        'username', i.username) order by h.kind, i.id)
      from public.identities i join public.channels h on h.id = i.channel_id
      where i.contact_id = any (people)), '[]'),
    'consents', coalesce((
      select jsonb_agg(jsonb_build_object('purpose', s.purpose, 'way', s.way, 'wording', s.wording,
        'given_at', s.given_at, 'withdrawn_at', s.withdrawn_at) order by s.given_at, s.id)
      from public.consents s where s.contact_id = any (people)), '[]'),
    'conversations', coalesce((
      select jsonb_agg(private.conversation_copy(t) order by t.created_at, t.id)
      from public.conversations t where t.contact_id = any (people)), '[]'))
    into copy
    from public.businesses b where b.id = c.business_id;
  return copy;
end
$$;
grant execute on function contact_copy(uuid) to authenticated;

create or replace function private.conversation_copy(talk public.conversations) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'kind', talk.kind,
    'channel', (select h.kind from public.channels h where h.id = talk.channel_id),
    'status', talk.status,
    'feedback', (
      select jsonb_build_object('number', f.number, 'kind', f.kind, 'email', f.email, 'whatsapp', f.whatsapp,
        'ordered', f.ordered, 'wants', f.wants, 'page', f.page, 'product', f.product, 'language', f.language,
        'notice', f.notice, 'consented_at', f.consented_at)
      from public.feedbacks f where f.conversation_id = talk.id),
    'messages', coalesce((
      select jsonb_agg(jsonb_build_object('from', case m.direction when 'in' then 'customer' else 'business' end,
        'at', m.sent_at, 'words', m.body, 'automatic', m.automatic, 'removed_at', m.removed_at,
        'edited_at', m.edited_at, 'intent', m.intent, 'topic', m.topic, 'sentiment', m.sentiment,
        'urgency', m.urgency, 'sorted_by', m.sorted_by,
        'reactions', coalesce((
          select jsonb_agg(jsonb_build_object('emoji', r.emoji, 'at', r.at) order by r.at, r.id)
          from public.message_reactions r where r.message_id = m.id and r.emoji is not null), '[]'),
        'files', coalesce((
          select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'mime', a.mime, 'name', a.name)
            order by a.position)
          from public.message_attachments a where a.message_id = m.id and a.state = 'stored'), '[]'))
        order by m.sent_at, m.id)
      from public.messages m where m.conversation_id = talk.id), '[]'),
    'labels', coalesce((
      select jsonb_agg(l.name order by l.name) from public.conversation_labels p join public.labels l on l.id = p.label_id
      where p.conversation_id = talk.id), '[]'),
    'notes', coalesce((
      select jsonb_agg(jsonb_build_object('at', n.written_at, 'words', n.body) order by n.written_at, n.id)
      from public.conversation_notes n where n.conversation_id = talk.id), '[]'),
    'cases', coalesce((
      select jsonb_agg(jsonb_build_object('number', k.number, 'category', k.category, 'wants', k.wants,
        'wants_words', k.wants_words, 'complaint', k.complaint, 'state', k.state, 'opened_at', k.opened_at,
        'promises', coalesce((
          select jsonb_agg(jsonb_build_object('what', p.what, 'due_at', p.due_at, 'made_at', p.made_at)
            order by p.made_at, p.id) from public.case_promises p where p.case_id = k.id), '[]'),
        'steps', coalesce((
          select jsonb_agg(jsonb_build_object('what', s.what, 'at', s.made_at) order by s.made_at, s.id)
          from public.case_steps s where s.case_id = k.id), '[]'),
        'resolutions', coalesce((
          select jsonb_agg(jsonb_build_object('what', r.what, 'at', r.resolved_at) order by r.resolved_at, r.id)
          from public.case_resolutions r where r.case_id = k.id), '[]'),
        'reopened', coalesce((
          select jsonb_agg(jsonb_build_object('reason', o.reason, 'at', o.reopened_at) order by o.reopened_at, o.id)
          from public.case_reopenings o where o.case_id = k.id), '[]'))
        order by k.opened_at, k.id)
      from public.cases k where k.conversation_id = talk.id), '[]'),
    'ratings', coalesce((
      select jsonb_agg(jsonb_build_object('score', r.score, 'words', r.words, 'at', r.rated_at) order by r.rated_at, r.id)
      from public.ratings r where r.conversation_id = talk.id), '[]'))
$$;
