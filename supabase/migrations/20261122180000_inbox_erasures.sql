-- Rights of a customer over their data (UU 27/2022): a copy of it (article 7), and its erasure (articles 8, 43 and 44); and what
-- is older than a business keeps is erased by itself (article 42 (1) a).
-- Long, because it names every place where something of a customer stands.

-- Who had the data of a customer erased, and when; holds nothing of the customer. Unfinished while raw items are
-- still searched for what the network calls them.
create table erasures (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  contact_id uuid not null unique,
  why text not null check (why in ('asked', 'retention')),
  erased_by uuid references auth.users on delete set null,
  erased_at timestamptz not null default now(),
  conversations integer not null,
  messages integer not null,
  files integer not null,
  -- The ids and names to look for, and the newest raw item to look at; gone when all were looked at.
  traces text[],
  looked_up_to bigint not null default 0,
  finished_at timestamptz,
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade,
  check ((traces is null) = (finished_at is not null))
);
create index erasures_business on erasures (business_id, erased_at desc);
create index erasures_unfinished on erasures (erased_at) where finished_at is null;
alter table erasures enable row level security;
create policy select_mine on erasures for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select (id, business_id, contact_id, why, erased_by, erased_at, conversations, messages, files, finished_at)
  on erasures to authenticated;
grant select on erasures to service_role;

-- Each copy that was handed out.
create table contact_copies (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  contact_id uuid not null,
  made_by uuid references auth.users on delete set null,
  made_at timestamptz not null default now(),
  foreign key (contact_id, business_id) references contacts (id, business_id) on delete cascade
);
create index contact_copies_contact on contact_copies (contact_id);
create index contact_copies_business on contact_copies (business_id, made_at desc);
alter table contact_copies enable row level security;
create policy select_mine on contact_copies for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on contact_copies to authenticated;
grant select on contact_copies to service_role;

-- What was erased takes nothing new: who had the page open meanwhile is refused.
create function private.refuse_erased() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.conversations c where c.id = new.conversation_id and c.erased_at is not null) then
    raise exception 'the customer was erased' using errcode = 'check_violation', constraint = 'erased';
  end if;
  return new;
end
$$;
create trigger refuse_erased before insert on messages for each row execute function private.refuse_erased();
create trigger refuse_erased before insert on conversation_notes for each row execute function private.refuse_erased();
create trigger refuse_erased before insert on conversation_labels for each row execute function private.refuse_erased();
create trigger refuse_erased before insert on cases for each row execute function private.refuse_erased();

create function private.keep_erased() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  raise exception 'the customer was erased' using errcode = 'check_violation', constraint = 'erased';
end
$$;
create trigger keep_erased before update on contacts
  for each row when (old.erased_at is not null) execute function private.keep_erased();

-- A contact and everybody who was merged into it.
create function private.same_person(contact uuid) returns uuid[]
language sql stable security definer set search_path = ''
as $$
  with recursive same (id) as (
    values (same_person.contact)
    union
    select c.id from public.contacts c join same s on c.merged_into = s.id)
  select array_agg(s.id order by s.id) from same s
$$;

-- Empties what was said with somebody: rows stay and are counted, words, names, ids and files go.
create function private.erase_messages(talks uuid[]) returns void
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

create function private.erase_cases(talks uuid[]) returns void
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

create function private.erase_feedbacks(talks uuid[]) returns void
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
create function private.erase_person(contact uuid, why text, actor uuid) returns text
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
create function private.traces_of(people uuid[], talks uuid[]) returns text[]
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
create function erase_contact(contact uuid) returns text
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

/*
 * Takes the next `size` raw items of one unfinished erasure and deletes those that speak of the person. Returns whether there is
 * more to do, for this one or another.
 */
create function erase_raw_items(size integer) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  e public.erasures;
  batch bigint[];
begin
  select * into e from public.erasures u where u.finished_at is null
    order by u.erased_at, u.id limit 1 for update skip locked;
  if e.id is null then return false; end if;
  batch := array(
    select w.id from public.webhook_items w
    where (w.network, w.account_id) in (
        select c.network, a.id from public.channels c cross join unnest(array[c.external_id, c.page_id]) as a (id)
        where c.business_id = e.business_id and c.network is not null and a.id is not null)
      and w.id > e.looked_up_to
    order by w.id limit erase_raw_items.size);
  delete from public.webhook_items w
    where w.id = any (batch)
      and exists (select from unnest(e.traces) as t (trace) where strpos(w.value::text, t.trace) > 0);
  if cardinality(batch) < erase_raw_items.size then
    update public.erasures u set traces = null, finished_at = now() where u.id = e.id;
    return exists (select from public.erasures u where u.finished_at is null);
  end if;
  update public.erasures u set looked_up_to = (select max(b) from unnest(batch) as b) where u.id = e.id;
  return true;
end
$$;
grant execute on function erase_raw_items(integer) to service_role;
