-- An assisted channel is an account that cannot be connected yet, or never can be (a WhatsApp status): a name and a
-- place. A person does the last tap there; there are no credentials.

/*
 * Adds an assisted channel, or changes the name and place of `channel`. One that was taken away under the same name
 * comes back with its posts; the same again is the same channel. Null when it is not the person's to do, or
 * when another channel has this name and place.
 */
create or replace function save_assisted_channel(business uuid, name text, place text, channel uuid default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare saved uuid;
begin
  if business not in (select private.my_owned_business_ids()) then return null; end if;
  if channel is not null then
    update public.channels c set name = btrim(save_assisted_channel.name), place = save_assisted_channel.place
      where c.id = channel and c.business_id = business and c.kind = 'assisted' and c.disconnected_at is null
      returning c.id into saved;
    return saved;
  end if;
  insert into public.channels (business_id, kind, name, place, connected_by)
    select business, 'assisted', btrim(save_assisted_channel.name), save_assisted_channel.place, (select auth.uid())
    where not exists (select from public.channels c
      where c.business_id = business and c.kind = 'assisted' and c.place = save_assisted_channel.place
        and lower(c.name) = lower(btrim(save_assisted_channel.name)))
    on conflict do nothing returning id into saved;
  if saved is not null then return saved; end if;
  select c.id into saved from public.channels c
    where c.business_id = business and c.kind = 'assisted' and c.place = save_assisted_channel.place
      and lower(c.name) = lower(btrim(save_assisted_channel.name))
    order by c.disconnected_at desc nulls first limit 1;
  update public.channels c set disconnected_at = null, disconnected_by = null
    where c.id = saved and c.disconnected_at is not null;
  return saved;
exception when unique_violation then
  return null;
end
$$;
grant execute on function save_assisted_channel(uuid, text, text, uuid) to authenticated;
