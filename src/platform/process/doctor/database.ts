import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { addressOf } from '#platform/backend/index.ts';
import { lendsTransactions } from '#platform/backend/connection/pooler.ts';
import { openSql, type DatabaseOptions } from '#platform/backend/database.ts';
import { installationKeys } from '#platform/backend/keys.ts';
import type { Env } from '#platform/env.ts';
import { migrationState } from '#platform/migrations/migrate.ts';
import { whatIsMissing } from '#platform/migrations/preflight.ts';
import { openPostgres } from '#platform/postgres/index.ts';
import { listProcesses } from '../processes.ts';
import { saying, type Finding } from './finding.ts';

/** The database, and what is in it of this installation. */
export async function tryDatabase(env: Env): Promise<Finding[]> {
  const what = 'database';
  if (!env.DATABASE_URL && !existsSync(join(env.DATA_DIR, 'postgres', 'PG_VERSION'))) {
    return [{ state: 'note', what, found: `none in ${env.DATA_DIR} yet`, advice: 'npm start makes it' }];
  }
  try {
    if (env.DATABASE_URL) return await look(env, addressOf(env));
    const server = await openPostgres({ dataDir: env.DATA_DIR, log: () => undefined });
    try {
      return await look(env, server.connection);
    } finally {
      await server.stop();
    }
  } catch (error) {
    const advice = env.DATABASE_URL
      ? 'see that it runs, that DATABASE_URL names it, and that its role and password are right'
      : `see ${join(env.DATA_DIR, 'postgres.log')}`;
    return [{ state: 'bad', what, found: saying(error), advice }];
  }
}

async function look(env: Env, database: DatabaseOptions): Promise<Finding[]> {
  if (database.url && (await lendsTransactions(database))) {
    const advice = 'give its session mode, or PostgreSQL’s own address as DATABASE_DIRECT_URL';
    return [{ state: 'bad', what: 'database', found: 'a pooler in transaction mode', advice }];
  }
  const sql = openSql(database, 1, 'tanggap-doctor');
  try {
    // Whatever is asked from here on can change nothing.
    await sql`set default_transaction_read_only = on`;
    const [server] = await sql<{ version: string; bytes: number; ahead: number }[]>`
      select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes,
        extract(epoch from clock_timestamp())::float8 - ${Date.now() / 1000}::float8 as ahead`;
    const { version, bytes, ahead } = server!;
    const megabytes = `${Math.round(bytes / 1_048_576)} MB`;
    const missing = await whatIsMissing(sql, false);
    return [
      { state: 'good', what: 'database', found: `PostgreSQL ${version} answers, ${megabytes}` },
      ...missing.map((found): Finding => ({ state: 'bad', what: 'database', found })),
      clock(ahead),
      ...(missing.length > 0 ? [] : await inside(sql, env)),
    ];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Sign-ins, promises and posts go by the clock; the database's and ours must be one. */
function clock(ahead: number): Finding {
  const found = `${Math.abs(Math.round(ahead))} s ${ahead > 0 ? 'behind' : 'ahead of'} the database's`;
  if (Math.abs(ahead) < 5) return { state: 'good', what: 'clock', found };
  return { state: 'bad', what: 'clock', found, advice: 'set both by NTP (timedatectl set-ntp true)' };
}

async function inside(sql: postgres.Sql, env: Env): Promise<Finding[]> {
  const { pending, future, stale } = await migrationState(sql);
  if (future.length > 0) {
    const advice = 'start the program that made it, or one that is newer';
    return [{ state: 'bad', what: 'schema', found: `is of a newer program (${future.at(-1)})`, advice }];
  }
  if (pending.length + stale > 0) {
    const found = `${pending.length} migrations and ${stale} repeatable files are not applied`;
    return [
      { state: 'note', what: 'schema', found, advice: 'npm start or npm run tanggap -- migrate does it' },
    ];
  }
  const good: Finding = { state: 'good', what: 'schema', found: 'up to date' };
  return [good, await secret(sql, env), await workers(sql), ...(await backlog(sql))];
}

async function secret(sql: postgres.Sql, env: Env): Promise<Finding> {
  const what = 'secret';
  if (!env.TANGGAP_SECRET && !existsSync(join(env.DATA_DIR, 'secret'))) {
    const advice = 'put it back from a backup of the folder, or: npm run tanggap -- secret lost';
    return { state: 'bad', what, found: `the file ${join(env.DATA_DIR, 'secret')} is gone`, advice };
  }
  const { fingerprints } = installationKeys(env);
  const known = await sql<{ fingerprint: string }[]>`select fingerprint from private.installation_secrets`;
  if (known.every(({ fingerprint }) => fingerprints.includes(fingerprint))) {
    return { state: 'good', what, found: known.length > 1 ? 'being replaced' : 'the one of this database' };
  }
  const advice = 'give every process the same; docs/operations.md, "The secret"';
  return { state: 'bad', what, found: 'TANGGAP_SECRET is not the one of this database', advice };
}

async function workers(sql: postgres.Sql): Promise<Finding> {
  const alive = (await listProcesses(sql)).filter(({ isAlive }) => isAlive);
  const working = alive.filter(({ works, healthy }) => works && healthy).length;
  const found = `${alive.length} alive, ${working} with a worker that is well`;
  if (working > 0) return { state: 'good', what: 'processes', found };
  const advice = 'nothing is published, answered or sorted: npm start, or npm run worker';
  return { state: alive.length > 0 ? 'bad' : 'note', what: 'processes', found, advice };
}

async function backlog(sql: postgres.Sql): Promise<Finding[]> {
  const [row] = await sql<{ items: number; unknown: number; broken: number; sealed: number }[]>`
    select (select count(*)::int from webhook_items where projected_at is null) as items,
      (select count(*)::int from webhook_items where outcome = 'unknown') as unknown,
      (select count(*)::int from channels where problem is not null and disconnected_at is null) as broken,
      (select count(*)::int from channels where problem = 'credential_unreadable') as sealed`;
  const { items, unknown, broken, sealed } = row!;
  return [
    { state: 'good', what: 'items to project', found: String(items) },
    ...(unknown > 0
      ? [
          {
            state: 'note',
            what: 'items',
            found: `${unknown} not understood`,
            advice: 'tanggap unknown lists them',
          } as const,
        ]
      : []),
    ...(broken > 0
      ? [
          {
            state: 'note',
            what: 'channels',
            found: `${broken} must be connected again by their owners`,
          } as const,
        ]
      : []),
    ...(sealed > 0
      ? [{ state: 'bad', what: 'credentials', found: `${sealed} can't be read with this secret` } as const]
      : []),
  ];
}
