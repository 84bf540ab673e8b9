/** Reads from the catalogue what the API's roles, and everybody (`public`), may do. */
import type postgres from 'postgres';

/** Object -> role -> privileges, spelled as in a grant: `select`, `insert (body, id)`. */
export type Privileges = Record<string, Partial<Record<Role, string[]>>>;
export type Role = 'anon' | 'authenticated' | 'service_role' | 'public';

type Sql = postgres.Sql | postgres.TransactionSql;
interface Grant {
  object: string;
  role: Role;
  privilege: string;
  columns: string | null;
}

/** All that is granted in every schema but the system's own. */
export async function privileges(sql: Sql): Promise<Privileges> {
  const grants = await sql<Grant[]>`
    with spaces as (
      select oid, nspname, nspowner, nspacl from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    ), granted as (
      select 'schema ' || nspname as object, acl.grantee, acl.privilege_type, null as columns, acl.is_grantable
      from spaces, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) acl
      union all
      select case c.relkind when 'S' then 'sequence ' else 'table ' end || s.nspname || '.' || c.relname,
        acl.grantee, acl.privilege_type, null, acl.is_grantable
      from pg_class c join spaces s on s.oid = c.relnamespace,
        aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) acl
      where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      union all
      select 'table ' || s.nspname || '.' || c.relname, acl.grantee, acl.privilege_type,
        string_agg(a.attname, ', ' order by a.attname), bool_or(acl.is_grantable)
      from pg_attribute a join pg_class c on c.oid = a.attrelid join spaces s on s.oid = c.relnamespace,
        aclexplode(a.attacl) acl
      where a.attacl is not null and not a.attisdropped
      group by 1, 2, 3
      union all
      select 'function ' || s.nspname || '.' || p.proname, acl.grantee, acl.privilege_type, null, acl.is_grantable
      from pg_proc p join spaces s on s.oid = p.pronamespace,
        aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
      -- The API's own helpers (auth.uid() and the like) are everybody's; their schemas are closed instead.
      where s.nspname not in ('auth', 'storage')
    )
    select object, case grantee when 0 then 'public' else grantee::regrole::text end as role,
      lower(privilege_type) || case when is_grantable then ' with grant option' else '' end as privilege, columns
    from granted
    where grantee = 0 or grantee::regrole::text in ('anon', 'authenticated', 'service_role')`;
  const found: Privileges = {};
  for (const { object, role, privilege, columns } of grants) {
    const roles = (found[object] ??= {});
    (roles[role] ??= []).push(columns ? `${privilege} (${columns})` : privilege);
  }
  return ordered(found);
}

/** The same whatever order privileges and columns were written in. */
export function ordered(given: Privileges): Privileges {
  const columnsInOrder = (privilege: string) =>
    privilege.replace(/\((.+)\)/, (_, columns: string) => `(${columns.split(', ').sort().join(', ')})`);
  return Object.fromEntries(
    Object.entries(given).map(([object, roles]) => [
      object,
      Object.fromEntries(
        Object.entries(roles).map(([role, list]) => [role, list.map(columnsInOrder).sort()]),
      ),
    ]),
  );
}
