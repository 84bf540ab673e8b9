/** What is wrong with the store, as one word that survives the way through the Supabase API. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { App } from '@supabase/lite';
import { log } from '#platform/log.ts';

export type StorageAdapter = NonNullable<App['_storageAdapter']>;

/** `away`: it can't be asked, and what is in it is safe; `full`: it takes nothing more. */
export type StorageTrouble = 'away' | 'full';

/** A key that leads out of the store. */
export class KeyError extends Error {
  override name = 'KeyError';
}

/** What the store answered, when it did and it was no good. */
export class StoreError extends Error {
  override name = 'StoreError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const statuses: Record<StorageTrouble | 'missing', number> = { missing: 404, away: 503, full: 507 };
const context = new AsyncLocalStorage<{ trouble?: StorageTrouble | 'missing' }>();

/** The same store, which logs the cause of each failure and remembers for the request that asked what was wrong. */
export function telling(store: StorageAdapter): StorageAdapter {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        try {
          return await (value as (...all: unknown[]) => Promise<unknown>).apply(target, given);
        } catch (error) {
          const trouble = troubleOfStore(error);
          const held = context.getStore();
          if (trouble && held) held.trouble = trouble;
          if (trouble && trouble !== 'missing')
            log('error', 'storage.failed', { op: String(name), trouble, ...causeOf(error) });
          throw error;
        }
      };
    },
  });
}

/** Answers a request; where the store was in trouble its status says so, whatever the API made of it. */
export async function withTrouble(ask: () => Response | Promise<Response>): Promise<Response> {
  const held: { trouble?: StorageTrouble | 'missing' } = {};
  const answer = await context.run(held, async () => ask());
  if (held.trouble === undefined || answer.ok) return answer;
  const status = statuses[held.trouble];
  const body = { statusCode: String(status), error: 'StorageTrouble', message: `storage is ${held.trouble}` };
  return Response.json(body, { status });
}

/** What an error of a store, or of the API before one, means; null when the store is well. */
export function troubleOf(error: unknown): StorageTrouble | null {
  const { name, status, code, originalError } = (error ?? {}) as {
    name?: string;
    status?: unknown;
    code?: unknown;
    originalError?: { status?: unknown };
  };
  // PostgreSQL's own: no room for a row.
  if (code === '53100') return 'full';
  if (name !== 'StorageApiError' && name !== 'StorageUnknownError') return null;
  const known = Number(status ?? originalError?.status ?? 503);
  if (known === 507) return 'full';
  return known >= 500 || known === 429 ? 'away' : null;
}

/**
 * What a download brought; null for what is not there.
 * @throws what the store said when it can't be asked for now: that is no answer at all
 */
export function found<T>({ data, error }: { data: T | null; error: unknown }): T | null {
  if (error && troubleOf(error)) throw error;
  return data;
}

/** Null for what is a mistake of the caller's. */
function troubleOfStore(error: unknown): StorageTrouble | 'missing' | null {
  if (error instanceof StoreError) {
    if (error.status === 404) return 'missing';
    return error.status === 507 ? 'full' : 'away';
  }
  if (error instanceof KeyError) return null;
  const { code } = error as { code?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  return code === 'ENOENT' ? 'missing' : 'away';
}

function causeOf(error: unknown): Record<string, unknown> {
  const { name, code, status, cause } = error as Record<string, unknown>;
  const inner = (cause ?? {}) as { code?: unknown };
  return { name, code: code ?? inner.code, status };
}
