-- What the holder of a private link may read and do, without an account. Each function takes the link itself and
-- looks for its hash; what is not (or no longer) one answers null, and tells nothing more. Reading changes nothing.

drop policy if exists select_mine on case_links;
create policy select_mine on case_links for select to authenticated
  using (business_id in (select private.my_business_ids()));

/* Gives the case one more private link; only its hash is known here. Null when the case is not the person's. */
create or replace function make_case_link(of_case uuid, token_hash bytea) returns uuid
language sql volatile security definer set search_path = ''
as $$
  insert into public.case_links (business_id, case_id, token_hash)
    select k.business_id, k.id, make_case_link.token_hash from public.cases k
    where k.id = of_case and k.business_id in (select private.my_business_ids())
    returning id
$$;
grant execute on function make_case_link(uuid, bytea) to authenticated;

/* Ends a private link. False when it is not theirs, or has ended already. */
create or replace function revoke_case_link(link uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.case_links l set revoked_by = (select auth.uid()), revoked_at = now()
    where l.id = link and l.revoked_at is null and l.business_id in (select private.my_business_ids());
  return found;
end
$$;
grant execute on function revoke_case_link(uuid) to authenticated;

/* How the standing resolution ended; null while it has not. */
create or replace function private.closed_how(of_case uuid) returns text
language sql stable security definer set search_path = ''
as $$
  select c.how from public.case_closures c where c.resolution_id = private.standing_resolution(of_case)
$$;

/*
 * {business, catalogue (its slug, if public), timezone, sample, number, category, complaint, state, opened_at, promise,
 * due_at, overdue, resolution, closed (how), may_rate, score, history: [{at, kind, what}]}. Of the steps only those
 * marked for the customer; of reopenings the customer's own reasons; never who in the business did it.
 */
create or replace function customer_case(token text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'business', b.name, 'catalogue', case when b.catalogue_public then b.slug end, 'timezone', b.timezone,
    'sample', b.sample, 'number', k.number, 'category', k.category, 'complaint', k.complaint, 'state', k.state,
    'opened_at', k.opened_at, 'promise', k.promise, 'due_at', k.due_at,
    'overdue', k.state = 'open' and k.due_at < now(),
    'resolution', case when k.state <> 'open' then private.standing_resolution(k.id) end,
    'closed', case when k.state = 'closed' then private.closed_how(k.id) end,
    'may_rate', k.state <> 'open' and r.score is null and private.closed_how(k.id) is distinct from 'automatic',
    'score', r.score,
    'history', coalesce((
      select jsonb_agg(jsonb_build_object('at', h.at, 'kind', h.kind, 'what', h.what) order by h.at, h.kind)
      from (
        select s.made_at as at, 'step' as kind, s.what from public.case_steps s
          where s.case_id = k.id and s.for_customer
        union all select s.resolved_at, 'resolved', s.what from public.case_resolutions s where s.case_id = k.id
        union all select s.closed_at, 'closed_' || s.how, '' from public.case_closures s where s.case_id = k.id
        union all select s.reopened_at, 'reopened', case when s.by_customer then s.reason else '' end
          from public.case_reopenings s where s.case_id = k.id
        order by 1 desc limit 200
      ) h), '[]'::jsonb))
  from private.link_of(customer_case.token) l
  join public.cases k on k.id = l.of_case
  join public.businesses b on b.id = k.business_id
  left join public.ratings r on r.case_id = k.id
$$;
grant execute on function customer_case(text) to anon, authenticated;

/* The customer's case for a change: the conversation is locked first, then the case, as members do. */
create or replace function private.take_customers_case(token text, out link uuid, out taken public.cases)
language plpgsql security definer set search_path = ''
as $$
declare found_case uuid;
begin
  select l.link, l.of_case into link, found_case from private.link_of(token) l;
  perform from public.conversations o
    where o.id = (select k.conversation_id from public.cases k where k.id = found_case) for update;
  select k.* into taken from public.cases k where k.id = found_case for update;
end
$$;

/* "Ya, sudah beres", about the resolution the customer saw. Said twice it is once. */
create or replace function confirm_case(token text, resolution uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare t record;
begin
  select * into t from private.take_customers_case(token);
  if (t.taken).id is null then return null; end if;
  if exists (select from public.case_closures c where c.resolution_id = resolution and c.case_id = (t.taken).id
      and c.how = 'customer') and (t.taken).state = 'closed' then
    return 'done';
  end if;
  if (t.taken).state <> 'resolved' or resolution is distinct from private.standing_resolution((t.taken).id) then
    return 'moved';
  end if;
  insert into public.case_closures (business_id, case_id, resolution_id, how, link_id)
    values ((t.taken).business_id, (t.taken).id, resolution, 'customer', t.link);
  return 'done';
end
$$;
grant execute on function confirm_case(text, uuid) to anon, authenticated;

/* "Belum beres", with the reason. Also after it was closed. 'other' while another case of the conversation is open. */
create or replace function dispute_case(token text, resolution uuid, reason text) returns text
language plpgsql security definer set search_path = ''
as $$
declare t record;
begin
  select * into t from private.take_customers_case(token);
  if (t.taken).id is null then return null; end if;
  if exists (select from public.case_reopenings r where r.resolution_id = resolution and r.case_id = (t.taken).id
      and r.by_customer) and (t.taken).state = 'open' then
    return 'done';
  end if;
  if (t.taken).state = 'open' or resolution is distinct from private.standing_resolution((t.taken).id) then
    return 'moved';
  end if;
  if private.has_other_case((t.taken).id) then return 'other'; end if;
  insert into public.case_reopenings (business_id, case_id, resolution_id, reason, by_customer, link_id)
    values ((t.taken).business_id, (t.taken).id, resolution, left(btrim(reason), 1000), true, t.link);
  return 'done';
end
$$;
grant execute on function dispute_case(text, uuid, text) to anon, authenticated;

/* One to five, once; not before it is resolved, and not after nobody but time closed it. The first word stands. */
create or replace function rate_case(token text, score integer, words text) returns text
language plpgsql security definer set search_path = ''
as $$
declare t record;
begin
  select * into t from private.take_customers_case(token);
  if (t.taken).id is null then return null; end if;
  if exists (select from public.ratings r where r.case_id = (t.taken).id) then return 'done'; end if;
  if (t.taken).state = 'open' or private.closed_how((t.taken).id) is not distinct from 'automatic' then
    return 'moved';
  end if;
  insert into public.ratings (business_id, conversation_id, case_id, score, words)
    values ((t.taken).business_id, (t.taken).conversation_id, (t.taken).id, rate_case.score,
      left(btrim(rate_case.words), 1000));
  return 'done';
end
$$;
grant execute on function rate_case(text, integer, text) to anon, authenticated;

create or replace function private.link_of(token text, out link uuid, out of_case uuid)
language sql stable security definer set search_path = ''
as $$
  select l.id, l.case_id from public.case_links l
  where l.token_hash = sha256(convert_to(link_of.token, 'UTF8')) and l.revoked_at is null
  union all
  (select null, k.id from private.feedback_of(link_of.token) f
    join public.cases k on k.conversation_id = f.conversation_id
    order by k.opened_at desc, k.id limit 1)
$$;
