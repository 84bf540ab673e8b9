/** Before anything is migrated: whether this server and this role will do, and what is missing in words and SQL. */
import type postgres from 'postgres';
import { EnvError } from '../env.ts';

/** The Supabase API acts as one of these for each request. */
const roles = { anon: '', authenticated: '', service_role: ' bypassrls' } as const;
const oldest = 16;

/**
 * Makes the roles where this one may, and asks for what it has not got.
 * @throws EnvError that says for each what to do
 */
export async function preflight(sql: postgres.Sql): Promise<void> {
  const missing = await whatIsMissing(sql);
  if (missing.length === 0) return;
  throw new EnvError(missing.map((line) => `DATABASE_URL: ${line}`));
}

/** One line for each thing that is missing; makes nothing but the roles, and those only with `mend`. */
export async function whatIsMissing(sql: postgres.Sql, mend = true): Promise<string[]> {
  const me = await whoAmI(sql);
  if (me.version < oldest * 10_000) {
    return [`PostgreSQL ${me.named} is too old: Tanggap needs ${oldest} or newer.`];
  }
  const missing: string[] = [];
  if (me.replica)
    missing.push('This server is a replica and can only be read: give the address of the primary.');
  const encoding =
    me.encoding === 'UTF8'
      ? []
      : [`Its encoding is ${me.encoding}; make one with: create database … encoding 'UTF8'`];
  missing.push(...encoding);
  if (!me.creates)
    missing.push(
      `May not make schemas. As the database's owner or a superuser: grant create on database ${me.database} to ${me.role};`,
    );
  if (!me.publicly)
    missing.push(
      `May not make tables in public. As a superuser: alter database ${me.database} owner to ${me.role};`,
    );
  if (mend) await makeRoles(sql, me);
  return [...missing, ...(await missingRoles(sql, me))];
}

interface Me {
  version: number;
  named: string;
  role: string;
  database: string;
  encoding: string;
  replica: boolean;
  creates: boolean;
  publicly: boolean;
  /** May make roles, and roles that pass by policies. */
  makesRoles: boolean;
  passes: boolean;
}

async function whoAmI(sql: postgres.Sql): Promise<Me> {
  const [me] = await sql<Me[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as named,
      quote_ident(current_user) as role, quote_ident(current_database()) as database,
      pg_encoding_to_char(d.encoding) as encoding, pg_is_in_recovery() as replica,
      has_database_privilege(d.oid, 'create') as creates,
      has_schema_privilege('public', 'create') as publicly,
      r.rolsuper or r.rolcreaterole as "makesRoles", r.rolsuper or r.rolbypassrls as passes
    from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user`;
  return me!;
}

/**
 * NOTE: since PostgreSQL 16 whoever makes a role administers it and does not belong to it, so that it must be granted
 * to oneself before `set role`.
 */
async function makeRoles(sql: postgres.Sql, me: Me): Promise<void> {
  for (const [role, passes] of Object.entries(roles)) {
    const [found] = await sql`select pg_has_role(oid, 'member with admin option') as administers,
      pg_has_role(oid, 'set') as acts from pg_roles where rolname = ${role}`;
    if (!found && me.makesRoles && (passes === '' || me.passes)) {
      await sql.unsafe(`create role ${role} nologin noinherit${passes}`).catch(ifMadeMeanwhile);
      await sql.unsafe(`grant ${role} to ${me.role}`);
    } else if (found?.administers && !found.acts) await sql.unsafe(`grant ${role} to ${me.role}`);
  }
}

function ifMadeMeanwhile(error: unknown): void {
  const { code } = error as { code?: string };
  if (code !== '42710' && code !== '23505') throw error;
}

async function missingRoles(sql: postgres.Sql, me: Me): Promise<string[]> {
  const missing: string[] = [];
  for (const [role, passes] of Object.entries(roles)) {
    const [found] = await sql<{ acts: boolean; passes: boolean }[]>`
      select pg_has_role(oid, 'set') as acts, rolbypassrls as passes from pg_roles where rolname = ${role}`;
    if (!found)
      missing.push(
        `As a superuser: create role ${role} nologin noinherit${passes}; grant ${role} to ${me.role};`,
      );
    else if (!found.acts)
      missing.push(`May not act as ${role}. As a superuser: grant ${role} to ${me.role};`);
    if (found && passes && !found.passes) missing.push(`As a superuser: alter role ${role} bypassrls;`);
  }
  return missing;
}
