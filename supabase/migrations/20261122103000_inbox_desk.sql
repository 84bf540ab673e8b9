-- What the people of a business keep about conversations among themselves: labels, notes, what each has read and is
-- looking at, and views saved under a name. Customers never see any of it.

create table labels (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 30),
  made_by uuid default auth.uid() references auth.users on delete set null,
  made_at timestamptz not null default now(),
  unique (id, business_id)
);
create unique index labels_name on labels (business_id, lower(btrim(name)));
alter table labels enable row level security;
create policy select_mine on labels for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy delete_mine on labels for delete to authenticated
  using (business_id in (select private.my_business_ids()));
grant select, delete on labels to authenticated;
grant select on labels to service_role;

create table conversation_labels (
  conversation_id uuid not null,
  label_id uuid not null,
  business_id uuid not null,
  put_by uuid default auth.uid() references auth.users on delete set null,
  put_at timestamptz not null default now(),
  primary key (conversation_id, label_id),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (label_id, business_id) references labels (id, business_id) on delete cascade
);
create index conversation_labels_label on conversation_labels (label_id, conversation_id);
create index conversation_labels_business on conversation_labels (business_id);
alter table conversation_labels enable row level security;
create policy select_mine on conversation_labels for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on conversation_labels to authenticated;
grant select on conversation_labels to service_role;

/* Puts a label on conversations, made on first use, or (`put` false) takes it off. Returns on how many it was changed. */
create function label_conversations(business uuid, conversations uuid[], label text, put boolean) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  named uuid;
  changed integer;
begin
  if business not in (select private.my_business_ids()) then return 0; end if;
  if put then
    insert into public.labels (business_id, name) values (business, btrim(label))
      on conflict (business_id, lower(btrim(name))) do nothing;
  end if;
  select l.id into named from public.labels l
    where l.business_id = business and lower(btrim(l.name)) = lower(btrim(label));
  if put then
    insert into public.conversation_labels (conversation_id, label_id, business_id)
      select c.id, named, business from public.conversations c
      where c.id = any (label_conversations.conversations) and c.business_id = business
      on conflict do nothing;
  else
    delete from public.conversation_labels l
      where l.label_id = named and l.conversation_id = any (label_conversations.conversations);
  end if;
  get diagnostics changed = row_count;
  return changed;
end
$$;
grant execute on function label_conversations(uuid, uuid[], text, boolean) to authenticated;

create table conversation_notes (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null,
  conversation_id uuid not null,
  body text not null check (char_length(btrim(body)) between 1 and 4000),
  written_by uuid default auth.uid() references auth.users on delete set null,
  written_at timestamptz not null default now(),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade
);
create index conversation_notes_conversation on conversation_notes (conversation_id, written_at);
create index conversation_notes_business on conversation_notes (business_id);
alter table conversation_notes enable row level security;
create policy select_mine on conversation_notes for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on conversation_notes for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
create policy delete_own on conversation_notes for delete to authenticated
  using (written_by = (select auth.uid()) and business_id in (select private.my_business_ids()));
grant select, delete on conversation_notes to authenticated;
grant insert (id, business_id, conversation_id, body) on conversation_notes to authenticated;
grant select on conversation_notes to service_role;
create constraint trigger record_note after insert on conversation_notes
  deferrable initially deferred for each row execute function private.record_event('note.written');

-- Up to when a member has read a conversation, and when they last had it open.
create table conversation_reads (
  conversation_id uuid not null,
  user_id uuid not null,
  business_id uuid not null,
  read_at timestamptz,
  seen_at timestamptz not null default now(),
  primary key (conversation_id, user_id),
  foreign key (conversation_id, business_id) references conversations (id, business_id) on delete cascade,
  foreign key (business_id, user_id) references members (business_id, user_id) on delete cascade
);
create index conversation_reads_member on conversation_reads (business_id, user_id);
alter table conversation_reads enable row level security;
create policy select_mine on conversation_reads for select to authenticated
  using (business_id in (select private.my_business_ids()));
grant select on conversation_reads to authenticated;
grant select on conversation_reads to service_role;

/*
 * The member has the conversation open now, and has read it; `unread` marks it as not read instead. Returns the
 * user ids of colleagues who had it open in the last 45 seconds; null when it is not theirs.
 */
create function look_at_conversation(conversation uuid, unread boolean default false) returns uuid[]
language plpgsql security definer set search_path = ''
as $$
declare c public.conversations;
begin
  select * into c from public.conversations o
    where o.id = conversation and o.business_id in (select private.my_business_ids());
  if c.id is null then return null; end if;
  insert into public.conversation_reads as r (conversation_id, user_id, business_id, read_at, seen_at)
    values (c.id, (select auth.uid()), c.business_id, case when not unread then now() end,
      case when unread then '-infinity'::timestamptz else now() end)
    on conflict (conversation_id, user_id) do update set read_at = excluded.read_at, seen_at = excluded.seen_at;
  return coalesce((
    select array_agg(r.user_id order by r.user_id) from public.conversation_reads r
    where r.conversation_id = c.id and r.user_id <> (select auth.uid())
      and r.seen_at > now() - interval '45 seconds'), '{}');
end
$$;
grant execute on function look_at_conversation(uuid, boolean) to authenticated;

create table saved_views (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 40),
  -- The filters as the address of the list says them.
  query text not null check (char_length(query) <= 300),
  saved_by uuid default auth.uid() references auth.users on delete set null,
  saved_at timestamptz not null default now()
);
create unique index saved_views_name on saved_views (business_id, lower(btrim(name)));
alter table saved_views enable row level security;
create policy select_mine on saved_views for select to authenticated
  using (business_id in (select private.my_business_ids()));
create policy insert_mine on saved_views for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
create policy delete_mine on saved_views for delete to authenticated
  using (business_id in (select private.my_business_ids()));
grant select, delete on saved_views to authenticated;
grant insert (business_id, name, query) on saved_views to authenticated;
grant select on saved_views to service_role;
