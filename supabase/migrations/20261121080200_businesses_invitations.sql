-- An invitation is a private link: only the hash of its token is stored, it works once and for seven days.

create table invitations (
  id uuid primary key default gen_random_uuid(),
  business_id uuid not null references businesses on delete cascade,
  email text not null check (email ~ '^[^@\s]+@[^@\s]+$' and char_length(email) <= 254),
  role text not null check (role in ('owner', 'staff')),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  invited_by uuid default auth.uid() references auth.users on delete set null,
  invited_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_by uuid references auth.users on delete set null,
  accepted_at timestamptz
);
create index invitations_business on invitations (business_id, invited_at desc);

alter table invitations enable row level security;
create policy select_owned on invitations for select to authenticated
  using (business_id in (select private.my_owned_business_ids()));
create policy insert_owned on invitations for insert to authenticated
  with check (business_id in (select private.my_owned_business_ids()));
create policy delete_owned on invitations for delete to authenticated
  using (business_id in (select private.my_owned_business_ids()) and accepted_at is null);
grant select (id, business_id, email, role, invited_by, invited_at, expires_at, accepted_at) on invitations to authenticated;
grant insert (business_id, email, role, token_hash) on invitations to authenticated;
grant delete on invitations to authenticated;
grant insert on invitations to service_role;
grant select on invitations to service_role;

/* What the holder of a link may know before signing in. */
create function invitation_preview(token text)
returns table (business_name text, role text, email text, usable boolean)
language sql stable security definer set search_path = ''
as $$
  select b.name, i.role, i.email, i.accepted_at is null and i.expires_at > now()
  from public.invitations i join public.businesses b on b.id = i.business_id
  where i.token_hash = sha256(convert_to(invitation_preview.token, 'UTF8'))
$$;
grant execute on function invitation_preview(text) to anon, authenticated;

/* Accepting is one statement: the link is used up and the membership exists, or neither. */
create function accept_invitation(token text) returns text
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
