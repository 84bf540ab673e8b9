import { App, setExperimental } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import type { DatabaseOptions } from './database.ts';
import {
  asUnavailable,
  inTime,
  keepErrorCodes,
  oneStatementOfContext,
  patienceMs,
  quieten,
  spellings,
} from './lite-workarounds.ts';
import type { Keys } from './keys.ts';
import type { Mail } from '../mail.ts';
import { withTrouble } from './storage/index.ts';
import { authMail } from './auth-mail.ts';

export interface OwnApiOptions {
  database: DatabaseOptions;
  /** How many connections it may open. */
  pool: number;
  /** A pooler lends it a transaction at a time: nothing may be kept in a session. */
  pooled?: boolean;
  keys: Keys;
  publicUrl: string;
  /** Where pictures are kept. */
  storage: NonNullable<App['_storageAdapter']>;
  mail: Mail;
  confirmEmail: boolean;
}

export interface OwnApi {
  fetch(request: Request): Promise<Response>;
  /** Makes the `auth` and `storage` schemas; runs before our migrations, which refer to them. */
  prepareSystemSchemas(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The Supabase API (PostgREST, Auth, Storage) in this process, for the sizes without Supabase. It is never
 * served on our port.
 */
export function openOwnApi(options: OwnApiOptions): OwnApi {
  setExperimental('storage', true);
  quieten();
  const { url, ...connectionOptions } = options.database;
  const connection = createPostgresConnection({
    url: url ?? 'postgres://localhost/postgres',
    postgresOptions: {
      ...connectionOptions,
      max: options.pool,
      // What is idle for so long is memory of the database's that nobody uses.
      idle_timeout: 60,
      onnotice: () => undefined,
      types: spellings,
      prepare: !options.pooled,
      // The time a statement has is told with each request: poolers refuse it from whoever connects.
      connection: { application_name: 'tanggap-api' },
    },
  });
  const app = new App({
    connection,
    api: { enabled: true, schemas: ['public'], max_rows: 1_000 },
    auth: {
      enabled: true,
      jwt_secret: options.keys.jwtSecret,
      publishable_key: options.keys.publishableKey,
      secret_key: options.keys.secretKey,
      site_url: options.publicUrl,
      minimum_password_length: 8,
      email: { enable_signup: true, enable_confirmations: options.confirmEmail },
    },
    storage: {
      enabled: true,
      file_size_limit: '100MiB',
      buckets: { media: { public: false } },
    },
    options: { drivers: { email: authMail(options.mail, options.publicUrl) } },
  });
  app._storageAdapter = options.storage;
  // NOTE: at its first request lite grants everything on every table to anon and authenticated, unless it
  // believes that this was done. Our first migration does the granting, by column.
  (connection as unknown as { rlsState: string }).rlsState = 'active';
  oneStatementOfContext(connection);
  keepErrorCodes(connection);
  return {
    fetch: async (request) =>
      asUnavailable(await withTrouble(() => inTime(app.fetch(request), patienceMs(request)))),
    prepareSystemSchemas: () => app.ensureSystemSchema(),
    // Lite's own close waits for ever for a request that is under way.
    stop: () => connection.driver.end({ timeout: 5 }),
  };
}
