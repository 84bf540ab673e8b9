drop policy if exists select_mine on erasures;
create policy select_mine on erasures for select to authenticated
  using (business_id in (select private.my_business_ids()));

-- A contact and everybody who was merged into it.
create or replace function private.same_person(contact uuid) returns uuid[]
language sql stable security definer set search_path = ''
as $$
  with recursive same (id) as (
    values (same_person.contact)
    union
    select c.id from public.contacts c join same s on c.merged_into = s.id)
  select array_agg(s.id order by s.id) from same s
$$;

-- Empties what was said with somebody: rows stay and are counted, words, names, ids and files go.
create or replace function private.erase_messages(talks uuid[]) returns void
language plpgsql security definer set search_path = ''
as $$
declare said uuid[] := array(select m.id from public.messages m where m.conversation_id = any (talks) order by m.id);
begin
  insert into private.erased_messages (id, business_id)
    select private.message_id(m.channel_id, m.external_id), m.business_id from public.messages m
    where m.id = any (said) and m.external_id is not null
    on conflict do nothing;
  delete from public.message_attachments a where a.message_id = any (said);
  delete from public.reply_pictures p where p.message_id = any (said);
  delete from public.message_reactions r where r.message_id = any (said);
  update public.message_corrections c set topic = null,
      was = jsonb_build_object('intent', c.was -> 'intent', 'sentiment', c.was -> 'sentiment', 'urgency', c.was -> 'urgency',
        'by', c.was -> 'by', 'model', c.was -> 'model')
    where c.message_id = any (said);
  update public.message_sends s set reason = null, trace = null where s.message_id = any (said);
  delete from public.comment_actions a where a.message_id = any (said);
  update public.messages m set
      body = '', external_id = null, parent_external_id = null, quotes_external_id = null, about_url = null,
      template = null,
      topic = null, next_try_at = null, erased_at = now(),
      delivery = case when m.delivery = 'queued' then 'failed' else m.delivery end,
      reason = case when m.delivery = 'queued' then 'erased' end
    where m.id = any (said);
end
$$;

create or replace function private.erase_cases(talks uuid[]) returns void
language plpgsql security definer set search_path = ''
as $$
declare theirs uuid[] := array(select c.id from public.cases c where c.conversation_id = any (talks) order by c.id);
begin
  update public.cases c set wants_words = '', complaint = '', promise = '', erased_at = now() where c.id = any (theirs);
  update public.case_promises p set what = '-' where p.case_id = any (theirs);
  update public.case_resolutions r set what = '-' where r.case_id = any (theirs);
  update public.case_reopenings r set reason = '-' where r.case_id = any (theirs);
  delete from public.case_steps s where s.case_id = any (theirs);
  delete from public.case_links l where l.case_id = any (theirs);
  update public.ratings r set words = '' where r.conversation_id = any (talks);
end
$$;

create or replace function private.erase_feedbacks(talks uuid[]) returns void
language sql volatile security definer set search_path = ''
as $$
  delete from public.feedback_links l using public.feedbacks f
    where f.id = l.feedback_id and f.conversation_id = any (talks);
  update public.feedbacks f set email = null, whatsapp = null, ordered = '', page = null, product = '',
      erased_at = coalesce(f.erased_at, now())
    where f.conversation_id = any (talks);
$$;

/*
 * Erases a person: `erased`; `busy` while something to them is on its way; null when there is nobody (any more).
 * Their accounts become nobody's, so that whoever writes again is somebody new.
 */
create or replace function private.erase_person(contact uuid, why text, actor uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  c public.contacts;
  people uuid[];
  talks uuid[];
begin
  select * into c from public.contacts o where o.id = contact for update;
  if c.id is null or c.erased_at is not null or c.merged_into is not null then return null; end if;
  people := private.same_person(c.id);
  talks := array(select t.id from public.conversations t where t.contact_id = any (people) order by t.id for update);
  if exists (select from public.messages m where m.conversation_id = any (talks) and m.delivery = 'sending')
    or exists (select from public.messages m join public.comment_actions a on a.message_id = m.id
      where m.conversation_id = any (talks) and a.state = 'working') then
    return 'busy';
  end if;
  insert into public.erasures (business_id, contact_id, why, erased_by, conversations, messages, files, finished_at, traces)
    select c.business_id, c.id, erase_person.why, actor, cardinality(talks),
      (select count(*) from public.messages m where m.conversation_id = any (talks)),
      (select count(*) from public.messages m join public.message_attachments a on a.message_id = m.id
        where m.conversation_id = any (talks)),
      case erase_person.why when 'retention' then now() end,
      -- Of what is old the raw items go by their age.
      case erase_person.why when 'asked' then private.traces_of(people, talks) end;
  perform private.erase_messages(talks);
  perform private.erase_cases(talks);
  perform private.erase_feedbacks(talks);
  delete from public.conversation_notes n where n.conversation_id = any (talks);
  delete from public.conversation_labels l where l.conversation_id = any (talks);
  delete from public.read_receipts r where r.conversation_id = any (talks);
  delete from public.profile_requests r using public.identities i
    where i.id = r.identity_id and i.contact_id = any (people);
  delete from public.consents s where s.contact_id = any (people);
  update public.conversations t set erased_at = now(), closed_at = now(), assigned_to = null, snoozed_until = null,
      status = case t.status when 'snoozed' then 'open' else t.status end,
      place = case when t.post_target_id is null and t.place <> '' then 'erased:' || t.id else t.place end
    where t.id = any (talks);
  perform private.refresh_conversation(t.id) from unnest(talks) as t (id);
  update public.identities i set external_id = 'erased:' || i.id, username = null where i.contact_id = any (people);
  update public.contacts o set name = '', erased_at = now() where o.id = any (people);
  perform private.append_event(c.business_id, 'contact.erased', c.id);
  perform pg_catalog.pg_notify('tanggap_erasures', '');
  return 'erased';
end
$$;

-- As they stand in raw items: JSON strings. Not for members' eyes, and gone when they have been looked for.
create or replace function private.traces_of(people uuid[], talks uuid[]) returns text[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(distinct to_jsonb(t.trace)::text), '{}') from (
    select i.external_id from public.identities i
      where i.contact_id = any (people) and i.external_id not like 'hidden:%'
    union all
    select i.username from public.identities i where i.contact_id = any (people)
    union all
    select m.external_id from public.messages m where m.conversation_id = any (talks)
  ) as t (trace) where t.trace is not null
$$;

/* Erases a customer because they asked; see private.erase_person. Null for who is no owner. */
create or replace function erase_contact(contact uuid) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (select from public.contacts c
      where c.id = contact and c.business_id in (select private.my_owned_business_ids())) then
    return null;
  end if;
  return private.erase_person(contact, 'asked', (select auth.uid()));
end
$$;
grant execute on function erase_contact(uuid) to authenticated;
