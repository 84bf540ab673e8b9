-- One person, several accounts: contacts are merged, and a merge can be undone. What moves are accounts (identities)
-- with their conversations; the merged contact stays behind, empty, so that it can be taken apart again.

drop policy if exists select_mine on contacts;
create policy select_mine on contacts for select to authenticated
  using (business_id in (select private.my_business_ids()) and erased_at is null);
drop policy if exists select_mine on identities;
create policy select_mine on identities for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists select_mine on contact_merges;
create policy select_mine on contact_merges for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* `merged` turns out to be `kept`. Null when either is not the person's, the same, or merged already. */
create or replace function merge_contacts(kept uuid, merged uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  business uuid;
  moved uuid[];
  made uuid;
begin
  -- Both are taken in one order, so that two merges of the same people take turns.
  perform from public.contacts c where c.id in (kept, merged) order by c.id for update;
  select a.business_id into business from public.contacts a join public.contacts b on b.business_id = a.business_id
    where a.id = kept and b.id = merged and a.id <> b.id and a.merged_into is null and b.merged_into is null
      and a.business_id in (select private.my_business_ids());
  if business is null then return null; end if;
  with i as (
    update public.identities i set contact_id = kept where i.contact_id = merged returning i.id)
  select coalesce(array_agg(i.id order by i.id), '{}') into moved from i;
  update public.conversations c set contact_id = kept where c.identity_id = any (moved);
  update public.contacts c set merged_into = kept where c.id = merged;
  update public.contacts c set name = (select m.name from public.contacts m where m.id = merged)
    where c.id = kept and c.name = '';
  insert into public.contact_merges (business_id, kept_id, merged_id, identity_ids)
    values (business, kept, merged, moved) returning id into made;
  return made;
end
$$;
grant execute on function merge_contacts(uuid, uuid) to authenticated;

/* Takes a merge apart: the accounts that moved go back. False when it is not the person's, or was undone. */
create or replace function undo_merge(merge uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare m public.contact_merges;
begin
  update public.contact_merges u set undone_by = (select auth.uid()), undone_at = now()
    where u.id = merge and u.undone_at is null and u.business_id in (select private.my_business_ids())
      -- What was merged further is taken apart from the outside in.
      and exists (select from public.contacts c where c.id = u.kept_id and c.merged_into is null)
    returning * into m;
  if m.id is null then return false; end if;
  update public.contacts c set merged_into = null where c.id = m.merged_id;
  update public.identities i set contact_id = m.merged_id
    where i.id = any (m.identity_ids) and i.contact_id = m.kept_id;
  update public.conversations c set contact_id = m.merged_id
    where c.identity_id = any (m.identity_ids) and c.contact_id = m.kept_id;
  return true;
end
$$;
grant execute on function undo_merge(uuid) to authenticated;

/* The name the business knows a customer by. False when the contact is not theirs. */
create or replace function rename_contact(contact uuid, name text) returns boolean
language sql volatile security definer set search_path = ''
as $$
  update public.contacts c set name = left(btrim(rename_contact.name), 200)
    where c.id = contact and c.business_id in (select private.my_business_ids())
    returning true
$$;
grant execute on function rename_contact(uuid, text) to authenticated;
