-- How long a business keeps what customers said: months after the last word; null, until it has chosen, for ever.

alter table businesses add column retention_months smallint check (retention_months in (6, 12, 24, 36, 60));
grant update (retention_months) on businesses to authenticated;

-- Silent for longer than that, with no case that is not closed.
create function private.is_expired(c public.contacts, months integer) returns boolean
language sql stable security definer set search_path = ''
as $$
  select c.erased_at is null and c.merged_into is null and c.created_at < now() - make_interval(months => months)
    and not exists (
      select from public.conversations t
      where t.contact_id = c.id and (t.last_at >= now() - make_interval(months => months)
        or exists (select from public.cases k where k.conversation_id = t.id and k.state <> 'closed')))
$$;

/* How many customers would be erased if the business kept `months`; null for who is no owner. */
create function count_expired(business uuid, months integer) returns integer
language sql stable security definer set search_path = ''
as $$
  select (select count(*) from public.contacts c
      where c.business_id = count_expired.business and private.is_expired(c, count_expired.months))::integer
    where count_expired.business in (select private.my_owned_business_ids())
$$;
grant execute on function count_expired(uuid, integer) to authenticated;

/*
 * Erases customers who have been silent for longer than their business keeps, but for those with a case that is not closed;
 * `size` at once. Returns how many customers.
 */
create function erase_expired(size integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  one uuid;
  erased integer := 0;
begin
  for one in
    select c.id from public.businesses b
    join public.contacts c on c.business_id = b.id
    where b.retention_months is not null and private.is_expired(c, b.retention_months)
    order by c.business_id, c.id limit erase_expired.size
    for update of c skip locked
  loop
    if private.erase_person(one, 'retention', null) = 'erased' then erased := erased + 1; end if;
  end loop;
  return erased;
end
$$;
grant execute on function erase_expired(integer) to service_role;

/*
 * Deletes raw items that are older than their business keeps, and those of accounts that have belonged to no business for
 * 90 days: time enough to connect one and have what it was told. `size` an account at once. Returns how many items.
 */
create function delete_old_items(size integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare deleted integer;
begin
  with recursive accounts as (
    (select w.network, w.account_id from public.webhook_items w order by w.network, w.account_id limit 1)
    union all
    select n.network, n.account_id from accounts a cross join lateral (
      select w.network, w.account_id from public.webhook_items w
      where (w.network, w.account_id) > (a.network, a.account_id)
      order by w.network, w.account_id limit 1) n),
  ends as (
    select a.network, a.account_id,
      case when count(c.id) = 0 then now() - interval '90 days'
        when bool_and(b.retention_months is not null) then now() - make_interval(months => max(b.retention_months)) end
        as until
    from accounts a
    left join public.channels c on c.network = a.network and a.account_id in (c.external_id, c.page_id)
    left join public.businesses b on b.id = c.business_id
    group by a.network, a.account_id)
  delete from public.webhook_items w
    where w.id in (
      select o.id from ends e cross join lateral (
        select r.id from public.webhook_items r
        where r.network = e.network and r.account_id = e.account_id and r.received_at < e.until
        order by r.id limit delete_old_items.size) o);
  get diagnostics deleted = row_count;
  return deleted;
end
$$;
grant execute on function delete_old_items(integer) to service_role;

-- What a customer agreed to, in whose words, and how; taken back, it stays as having been given.
create table consents (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  contact_id uuid not null,
  -- `answers`: to be answered; `news`: to be told of offers; `publication`: their words or picture may be shown.
  purpose text not null check (purpose in ('answers', 'news', 'publication')),
  -- Where they were asked, or said so.
  way text not null check (way in ('widget', 'chat', 'talk', 'telephone', 'paper')),
  -- What they were asked, or agreed to, as it was worded.
  wording text not null check (char_length(btrim(wording)) between 1 and 1000),
  given_at timestamptz not null check (given_at <= recorded_at + interval '1 minute'),
  recorded_by uuid default auth.uid() references auth.users on delete set null,
  recorded_at timestamptz not null default now(),
  withdrawn_by uuid references auth.users on delete set null,
  withdrawn_at timestamptz,
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade
);
-- NOTE: an expression, because the embedded API takes a partial unique index for a whole one.
create unique index consents_one_standing on consents
  ((case when withdrawn_at is null then contact_id end), purpose);
create index consents_contact on consents (contact_id, given_at desc);
create index consents_business on consents (business_id);
alter table consents enable row level security;
create policy select_mine on consents for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on consents for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
grant select on consents to authenticated;
grant select on consents to service_role;
grant insert (id, business_id, contact_id, purpose, way, wording, given_at) on consents to authenticated;

/* The customer takes a consent back (UU 27/2022, article 9). False when it is not there, or was taken back. */
create function withdraw_consent(consent uuid) returns boolean
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
create function contact_copy(contact uuid) returns jsonb
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

create function private.conversation_copy(talk public.conversations) returns jsonb
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
