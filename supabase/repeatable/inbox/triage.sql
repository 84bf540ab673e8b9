drop policy if exists select_mine on labels;
create policy select_mine on labels for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists delete_mine on labels;
create policy delete_mine on labels for delete to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on conversation_labels;
create policy select_mine on conversation_labels for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* Puts a label on conversations, made on first use, or (`put` false) takes it off. Returns on how many it was changed. */
create or replace function label_conversations(business uuid, conversations uuid[], label text, put boolean) returns integer
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

drop policy if exists select_mine on conversation_notes;
create policy select_mine on conversation_notes for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on conversation_notes;
create policy insert_mine on conversation_notes for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists delete_own on conversation_notes;
create policy delete_own on conversation_notes for delete to authenticated
  using (written_by = (select auth.uid()) and business_id in (select private.my_business_ids()));

drop trigger if exists record_note on conversation_notes;
create constraint trigger record_note after insert on conversation_notes
  deferrable initially deferred for each row execute function private.record_event('note.written');

drop policy if exists select_mine on conversation_reads;
create policy select_mine on conversation_reads for select to authenticated
  using (business_id in (select private.my_business_ids()));

/*
 * The member has the conversation open now, and has read it; `unread` marks it as not read instead. Returns the
 * user ids of colleagues who had it open in the last 45 seconds; null when it is not theirs.
 */
create or replace function look_at_conversation(conversation uuid, unread boolean default false) returns uuid[]
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

drop policy if exists select_mine on saved_views;
create policy select_mine on saved_views for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists insert_mine on saved_views;
create policy insert_mine on saved_views for insert to authenticated
  with check (business_id in (select private.my_business_ids()));
drop policy if exists delete_mine on saved_views;
create policy delete_mine on saved_views for delete to authenticated
  using (business_id in (select private.my_business_ids()));
