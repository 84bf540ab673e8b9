/*
 * Remembers the device in the person's hands; one that somebody else used before is theirs now. A person has ten at
 * most: the oldest goes.
 */
create or replace function remember_device(endpoint text, p256dh text, auth text, language text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.push_devices as d (user_id, endpoint, p256dh, auth, language)
    values ((select auth.uid()), remember_device.endpoint, remember_device.p256dh, remember_device.auth,
      remember_device.language)
    on conflict on constraint push_devices_endpoint_key do update set
      user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, language = excluded.language,
      added_at = now();
  delete from public.push_devices d where d.id in (
    select o.id from public.push_devices o where o.user_id = (select auth.uid())
    order by o.added_at desc, o.id offset 10);
end
$$;
grant execute on function remember_device(text, text, text, text) to authenticated;

/* Whoever can name a device's address has it in hand. */
create or replace function forget_device(endpoint text) returns void
language sql volatile security definer set search_path = ''
as $$
  delete from public.push_devices d where d.endpoint = forget_device.endpoint and d.user_id = (select auth.uid())
$$;
grant execute on function forget_device(text) to authenticated;
