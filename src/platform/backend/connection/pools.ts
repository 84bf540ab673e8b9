/** How many connections this process opens, so that all of them together stay within what the server allows. */
import { hostname } from 'node:os';
import type postgres from 'postgres';
import { EnvError, type Env } from '#platform/env.ts';
import { log } from '#platform/log.ts';

export interface Pools {
  /** In all. */
  size: number;
  /** Of the direct connection; jobs use the same. One more listens. */
  direct: number;
  /** Of our own API. */
  api: number;
}

/** A mini PC has one process; of a district's there are several. */
const usual = { embedded: 20, server: 12 };
/** With fewer than this a process would wait for itself. */
const leastPool = 5;
/** Left to people who look in, to backups and to commands. */
const spare = 5;

/**
 * Takes what was wished for, or what is left of the server's limit. Who was killed still counts for a minute and a half
 * elsewhere; so the least is taken wherever the server has as many free at this moment.
 * @throws EnvError when there is too little left to work with
 */
export async function sizePools(sql: postgres.Sql, env: Env): Promise<Pools> {
  const wanted = env.DATABASE_POOL ?? (env.DATABASE_URL ? usual.server : usual.embedded);
  const { most, open, others } = await roomOn(sql);
  const promised = await promisedBy(sql);
  if (most - open - spare < leastPool) {
    throw new EnvError([
      `DATABASE_POOL: the server allows ${most} connections and ${open} are open, ${others} of them by others; ` +
        `at least ${leastPool} are needed. Set a smaller DATABASE_POOL for every process, or raise max_connections`,
    ]);
  }
  const size = Math.min(wanted, Math.max(leastPool, most - promised - others - spare));
  if (size < wanted) log('warn', 'database.small_pool', { wanted, size, most, promised, others });
  return split(size, env.SUPABASE_URL !== undefined);
}

/** @param hosted the API is elsewhere and has connections of its own */
export function split(size: number, hosted: boolean): Pools {
  const api = hosted ? 0 : Math.ceil((size - 1) * 0.6);
  return { size, api, direct: size - 1 - api };
}

interface Room {
  most: number;
  /** What is open now, by anybody. */
  open: number;
  /** By anybody but us. */
  others: number;
}

async function roomOn(sql: postgres.Sql): Promise<Room> {
  const [room] = await sql<Room[]>`
    select least(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - coalesce(current_setting('reserved_connections', true)::int, 0),
        nullif(d.datconnlimit, -1), nullif(r.rolconnlimit, -1)) as most,
      s.open, greatest(0, s.open - s.ours) as others
    from pg_database d, pg_roles r, lateral (select
      (select sum(numbackends)::int from pg_stat_database) as open,
      (select count(*)::int from pg_stat_activity a
        where a.usesysid = r.oid and a.application_name like 'tanggap%') as ours) s
    where d.datname = current_database() and r.rolname = current_user`;
  return room!;
}

/** What the processes that run now may open. */
async function promisedBy(sql: postgres.Sql): Promise<number> {
  const [table] = await sql`select to_regclass('private.living_processes') as known`;
  if (!table?.known) return 0;
  const rows = await sql<{ host: string; pid: number; pool: number }[]>`
    select host, pid, pool from private.living_processes`;
  const living = rows.filter(({ host, pid }) => host !== hostname() || pid === process.pid || isRunning(pid));
  return living.reduce((sum, { pool }) => sum + pool, 0);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
