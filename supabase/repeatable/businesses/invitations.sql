drop policy if exists select_owned on invitations;
create policy select_owned on invitations for select to authenticated
  using (business_id in (select private.my_owned_business_ids()));
drop policy if exists insert_owned on invitations;
create policy insert_owned on invitations for insert to authenticated
  with check (business_id in (select private.my_owned_business_ids()));
drop policy if exists delete_owned on invitations;
create policy delete_owned on invitations for delete to authenticated
  using (business_id in (select private.my_owned_business_ids()) and accepted_at is null);

/* What the holder of a link may know before signing in. */
create or replace function invitation_preview(token text)
returns table (business_name text, role text, email text, usable boolean)
language sql stable security definer set search_path = ''
as $$
  select b.name, i.role, i.email, i.accepted_at is null and i.expires_at > now()
  from public.invitations i join public.businesses b on b.id = i.business_id
  where i.token_hash = sha256(convert_to(invitation_preview.token, 'UTF8'))
$$;
grant execute on function invitation_preview(text) to anon, authenticated;

/* Accepting is one statement: the link is used up and the membership exists, or neither. */
create or replace function accept_invitation(token text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  taken public.invitations;
  home uuid;
begin
  if (select auth.uid()) is null then
    raise exception 'sign in first' using errcode = 'insufficient_privilege';
  end if;
  -- Who is in already, with no less a role, leaves the link to the person it was meant for.
  select i.business_id into home
    from public.invitations i join public.members m on m.business_id = i.business_id
    where i.token_hash = sha256(convert_to(accept_invitation.token, 'UTF8')) and i.accepted_at is null
      and i.expires_at > now() and m.user_id = (select auth.uid()) and m.role in ('owner', i.role);
  if home is not null then return (select b.slug from public.businesses b where b.id = home); end if;
  update public.invitations i set accepted_at = now(), accepted_by = (select auth.uid())
    where i.token_hash = sha256(convert_to(accept_invitation.token, 'UTF8'))
      and i.accepted_at is null and i.expires_at > now()
    returning * into taken;
  if not found then return null; end if;
  insert into public.members as m (business_id, user_id, role)
    values (taken.business_id, (select auth.uid()), taken.role)
    on conflict (business_id, user_id) do update set role = excluded.role where m.role = 'staff';
  return (select b.slug from public.businesses b where b.id = taken.business_id);
end
$$;
grant execute on function accept_invitation(text) to authenticated;
