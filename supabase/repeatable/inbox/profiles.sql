create or replace function private.ask_profile() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.profile_requests (identity_id, business_id)
    select i.id, i.business_id
    from public.identities i
    join public.contacts k on k.id = i.contact_id and k.name = ''
    join public.channels h on h.id = i.channel_id and h.kind in ('facebook', 'instagram')
    -- Those have an id on the network.
    where i.id = new.identity_id and i.external_id ~ '^[0-9]+$'
    on conflict do nothing;
  if found then perform pg_catalog.pg_notify('tanggap_profiles', ''); end if;
  return null;
end
$$;
create or replace trigger ask_profile after insert on conversations
  for each row when (new.kind = 'dm') execute function private.ask_profile();

/* Takes who is to be asked for under a lease: {identity, channel_id, external_id, tries}. */
create or replace function claim_profiles(size integer, lease_seconds integer) returns setof jsonb
language sql volatile security definer set search_path = ''
as $$
  with due as (
    select r.identity_id from public.profile_requests r
    where r.state = 'waiting' and r.due_at <= now() and (r.lease_until is null or r.lease_until < now())
    order by r.due_at, r.identity_id limit size for update skip locked),
  taken as (
    update public.profile_requests r set tries = r.tries + 1, lease_until = now() + make_interval(secs => lease_seconds)
    from due where r.identity_id = due.identity_id returning r.*)
  select jsonb_build_object('identity', t.identity_id, 'channel_id', i.channel_id, 'external_id', i.external_id,
    'tries', t.tries)
  from taken t join public.identities i on i.id = t.identity_id
$$;
grant execute on function claim_profiles(integer, integer) to service_role;

/*
 * What was found: [{"identity", "name", "username", "retry_seconds"}]. A name that somebody gave meanwhile stays. With
 * neither name nor `retry_seconds` nobody asks again.
 */
create or replace function settle_profiles(results jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  named integer := 0;
begin
  for one in
    select s.*, i.contact_id, i.business_id,
      left(coalesce(nullif(btrim(s.name), ''), nullif(btrim(s.username), '')), 200) as shown
    from jsonb_to_recordset(results) as s (identity uuid, name text, username text, retry_seconds integer)
    join public.identities i on i.id = s.identity
    -- Whoever was erased meanwhile has no name any more.
    join public.contacts k on k.id = i.contact_id and k.erased_at is null
    order by i.contact_id, i.id
  loop
    update public.profile_requests r set lease_until = null,
        state = case when one.shown is not null then 'known' when one.retry_seconds is not null then 'waiting'
          else 'failed' end,
        due_at = case when one.retry_seconds is not null
          then now() + make_interval(secs => one.retry_seconds) else r.due_at end
      where r.identity_id = one.identity;
    continue when one.shown is null;
    update public.identities i set username = one.username where i.id = one.identity and one.username <> '';
    update public.contacts c set name = one.shown where c.id = one.contact_id and c.name = '';
    if found then
      named := named + 1;
      perform private.append_event(one.business_id, 'contact.named', one.contact_id);
    end if;
  end loop;
  return named;
end
$$;
grant execute on function settle_profiles(jsonb) to service_role;
