/* Everything that is sealed with the installation's secret, and what each seal is bound to. */
create or replace view private.seals as
  select 'channel' as place, s.channel_id::text as id, s.sealed,
    c.business_id || ':' || c.kind || ':' || c.external_id as context
  from public.channel_secrets s join public.channels c on c.id = s.channel_id
  union all
  select 'connection', f.id::text, f.sealed, f.id::text
  from public.connection_flows f where f.sealed is not null
  union all
  select 'installation', k.name, k.sealed, 'installation:' || k.name
  from public.installation_keys k;

/* Puts a new seal in the place of one, unless it was changed meanwhile. A channel that nobody could speak for works again. */
create or replace function private.replace_seal(place text, id text, sealed text, replacement text) returns void
language sql volatile set search_path = ''
as $$
  update public.channels c set problem = null, problem_at = null
    where replace_seal.place = 'channel' and c.id::text = replace_seal.id and c.problem = 'credential_unreadable';
  update public.channel_secrets s set sealed = replacement
    where replace_seal.place = 'channel' and s.channel_id::text = replace_seal.id and s.sealed = replace_seal.sealed;
  update public.connection_flows f set sealed = replacement
    where replace_seal.place = 'connection' and f.id::text = replace_seal.id and f.sealed = replace_seal.sealed;
  update public.installation_keys k set sealed = replacement
    where replace_seal.place = 'installation' and k.name = replace_seal.id and k.sealed = replace_seal.sealed;
$$;

/* Of these seals, which nobody can open any more, tells the owners of channels to connect again. Returns how many channels. */
create or replace function private.give_up_seals(lost jsonb) returns bigint
language sql volatile set search_path = ''
as $$
  with told as (
    update public.channels c set problem = 'credential_unreadable', problem_at = now()
      from jsonb_to_recordset(lost) as l (place text, id text)
      where l.place = 'channel' and c.id::text = l.id and c.disconnected_at is null and c.problem is null)
  select count(*) from jsonb_to_recordset(lost) as l (place text) where l.place = 'channel'
$$;
