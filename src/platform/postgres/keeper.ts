import postgres from 'postgres';
import type { Postmaster } from './postmaster.ts';

/** How both postgres.js and pg (pg-boss) reach the database; spread it into their options. */
export type Connection = { host: string; port: number; user: string; database: string; password?: string };

/** Number of the advisory lock that every process using the server holds. */
const inUse = 7_264_427;

/**
 * One connection that a process holds as long as it uses the server: it is how the others know, because its
 * lock vanishes with the process, however that ends, and how the process learns that the server died.
 */
export type Keeper = {
  alive(): boolean;
  release(): Promise<'last' | 'others remain'>;
  close(): Promise<void>;
};

/**
 * Connects and takes a share in the server.
 *
 * @returns undefined when the server is not (yet, any longer) to be used: starting, stopping, or another one.
 * @throws when the server answers but refuses this connection for good.
 */
export async function keep(
  connection: Connection,
  server: Postmaster,
  onLost: () => void,
): Promise<Keeper | undefined> {
  let alive = false;
  const sql = postgres({
    ...connection,
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    fetch_types: false,
    connection: { application_name: 'tanggap keeper' },
    onclose: () => {
      if (alive) queueMicrotask(onLost);
      alive = false;
    },
  });
  try {
    alive = await takeShare(sql, server);
  } finally {
    if (!alive) await sql.end({ timeout: 0 });
  }
  if (!alive) return undefined;
  return {
    alive: () => alive,
    release: async () => {
      alive = false;
      const [row] = await sql<{ last: boolean }[]>`
        select pg_advisory_unlock_shared(${inUse}), pg_try_advisory_lock(${inUse}) as last`;
      return row?.last ? 'last' : 'others remain';
    },
    close: async () => {
      alive = false;
      await sql.end({ timeout: 1 }).catch(() => undefined);
    },
  };
}

/** The file read through the server must be the file read here: then it is the server of this cluster. */
async function takeShare(sql: postgres.Sql, server: Postmaster): Promise<boolean> {
  try {
    const [row] = await sql<{ pidFile: string; shared: boolean }[]>`
      select pg_read_file('postmaster.pid') as "pidFile", pg_try_advisory_lock_shared(${inUse}) as shared`;
    const [pid, , startedAt] = row?.pidFile.split('\n') ?? [];
    return Number(pid) === server.pid && startedAt === server.startedAt && row?.shared === true;
  } catch (error) {
    if (isPassing((error as { code?: string }).code ?? '')) return false;
    throw error;
  }
}

/** No socket, nobody listening, connection cut, or the server says that it starts, stops or has no free place. */
function isPassing(code: string): boolean {
  return /^(ENOENT|ECONN\w+|EPIPE|CONNECT\w+|57P0[123]|53300)$/.test(code);
}
