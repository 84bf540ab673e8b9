/*
 * Who is to be told that a channel needs its owner: {email, channel, kind, business, slug, language} for each
 * owner; nobody when a letter went out today already. Asking is taking: one letter a day, whoever asks.
 */
create or replace function claim_channel_letter(channel uuid) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare told public.channels;
begin
  update public.channels c set problem_mailed_on = (now() at time zone b.timezone)::date
    from public.businesses b
    where c.id = channel and b.id = c.business_id and c.disconnected_at is null
      and c.problem_mailed_on is distinct from (now() at time zone b.timezone)::date
    returning c.* into told;
  if not found then return; end if;
  return query
    select jsonb_build_object('email', u.email, 'channel', told.name, 'kind', told.kind, 'business', b.name,
      'slug', b.slug, 'language', b.language)
    from public.members m join auth.users u on u.id = m.user_id join public.businesses b on b.id = m.business_id
    where m.business_id = told.business_id and m.role = 'owner'
    order by m.user_id;
end
$$;
grant execute on function claim_channel_letter(uuid) to service_role;
