import type postgres from 'postgres';

/** Functions as PostgreSQL writes them, their bodies letter for letter. */
export async function functions(sql: postgres.TransactionSql): Promise<string[]> {
  return lines(
    await sql`
    select E'\n' || pg_catalog.pg_get_functiondef(p.oid) || ';' as line
    from pg_catalog.pg_proc p
    where p.pronamespace::regnamespace::text in ('public', 'private') and p.prokind in ('f', 'p')
    order by p.oid::regprocedure::text collate "C"`,
  );
}

/** Policies of our tables, and ours on the tables of others. */
export async function policies(sql: postgres.TransactionSql): Promise<string[]> {
  return lines(
    await sql`
    select format('create policy %I on %I.%I as %s for %s to %s%s%s;', p.policyname, p.schemaname, p.tablename,
      lower(p.permissive), lower(p.cmd), array_to_string(p.roles, ', '),
      E'\n  using (' || p.qual || ')', E'\n  with check (' || p.with_check || ')') as line
    from pg_catalog.pg_policies p
    where p.schemaname in ('public', 'private')
      or concat(p.qual, p.with_check) like any (array['%public.%', '%private.%'])
    order by p.schemaname collate "C", p.tablename collate "C", p.policyname collate "C"`,
  );
}

/** Triggers on our tables, and those elsewhere that call our functions. */
export async function triggers(sql: postgres.TransactionSql): Promise<string[]> {
  return lines(
    await sql`
    select pg_catalog.pg_get_triggerdef(t.oid) || ';'
      || case t.tgenabled when 'O' then '' else ' -- enabled: ' || t.tgenabled::text end as line
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_class c on c.oid = t.tgrelid
    join pg_catalog.pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal
      and (c.relnamespace::regnamespace::text in ('public', 'private')
        or p.pronamespace::regnamespace::text in ('public', 'private'))
    order by t.tgrelid::regclass::text collate "C", t.tgname collate "C"`,
  );
}

const lines = (rows: Iterable<postgres.Row>) => [...rows].map((row) => String(row['line']));
