-- How long a business keeps what customers said: months after the last word; null, until it has chosen, for ever.

-- Silent for longer than that, with no case that is not closed.
create or replace function private.is_expired(c public.contacts, months integer) returns boolean
language sql stable security definer set search_path = ''
as $$
  select c.erased_at is null and c.merged_into is null and c.created_at < now() - make_interval(months => months)
    and not exists (
      select from public.conversations t
      where t.contact_id = c.id and (t.last_at >= now() - make_interval(months => months)
        or exists (select from public.cases k where k.conversation_id = t.id and k.state <> 'closed')))
$$;

/* How many customers would be erased if the business kept `months`; null for who is no owner. */
create or replace function count_expired(business uuid, months integer) returns integer
language sql stable security definer set search_path = ''
as $$
  select (select count(*) from public.contacts c
      where c.business_id = count_expired.business and private.is_expired(c, count_expired.months))::integer
    where count_expired.business in (select private.my_owned_business_ids())
$$;
grant execute on function count_expired(uuid, integer) to authenticated;

/*
 * Erases customers who have been silent for longer than their business keeps, but for those with a case that is not closed;
 * `size` at once. Returns how many customers.
 */
create or replace function erase_expired(size integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  one uuid;
  erased integer := 0;
begin
  for one in
    select c.id from public.businesses b
    join public.contacts c on c.business_id = b.id
    where b.retention_months is not null and private.is_expired(c, b.retention_months)
    order by c.business_id, c.id limit erase_expired.size
    for update of c skip locked
  loop
    if private.erase_person(one, 'retention', null) = 'erased' then erased := erased + 1; end if;
  end loop;
  return erased;
end
$$;
grant execute on function erase_expired(integer) to service_role;

/*
 * Deletes raw items that are older than their business keeps, and those of accounts that have belonged to no business for
 * 90 days: time enough to connect one and have what it was told. `size` an account at once. Returns how many items.
 */
create or replace function delete_old_items(size integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare deleted integer;
begin
  with recursive accounts as (
    (select w.network, w.account_id from public.webhook_items w order by w.network, w.account_id limit 1)
    union all
    select n.network, n.account_id from accounts a cross join lateral (
      select w.network, w.account_id from public.webhook_items w
      where (w.network, w.account_id) > (a.network, a.account_id)
      order by w.network, w.account_id limit 1) n),
  ends as (
    select a.network, a.account_id,
      case when count(c.id) = 0 then now() - interval '90 days'
        when bool_and(b.retention_months is not null) then now() - make_interval(months => max(b.retention_months)) end
        as until
    from accounts a
    left join public.channels c on c.network = a.network and a.account_id in (c.external_id, c.page_id)
    left join public.businesses b on b.id = c.business_id
    group by a.network, a.account_id)
  delete from public.webhook_items w
    where w.id in (
      select o.id from ends e cross join lateral (
        select r.id from public.webhook_items r
        where r.network = e.network and r.account_id = e.account_id and r.received_at < e.until
        order by r.id limit delete_old_items.size) o);
  get diagnostics deleted = row_count;
  return deleted;
end
$$;
grant execute on function delete_old_items(integer) to service_role;
