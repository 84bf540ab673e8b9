create or replace function private.my_business_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$ select m.business_id from public.members m where m.user_id = (select auth.uid()) $$;
grant execute on function private.my_business_ids() to authenticated;

create or replace function private.my_owned_business_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$ select m.business_id from public.members m where m.user_id = (select auth.uid()) and m.role = 'owner' $$;
grant execute on function private.my_owned_business_ids() to authenticated;

drop policy if exists select_colleagues on members;
create policy select_colleagues on members for select to authenticated
  using (business_id in (select private.my_business_ids()));
drop policy if exists update_owned on members;
create policy update_owned on members for update to authenticated
  using (business_id in (select private.my_owned_business_ids()))
  with check (business_id in (select private.my_owned_business_ids()));
drop policy if exists delete_owned_or_self on members;
create policy delete_owned_or_self on members for delete to authenticated
  using (business_id in (select private.my_owned_business_ids()) or user_id = (select auth.uid()));

-- A business without an owner could never be governed again.
create or replace function private.keep_an_owner() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner') then
    -- The lock makes two owners who leave at the same moment take turns.
    perform from public.businesses b where b.id = old.business_id for update;
    if found and not exists (
      select from public.members m
      where m.business_id = old.business_id and m.role = 'owner' and m.id <> old.id
    ) then
      raise exception 'a business keeps at least one owner' using errcode = 'P0001', hint = 'last_owner';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
$$;
create or replace trigger keep_an_owner before update of role or delete on members
  for each row execute function private.keep_an_owner();

/* Names and addresses of colleagues live in auth.users, which the API does not show. */
create or replace function list_members(business uuid)
returns table (id uuid, user_id uuid, role text, joined_at timestamptz, email text)
language sql stable security definer set search_path = ''
as $$
  select m.id, m.user_id, m.role, m.joined_at, u.email::text
  from public.members m join auth.users u on u.id = m.user_id
  where m.business_id = list_members.business
    and list_members.business in (select private.my_business_ids())
  order by m.joined_at, m.id
$$;
grant execute on function list_members(uuid) to authenticated;
drop trigger if exists record_joining on members;
create constraint trigger record_joining after insert on members
  deferrable initially deferred for each row execute function private.record_event('member.joined');
drop trigger if exists record_role on members;
create constraint trigger record_role after update on members
  deferrable initially deferred for each row execute function private.record_event('member.changed');
drop trigger if exists record_leaving on members;
create constraint trigger record_leaving after delete on members
  deferrable initially deferred for each row execute function private.record_event('member.left');
