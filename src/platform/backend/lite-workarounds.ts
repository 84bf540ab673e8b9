/** Where lite (an alpha, pinned) does not yet behave as Supabase does. Each can go when lite has mended it. */
import type { createPostgresConnection } from '@supabase/lite/postgres';
import { log } from '../log.ts';

/**
 * Lite answers a plain 500 when the connection was cut under it; PostgREST says 503, after which supabase-js
 * asks once more where that does no harm.
 */
export function asUnavailable(answer: Response): Response {
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
export function keepErrorCodes(connection: ReturnType<typeof createPostgresConnection>): void {
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
export function quieten(): void {
  const report = (...parts: unknown[]) => {
    const error = parts.find((part) => part instanceof Error) as (Error & { code?: string }) | undefined;
    log('debug', 'api.said', { name: error?.name, code: error?.code });
  };
  globalThis.console.error = report;
  globalThis.console.warn = report;
}

/** How values are spelled on their way to and from the database, as PostgREST does. */
export const spellings = { bytea, jsonb, timestamptz };

/** A video on its way to a slow disk or bucket takes minutes; everything else is a statement or a few. */
export function patienceMs({ method, url }: Request): number {
  return method === 'POST' && new URL(url).pathname.startsWith('/storage/v1/object/media/')
    ? 300_000
    : 12_000;
}

/**
 * No statement outlives its timeout of 8 s; a request that takes longer has lost its connection in a way nobody
 * noticed, and whoever waits must be told.
 */
export async function inTime(answer: Response | Promise<Response>, patience: number): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database did not answer in time')), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Lite tells the database about each request in five to eleven statements, one after another; one is enough,
 * and halves the time of a small call.
 */
export function oneStatementOfContext(connection: object): void {
  const lite = connection as {
    applyJwtSessionContext(tx: Executor, context: Context): Promise<void>;
    applyRpcRequestGucs(tx: Executor, rpc: RpcRequest): Promise<void>;
  };
  lite.applyJwtSessionContext = (tx, { auth, storage }) =>
    setLocally(tx, {
      role: auth?.role || 'anon',
      statement_timeout: '8000',
      'request.jwt.claim.sub': String(auth?.uid ?? ''),
      'request.jwt.claim.role': auth?.role || 'anon',
      'request.jwt.claims': auth?.jwt && typeof auth.jwt === 'object' ? JSON.stringify(auth.jwt) : '',
      'storage.operation': String(storage?.operation ?? ''),
    });
  lite.applyRpcRequestGucs = (tx, { method, path, requestHeaders }) =>
    setLocally(tx, {
      'response.status': '',
      'response.headers': '',
      'request.method': method,
      'request.path': path,
      'request.headers': JSON.stringify(requestHeaders ?? {}),
    });
}

interface Executor {
  executeQuery(query: {
    query: object;
    sql: string;
    parameters: unknown[];
    queryId: object;
  }): Promise<unknown>;
}
interface Context {
  auth?: { role?: string; uid?: unknown; jwt?: unknown };
  storage?: { operation?: unknown };
}
interface RpcRequest {
  method: string;
  path: string;
  requestHeaders?: object;
}

async function setLocally(tx: Executor, values: Record<string, string>): Promise<void> {
  const calls = Object.keys(values).map((name, index) => `set_config('${name}', $${index + 1}, true)`);
  const sql = `select ${calls.join(', ')}`;
  const parameters = Object.values(values);
  await tx.executeQuery({ query: { kind: 'RawNode' }, sql, parameters, queryId: { queryId: sql } });
}
