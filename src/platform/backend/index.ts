/** The three sizes of deployment behind one function; the rest of the program never asks which one it runs on. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type postgres from 'postgres';
import type { Database } from '../database.types.ts';
import { readEnv, type Env } from '../env.ts';
import { log, setLogLevel } from '../log.ts';
import { openMail, type Mail } from '../mail.ts';
import { migrate } from '../migrations/migrate.ts';
import { openPostgres } from '../postgres/index.ts';
import { callDirectly, openSql, type DatabaseOptions } from './database.ts';
import { fileStorage } from './file-storage.ts';
import { installationSecret, keysFrom, type Keys } from './keys.ts';
import { openOwnApi } from './own-api.ts';
import { s3Storage } from './s3-storage.ts';
import { tokenVerifier, type Claims } from './verify.ts';

export type Db = SupabaseClient<Database>;
type Functions = Database['public']['Functions'];
type DirectName = 'store_webhook_items';
export type { Claims } from './verify.ts';

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
 * @throws EnvError, or the database's error
 */
export async function openBackend(env: Env): Promise<Backend> {
  setLogLevel(env.LOG_LEVEL);
  if (env.DATABASE_URL) return openOn(env, { url: env.DATABASE_URL }, async () => undefined);
  mkdirSync(env.DATA_DIR, { recursive: true });
  const server = await openPostgres({ dataDir: env.DATA_DIR });
  try {
    return await openOn(env, server.connection, () => server.stop());
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The same on a database that is open already; `release` gives it up. */
export async function openOn(
  env: Env,
  database: DatabaseOptions,
  release: () => Promise<void>,
): Promise<Backend> {
  const keys = keysFrom(env.TANGGAP_SECRET ?? installationSecret(env.DATA_DIR));
  const mail = openMail({ smtpUrl: env.SMTP_URL, from: env.MAIL_FROM });
  const sql = openSql(database);
  const api = openApi(env, database, keys, mail);
  await api.prepareSystemSchemas();
  await migrate(sql);

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

function openApi(env: Env, database: DatabaseOptions, keys: Keys, mail: Mail) {
  if (env.SUPABASE_URL) {
    return {
      url: env.SUPABASE_URL,
      publishableKey: env.SUPABASE_PUBLISHABLE_KEY!,
      secretKey: env.SUPABASE_SECRET_KEY!,
      fetch: oneRefresh(fetch),
      prepareSystemSchemas: async () => undefined,
      stop: async () => undefined,
    };
  }
  const own = openOwnApi({
    database,
    keys,
    mail,
    publicUrl: env.PUBLIC_URL,
    storage: openStorage(env),
    confirmEmail: env.SMTP_URL !== undefined,
  });
  return {
    ...own,
    url: 'http://api.internal',
    publishableKey: keys.publishableKey,
    secretKey: keys.secretKey,
    fetch: oneRefresh((input, init) => own.fetch(new Request(input, init))),
  };
}

function openStorage(env: Env) {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  if (!S3_ENDPOINT) return fileStorage(join(env.DATA_DIR, 'media'));
  return s3Storage({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET!,
    accessKeyId: S3_ACCESS_KEY_ID!,
    secretAccessKey: S3_SECRET_ACCESS_KEY!,
  });
}

async function ensureBucket(service: Db): Promise<void> {
  const { error } = await service.storage.createBucket('media', { public: false });
  const known =
    error && (/exist/i.test(error.message) || ('statusCode' in error && error.statusCode === '409'));
  if (error && !known) throw error;
  // Installations of before videos hold a smaller limit; where the project's own limit is below this, it stays.
  if (known) await service.storage.updateBucket('media', { public: false, fileSizeLimit: 100 * 1024 * 1024 });
}

/**
 * A page opens several requests at once, and each would spend the same refresh token; they share one answer.
 */
function oneRefresh(call: typeof fetch): typeof fetch {
  const running = new Map<string, Promise<Response>>();
  return async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.includes('grant_type=refresh_token') || typeof init?.body !== 'string') return call(input, init);
    const spent = init.body;
    const shared = running.get(spent) ?? call(input, init);
    running.set(spent, shared);
    const forget = () => running.delete(spent);
    shared.then(({ ok }) => (ok ? void setTimeout(forget, 10_000).unref() : forget()), forget);
    return (await shared).clone();
  };
}
