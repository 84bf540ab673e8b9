drop policy if exists select_mine on mentions;
create policy select_mine on mentions for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* Takes mentions whose words can be asked for now. */
create or replace function claim_mentions(size integer, lease_seconds integer) returns setof mentions
language sql volatile security definer set search_path = ''
as $$
  update public.mentions m
    set next_try_at = now() + make_interval(secs => claim_mentions.lease_seconds), tries = m.tries + 1
    where m.id in (
      select d.id from public.mentions d
      join public.channels c on c.id = d.channel_id and c.disconnected_at is null and c.problem is null
      where d.outcome is null and (d.next_try_at is null or d.next_try_at <= now())
      order by d.next_try_at nulls first, d.id limit claim_mentions.size
      for update of d skip locked)
    returning m.*
$$;
grant execute on function claim_mentions(integer, integer) to service_role;

/* Records what became of one; without an outcome it is asked for again after `retry_seconds`. */
create or replace function settle_mention(mention uuid, outcome text, retry_seconds integer default 60) returns void
language sql volatile security definer set search_path = ''
as $$
  update public.mentions m set outcome = settle_mention.outcome,
      next_try_at = case when settle_mention.outcome is null
        then now() + make_interval(secs => settle_mention.retry_seconds) end
    where m.id = mention
$$;
grant execute on function settle_mention(uuid, text, integer) to service_role;
