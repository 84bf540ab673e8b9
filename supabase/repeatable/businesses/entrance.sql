-- What every page of a business needs to begin with, in one call: which business, in what role, and how many
-- conversations wait.

/*
 * The business at `slug`, or without one the person's first; no row when they are no member. Who waits is not counted
 * while snoozed.
 */
create or replace function enter_business(slug text default null)
returns table (id uuid, slug text, name text, timezone text, language text, sample boolean,
  answer_promise_hours smallint, posting_target_per_week smallint, role text, businesses integer,
  waiting integer, waiting_since timestamptz)
language sql stable security definer set search_path = ''
as $$
  select b.id, b.slug, b.name, b.timezone, b.language, b.sample, b.answer_promise_hours,
    b.posting_target_per_week, m.role,
    (select count(*) from public.members o where o.user_id = (select auth.uid()))::integer,
    w.waiting, w.since
  from public.members m
  join public.businesses b on b.id = m.business_id
  cross join lateral (
    select count(*)::integer as waiting, min(c.waiting_since) as since
    from public.conversations c
    where c.business_id = b.id and c.waiting_since is not null and c.status <> 'snoozed'
  ) w
  where m.user_id = (select auth.uid()) and (enter_business.slug is null or b.slug = enter_business.slug)
  order by m.joined_at, b.id
  limit 1
$$;
grant execute on function enter_business(text) to authenticated;
