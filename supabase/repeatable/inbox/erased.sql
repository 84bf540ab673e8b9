-- The id of what a network brings follows from the network's own (UUID version 8): messages of one instant, which are
-- told apart by their ids, stand in the same order whenever they are projected.
create or replace function private.message_id(channel uuid, external_id text) returns uuid
language sql immutable set search_path = ''
as $$
  select overlay(overlay(md5(channel || ':' || external_id) placing '8' from 13) placing 'a' from 17)::uuid
$$;

-- Whether something parsed is about a message that was erased.
create or replace function private.was_erased(channel uuid, said jsonb) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from private.erased_messages e
    where e.id in (
      select private.message_id(channel, told.id)
      from (
        select said ->> 'externalId'
        -- An answer under an erased comment has lost what it answers.
        union all select said ->> 'parentId' where said ->> 'direction' = 'out'
        union all select jsonb_array_elements_text(said -> 'externalIds') where said ->> 'type' = 'receipt'
      ) as told (id)
      where told.id is not null))
$$;

-- What was erased takes nothing new: who had the page open meanwhile is refused.
create or replace function private.refuse_erased() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.conversations c where c.id = new.conversation_id and c.erased_at is not null) then
    raise exception 'the customer was erased' using errcode = 'check_violation', constraint = 'erased';
  end if;
  return new;
end
$$;
create or replace trigger refuse_erased before insert on messages for each row execute function private.refuse_erased();
create or replace trigger refuse_erased before insert on conversation_notes for each row execute function private.refuse_erased();
create or replace trigger refuse_erased before insert on conversation_labels for each row execute function private.refuse_erased();
create or replace trigger refuse_erased before insert on cases for each row execute function private.refuse_erased();

create or replace function private.keep_erased() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  raise exception 'the customer was erased' using errcode = 'check_violation', constraint = 'erased';
end
$$;
create or replace trigger keep_erased before update on contacts
  for each row when (old.erased_at is not null) execute function private.keep_erased();

/*
 * Takes the next `size` raw items of one unfinished erasure and deletes those that speak of the person. Returns whether there is
 * more to do, for this one or another.
 */
create or replace function erase_raw_items(size integer) returns boolean
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
