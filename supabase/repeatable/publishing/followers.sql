drop policy if exists select_mine on channel_metrics;
create policy select_mine on channel_metrics for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* Takes up to `size` connected channels whose followers were not counted today, under a lease; returns their ids. */
create or replace function claim_due_followers(size integer, lease_seconds integer) returns setof uuid
language sql volatile security definer set search_path = ''
as $$
  update public.channels c set followers_due_at = now() + make_interval(secs => lease_seconds)
    from (
      select d.id from public.channels d
      where d.followers_due_at <= now() and d.disconnected_at is null and d.network is not null
      order by d.followers_due_at, d.id
      limit size
      for update skip locked
    ) due
    where c.id = due.id
    returning c.id
$$;
grant execute on function claim_due_followers(integer, integer) to service_role;

/*
 * Writes down followers: `results` = [{"channel_id", "followers", "retry_seconds"}], for the day it is at the
 * business; the next count is due when its next day begins. With `retry_seconds` somebody looks again. Returns how
 * many were written.
 */
create or replace function record_followers(results jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  done record;
  recorded integer := 0;
begin
  for done in
    select r.*, c.business_id, b.timezone as zone, (now() at time zone b.timezone)::date as today
    from jsonb_to_recordset(results) as r (channel_id uuid, followers integer, retry_seconds integer)
    join public.channels c on c.id = r.channel_id join public.businesses b on b.id = c.business_id
    order by c.id
  loop
    if done.retry_seconds is null then
      insert into public.channel_metrics (channel_id, business_id, day, followers)
        values (done.channel_id, done.business_id, done.today, done.followers)
        on conflict do nothing;
      if found then recorded := recorded + 1; end if;
    end if;
    update public.channels c set followers_due_at = coalesce(now() + make_interval(secs => done.retry_seconds),
        (done.today + 1)::timestamp at time zone done.zone)
      where c.id = done.channel_id;
  end loop;
  return recorded;
end
$$;
grant execute on function record_followers(jsonb) to service_role;
