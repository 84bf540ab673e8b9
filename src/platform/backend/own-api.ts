import { App, setExperimental } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import type { DatabaseOptions } from './database.ts';
import type { Keys } from './keys.ts';
import type { Mail } from '../mail.ts';
import { authMail } from '../auth-mail.ts';
import { log } from '../log.ts';

export interface OwnApiOptions {
  database: DatabaseOptions;
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
      max: 12,
      onnotice: () => undefined,
      types: { bytea, jsonb, timestamptz },
      connection: { application_name: 'tanggap-api', statement_timeout: 8_000 },
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
      file_size_limit: '25MiB',
      buckets: { media: { public: false, file_size_limit: '8MiB' } },
    },
    options: { drivers: { email: authMail(options.mail, options.publicUrl) } },
  });
  app._storageAdapter = options.storage;
  // NOTE: at its first request lite grants everything on every table to anon and authenticated, unless it
  // believes that this was done. Our first migration does the granting, by column.
  (connection as unknown as { rlsState: string }).rlsState = 'active';
  keepErrorCodes(connection);
  return {
    fetch: async (request) => asUnavailable(await app.fetch(request)),
    prepareSystemSchemas: () => app.ensureSystemSchema(),
    // Lite's own close waits for ever for a request that is under way.
    stop: () => connection.driver.end({ timeout: 5 }),
  };
}

/**
 * Lite answers a plain 500 when the connection was cut under it; PostgREST says 503, after which supabase-js
 * asks once more where that does no harm.
 */
function asUnavailable(answer: Response): Response {
  const unexpected = answer.status === 500 && answer.headers.get('content-type')?.startsWith('text/plain');
  return unexpected ? new Response(answer.body, { status: 503, headers: answer.headers }) : answer;
}

// NOTE: PostgREST takes and gives bytea as `\\x...`; the driver would encode that spelling once more.
const bytea = {
  to: 17,
  from: [17],
  serialize: (value: unknown) =>
    typeof value === 'string' ? value : `\\x${Buffer.from(value as Uint8Array).toString('hex')}`,
  parse: (text: string) => text,
};

// NOTE: lite hands jsonb arguments of functions over as text already, and the driver would encode them once
// more: `rpc` would then see a JSON string where PostgREST gives an array.
const jsonb = {
  to: 3802,
  from: [3802],
  serialize: (value: unknown) =>
    typeof value === 'string' && /^[[{]/.test(value) ? value : JSON.stringify(value),
  parse: (text: string): unknown => JSON.parse(text),
};

// PostgREST answers in ISO 8601 with a T and a full offset; lite hands PostgreSQL's own spelling on.
const timestamptz = {
  to: 1184,
  from: [1184],
  serialize: (value: unknown) => (value instanceof Date ? value.toISOString() : String(value)),
  parse: (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
};

/**
 * Lite answers a refused check and an error we raised ourselves without their code and hint; PostgREST gives
 * both, and lite does too when the error is spelled as PostgREST's own.
 */
function keepErrorCodes(connection: ReturnType<typeof createPostgresConnection>): void {
  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (thrown) => {
    const error = normalize(thrown) as Record<'code' | 'message' | 'detail' | 'hint', string> | undefined;
    if (error?.code !== '23514' && error?.code !== 'P0001') return error;
    const { code, message, detail, hint } = error;
    return {
      code: 'PGRST',
      message: JSON.stringify({ code, message, details: detail, hint }),
      detail: JSON.stringify({ status: 400, headers: {} }),
    };
  };
}

/** Lite prints database errors, with the values of the rows concerned, to the console; we keep the code alone. */
function quieten(): void {
  const report = (...parts: unknown[]) => {
    const error = parts.find((part) => part instanceof Error) as (Error & { code?: string }) | undefined;
    log('debug', 'api.said', { name: error?.name, code: error?.code });
  };
  globalThis.console.error = report;
  globalThis.console.warn = report;
}
