-- Who on the network granted the access that a channel has, by the id the network gave our app for that person: they may take it
-- back, or have themselves forgotten, in the network's own settings. It stands with the credentials, and goes with them.

/*
 * Connects an account, or renews its credentials when this business has it already. `granted_by` is the person on the network.
 * Fails with `unique_violation` on channels_one_live when another business holds it live.
 */
create or replace function connect_channel(
  business uuid, member uuid, kind text, network text, external_id text, page_id text, name text, sealed text,
  granted_by text default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare connected uuid;
begin
  if not exists (
    select from public.members m where m.business_id = business and m.user_id = member and m.role = 'owner'
  ) then
    raise exception 'not an owner' using errcode = 'insufficient_privilege';
  end if;
  -- An account that comes back keeps its row, and with it its posts and conversations.
  update public.channels c set
      page_id = connect_channel.page_id, name = connect_channel.name, problem = null, problem_at = null,
      disconnected_at = null, disconnected_by = null
    where c.business_id = business and c.kind = connect_channel.kind and c.network = connect_channel.network
      and c.external_id = connect_channel.external_id
    returning c.id into connected;
  if connected is null then
    insert into public.channels (business_id, kind, network, external_id, page_id, name, connected_by)
      values (business, connect_channel.kind, connect_channel.network, connect_channel.external_id,
        connect_channel.page_id, connect_channel.name, member)
      returning id into connected;
  end if;
  insert into public.channel_secrets as s (channel_id, sealed, granted_by)
    values (connected, connect_channel.sealed, connect_channel.granted_by)
    on conflict (channel_id) do update
      set sealed = excluded.sealed, granted_by = excluded.granted_by, sealed_at = now();
  return connected;
end
$$;
grant execute on function connect_channel(uuid, uuid, text, text, text, text, text, text, text) to service_role;

/*
 * A person took back what they had granted: their channels lose their credentials and ask to be connected again. Messages and
 * posts are the business's and stay. With `code_hash` they also asked to be forgotten, and that is written down. Returns how
 * many channels it were.
 */
create or replace function withdraw_grants(network text, granted_by text, code_hash bytea default null) returns integer
language plpgsql security definer set search_path = ''
as $$
declare theirs uuid[];
begin
  with gone as (
    delete from public.channel_secrets s using public.channels c
      where c.id = s.channel_id and c.network = withdraw_grants.network
        and s.granted_by = withdraw_grants.granted_by
      returning s.channel_id)
  select coalesce(array_agg(g.channel_id order by g.channel_id), '{}') into theirs from gone g;
  update public.channels c set problem = 'token_dead', problem_at = now()
    where c.id = any (theirs) and c.problem is null;
  update public.connection_flows f set sealed = null, granted_by = null
    where f.network = withdraw_grants.network and f.granted_by = withdraw_grants.granted_by;
  if code_hash is not null then
    insert into public.data_deletions (code_hash, channels) values (withdraw_grants.code_hash, cardinality(theirs));
  end if;
  return cardinality(theirs);
end
$$;
grant execute on function withdraw_grants(text, text, bytea) to service_role;

/* For whoever has the code: when it was done, and to how many channels; null for a code nobody was given. */
create or replace function find_data_deletion(code text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('deleted_at', d.deleted_at, 'channels', d.channels)
  from public.data_deletions d where d.code_hash = sha256(convert_to(code, 'UTF8'))
$$;
grant execute on function find_data_deletion(text) to anon, authenticated;
