-- Limits on sign-in, sign-up, reset and public pages live in the database, so that they hold across
-- processes and restarts. The key is a hash: no address and no e-mail is kept.

create table rate_limits (
  key bytea primary key check (octet_length(key) = 32),
  level double precision not null,
  updated_at timestamptz not null default now()
);
create index rate_limits_age on rate_limits (updated_at);

alter table rate_limits enable row level security;
-- Permission comes only through the function below.

/*
 * A leaking bucket: true when one more is allowed for `subject`, at most `size` at once, leaking
 * `size` per `seconds`. What is refused does not count. Counting and deciding is one statement, so parallel
 * callers can't slip through.
 */
create function take_rate_limit(subject text, size integer, seconds integer) returns boolean
language sql volatile security definer set search_path = ''
as $$
  with taken as (
    insert into public.rate_limits as r (key, level)
      values (sha256(convert_to(subject, 'UTF8')), 1)
    on conflict (key) do update set
      level = greatest(0, r.level - extract(epoch from now() - r.updated_at) * size / seconds) + 1,
      updated_at = now()
      where greatest(0, r.level - extract(epoch from now() - r.updated_at) * size / seconds) + 1 <= size
    returning 1
  )
  select exists (select from taken)
$$;
grant execute on function take_rate_limit(text, integer, integer) to service_role;

create function forget_rate_limits() returns void
language sql volatile security definer set search_path = ''
as $$ delete from public.rate_limits r where r.updated_at < now() - interval '2 days' $$;
grant execute on function forget_rate_limits() to service_role;
