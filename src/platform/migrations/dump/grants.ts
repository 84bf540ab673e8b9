import type postgres from 'postgres';

/** Who may enter our schemas, and the service role that of the storage. What an owner may is not written down. */
export async function schemaGrants(sql: postgres.TransactionSql): Promise<string[]> {
  return lines(
    await sql`
    select format('grant %s on schema %s to %s;', string_agg(lower(x.privilege_type), ', ' order by x.privilege_type),
      n.nspname, coalesce(r.rolname, 'public')) as line
    from pg_catalog.pg_namespace n
    cross join pg_catalog.aclexplode(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) x
    left join pg_catalog.pg_roles r on r.oid = x.grantee
    where x.grantee <> n.nspowner
      and (n.nspname in ('public', 'private') or (n.nspname = 'storage' and r.rolname = 'service_role'))
    group by n.nspname, r.rolname
    order by n.nspname collate "C", r.rolname collate "C"`,
  );
}

export async function defaultGrants(sql: postgres.TransactionSql): Promise<string[]> {
  return lines(
    await sql`
    select format('-- default privileges in %s on objects of kind %s: %s',
      case d.defaclnamespace when 0 then 'every schema' else d.defaclnamespace::regnamespace::text end,
      d.defaclobjtype, (select coalesce(string_agg(a::text, ' ' order by a::text), 'none') from unnest(d.defaclacl) a
        where a::text not like pg_catalog.pg_get_userbyid(d.defaclrole) || '=%')) as line
    from pg_catalog.pg_default_acl d
    where d.defaclnamespace = 0 or d.defaclnamespace::regnamespace::text in ('public', 'private')
    order by 1`,
  );
}

/** Rights on tables, views and sequences, whole and by column. */
export async function tableGrants(sql: postgres.TransactionSql): Promise<string[]> {
  return lines(
    await sql`
    with given as (
      select c.oid, c.relnamespace, x.grantee, lower(x.privilege_type) as privilege, x.is_grantable, null::text as columns
      from pg_catalog.pg_class c cross join pg_catalog.aclexplode(c.relacl) x
      where x.grantee <> c.relowner and c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select c.oid, c.relnamespace, x.grantee, lower(x.privilege_type), x.is_grantable,
        string_agg(quote_ident(a.attname), ', ' order by a.attnum)
      from pg_catalog.pg_class c
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      cross join pg_catalog.aclexplode(a.attacl) x
      where x.grantee <> c.relowner
      group by c.oid, c.relnamespace, x.grantee, x.privilege_type, x.is_grantable
    )
    select format('grant %s%s on %s to %s%s;', g.privilege, ' (' || g.columns || ')', g.oid::regclass,
      coalesce(r.rolname, 'public'), case when g.is_grantable then ' with grant option' end) as line
    from given g left join pg_catalog.pg_roles r on r.oid = g.grantee
    where g.relnamespace::regnamespace::text in ('public', 'private')
      or (g.relnamespace::regnamespace::text = 'storage' and r.rolname = 'service_role')
    order by g.oid::regclass::text collate "C", r.rolname collate "C", g.privilege, g.columns collate "C"`,
  );
}

/** Whoever may call a function; a function that nobody but its owner may call has no line. */
export async function functionGrants(sql: postgres.TransactionSql): Promise<string[]> {
  return lines(
    await sql`
    select format('grant execute on function %s to %s;', p.oid::regprocedure,
      string_agg(coalesce(r.rolname, 'public'), ', ' order by r.rolname collate "C")) as line
    from pg_catalog.pg_proc p
    cross join pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) x
    left join pg_catalog.pg_roles r on r.oid = x.grantee
    where p.pronamespace::regnamespace::text in ('public', 'private') and x.grantee <> p.proowner
    group by p.oid
    order by p.oid::regprocedure::text collate "C"`,
  );
}

const lines = (rows: Iterable<postgres.Row>) => [...rows].map((row) => String(row['line']));
