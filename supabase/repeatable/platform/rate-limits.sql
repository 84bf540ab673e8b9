-- No policy on these tables: permission comes only through the functions.

/*
 * A leaking bucket: true when one more is allowed for `subject`, at most `size` at once, leaking
 * `size` per `seconds`. What is refused does not count. Counting and deciding is one statement, so parallel
 * callers can't slip through. `now()` is when a caller began, so one that comes in late may be earlier than the last: no time
 * has passed then, and none is given back.
 */
create or replace function take_rate_limit(subject text, size integer, seconds integer) returns boolean
language sql volatile security definer set search_path = ''
as $$
  with taken as (
    insert into public.rate_limits as r (key, level)
      values (sha256(convert_to(subject, 'UTF8')), 1)
    on conflict (key) do update set
      level = greatest(0, r.level - greatest(0, extract(epoch from now() - r.updated_at)) * size / seconds) + 1,
      updated_at = greatest(r.updated_at, now())
      where greatest(0, r.level - greatest(0, extract(epoch from now() - r.updated_at)) * size / seconds) + 1 <= size
    returning 1
  )
  select exists (select from taken)
$$;
grant execute on function take_rate_limit(text, integer, integer) to service_role;

create or replace function forget_rate_limits() returns void
language sql volatile security definer set search_path = ''
as $$ delete from public.rate_limits r where r.updated_at < now() - interval '2 days' $$;
grant execute on function forget_rate_limits() to service_role;

-- How hard somebody presses on a thing: beside the limits, which end what is too much, a count that says when to ask
-- for more (a proof of work). Kept with the limits, so that it holds over restarts and in every process.

/*
 * Counts one try at `subject`, taken or not, and says whether it is under pressure: more than `calm` tries within
 * `seconds`. The count leaks `calm` per `seconds` and stands at most at `most`, so that it is calm again in a known
 * time after the last try, however many there were.
 */
create or replace function press_rate_limit(subject text, calm integer, most integer, seconds integer) returns boolean
language sql volatile security definer set search_path = ''
as $$
  with pressed as (
    insert into public.rate_limits as r (key, level)
      values (sha256(convert_to(subject, 'UTF8')), 1)
    on conflict (key) do update set
      level = least(most, greatest(0, r.level - greatest(0, extract(epoch from now() - r.updated_at)) * calm / seconds) + 1),
      updated_at = greatest(r.updated_at, now())
    returning level
  )
  select level > calm from pressed
$$;
grant execute on function press_rate_limit(text, integer, integer, integer) to service_role;

/* Whether `subject` is under pressure now; counts nothing. */
create or replace function is_pressed(subject text, calm integer, seconds integer) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.rate_limits r
    where r.key = sha256(convert_to(subject, 'UTF8'))
      and r.level - greatest(0, extract(epoch from now() - r.updated_at)) * calm / seconds > calm)
$$;
grant execute on function is_pressed(text, integer, integer) to service_role;
