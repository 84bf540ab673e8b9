/** Between us and PostgreSQL there may be a pooler; some of what we do needs a session of our own. */
import type postgres from 'postgres';
import { EnvError } from '#platform/env.ts';
import { openSql, type DatabaseOptions } from '../database.ts';

const words =
  'DATABASE_URL leads to a pooler in transaction mode: LISTEN, locks and migrations need a session. Give the address of its ' +
  'session mode, or that of PostgreSQL itself as DATABASE_DIRECT_URL beside it (docs/operations.md, "A pooler")';

/**
 * Whether two connections that are open at once are served by one session of the server, or one by two: then they are lent
 * for a transaction only.
 */
export async function lendsTransactions(database: DatabaseOptions): Promise<boolean> {
  const [first, second] = [openSql(database, 1), openSql(database, 1)];
  try {
    const before = await backendOf(first);
    return await second.begin(async (held) => {
      const other = await backendOf(held);
      return other === before || (await backendOf(first)) !== before;
    });
  } finally {
    await Promise.all([first.end({ timeout: 1 }), second.end({ timeout: 1 })]);
  }
}

/** @throws EnvError in words */
export async function refuseTransactionPooler(database: DatabaseOptions): Promise<void> {
  if (await lendsTransactions(database)) throw new EnvError([words]);
}

async function backendOf(sql: postgres.Sql | postgres.TransactionSql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row!.pid;
}
