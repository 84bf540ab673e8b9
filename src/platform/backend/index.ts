/** The three sizes of deployment behind one function; the rest of the program never asks which one it runs on. */
import { mkdirSync } from 'node:fs';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type postgres from 'postgres';
import type { Database } from '../database.types.ts';
import { readEnv, strangeVariables, type Env } from '../env.ts';
import { log, setLogLevel } from '../log.ts';
import { openMail, type Mail } from '../mail.ts';
import { migrate } from '../migrations/migrate.ts';
import { preflight } from '../migrations/preflight.ts';
import { openPostgres } from '../postgres/index.ts';
import { callDirectly, openSql, type DatabaseOptions } from './database.ts';
import { installationKeys, type Keys } from './keys.ts';
import { databaseAddress } from './connection/address.ts';
import { openApi } from './api.ts';
import { refuseTransactionPooler } from './connection/pooler.ts';
import { sizePools } from './connection/pools.ts';
import { agreeOnSecret, refuseForeignSecret } from './secret.ts';
import { tokenVerifier, type Claims } from './verify.ts';

export type Db = SupabaseClient<Database>;
type Functions = Database['public']['Functions'];
type DirectName = 'store_webhook_items';
export type { Claims } from './verify.ts';
export { found, troubleOf } from './storage/index.ts';

/** Where the Supabase API is and how to reach it. */
export interface Api {
  url: string;
  publishableKey: string;
  fetch: typeof fetch;
}

export interface Backend {
  env: Env;
  keys: Keys;
  mail: Mail;
  api: Api;
  database: DatabaseOptions;
  /** How many connections this process may open. */
  pool: number;
  /** The direct connection; for platform code alone. */
  sql: postgres.Sql;
  /** The person's own rights: row-level security decides. `token` is their access token. */
  asUser(token: string): Db;
  /** All rights. Only jobs, webhooks and the widget's server part; `reason` is logged. */
  asService(reason: string): Db;
  /** Nobody's rights: public pages. */
  asAnon(): Db;
  /**
   * One SQL function by the direct connection, with all rights: for what comes hundreds of times a second, where the
   * API's seven turns for a call are most of what it costs. Named arguments, as of `rpc`.
   * @throws the database's error
   */
  callDirectly<Name extends DirectName>(
    name: Name,
    args: Functions[Name]['Args'],
  ): Promise<Functions[Name]['Returns']>;
  /** Checks an access token without a call; null when it is not valid (any more). */
  verify(token: string): Promise<Claims | null>;
  /** @throws when the database cannot be reached */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const holder = globalThis as { tanggapBackend?: Promise<Backend> };

/** The one backend of this process; development reloads and the built pages find the same one. */
export function backend(): Promise<Backend> {
  holder.tanggapBackend ??= openBackend(readEnv());
  return holder.tanggapBackend;
}

/**
 * Opens database and API, and brings the schema up to date.
 * @param secretLost take this secret although the database was used with another
 * @throws EnvError, or the database's error
 */
export async function openBackend(env: Env, secretLost = false): Promise<Backend> {
  setLogLevel(env.LOG_LEVEL);
  for (const [variable, meant] of strangeVariables()) log('warn', 'env.unknown', { variable, meant });
  if (env.DATABASE_URL) {
    return openOn(env, addressOf(env), async () => undefined, secretLost);
  }
  mkdirSync(env.DATA_DIR, { recursive: true });
  const server = await openPostgres({ dataDir: env.DATA_DIR });
  try {
    return await openOn(env, server.connection, () => server.stop(), secretLost);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Of the connections that need a session of their own. */
export function addressOf({ DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_CA }: Env): DatabaseOptions {
  return databaseAddress(DATABASE_DIRECT_URL ?? DATABASE_URL!, DATABASE_CA);
}

/** The same on a database that is open already; `release` gives it up. */
export async function openOn(
  env: Env,
  database: DatabaseOptions,
  release: () => Promise<void>,
  secretLost = false,
): Promise<Backend> {
  const keys = installationKeys(env);
  const mail = openMail({ smtpUrl: env.SMTP_URL, from: env.MAIL_FROM });
  if (database.url) await refuseTransactionPooler(database);
  const pools = await beforehand(database, async (sql) => {
    if (!secretLost) await refuseForeignSecret(sql, keys);
    await preflight(sql);
    return sizePools(sql, env);
  });
  const sql = openSql(database, pools.direct);
  const api = openApi(env, database, pools.api, keys, mail);
  try {
    await api.prepareSystemSchemas();
    await migrate(sql);
    await agreeOnSecret(sql, keys, secretLost);
  } catch (error) {
    await Promise.allSettled([api.stop(), sql.end({ timeout: 1 })]);
    throw error;
  }

  const client = (key: string, token?: string): Db =>
    createClient<Database>(api.url, key, {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      global: { fetch: api.fetch },
      ...(token !== undefined && { accessToken: async () => token }),
    });
  const service = client(api.secretKey);
  await ensureBucket(service);

  return {
    env,
    keys,
    mail,
    api,
    database,
    pool: pools.size,
    sql,
    asUser: (token) => client(api.publishableKey, token),
    asService(reason) {
      log('debug', 'backend.as_service', { reason });
      return service;
    },
    asAnon: () => client(api.publishableKey),
    callDirectly: (name, args) => callDirectly(sql, name, args) as never,
    verify: tokenVerifier(env.SUPABASE_URL ?? null, keys),
    async ping() {
      await sql`select 1`;
    },
    async close() {
      await api.stop();
      await sql.end({ timeout: 5 });
      await release();
    },
  };
}

/** One connection, to look before anything is opened or changed. */
async function beforehand<T>(database: DatabaseOptions, look: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = openSql(database, 1);
  try {
    return await look(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const mostFileBytes = 100 * 1024 * 1024;

/** Asked for first: one that is made a second time is an error in the database's log at every start. */
async function ensureBucket(service: Db): Promise<void> {
  const { data } = await service.storage.getBucket('media');
  // Installations of before videos hold a smaller limit; where the project's own limit is below this, it stays.
  if (data && data.file_size_limit !== mostFileBytes)
    await service.storage.updateBucket('media', { public: false, fileSizeLimit: mostFileBytes });
  if (data) return;
  const { error } = await service.storage.createBucket('media', {
    public: false,
    fileSizeLimit: mostFileBytes,
  });
  const known =
    error && (/exist/i.test(error.message) || ('statusCode' in error && error.statusCode === '409'));
  if (error && !known) throw error;
}
