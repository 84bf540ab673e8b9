import { createHmac } from 'node:crypto';
import { parseJson } from './json.ts';
import type { Budget } from './usage.ts';

export const GET_TIMEOUT_MS = 10_000;
/** How long a call that is not idempotent may stay open: a ledger's lease must be longer. */
export const POST_TIMEOUT_MS = 20_000;
/** A network that fetches a whole video before it answers needs longer; for calls whose repeat does no harm. */
export const FETCH_TIMEOUT_MS = 50_000;

export type Method = 'GET' | 'POST' | 'DELETE';
export type Params = Record<string, string | number | boolean | object | null | undefined>;

/** Whose calls these are: an `Account`, or an app that holds a user's token (or none yet). */
export interface Access extends Budget {
  token: string | null;
  isSealed?: true;
}

/** One request and what came back: `refused` never reached the server, `lost` may have. */
export type Exchange =
  | { kind: 'answer'; status: number; headers: Headers; body: unknown }
  | { kind: 'refused' }
  | { kind: 'lost' };

/** Makes one HTTP request to the Graph API; never throws for what a network can do. */
export async function exchange(
  access: Access,
  method: Method,
  path: string,
  params: Params,
  timeoutMs = method === 'GET' ? GET_TIMEOUT_MS : POST_TIMEOUT_MS,
): Promise<Exchange> {
  const given = Object.entries({ ...params, ...proof(access) }).filter(([, value]) => value != null);
  const url = new URL(`${access.settings.graphUrl}/${access.settings.version}/${path}`);
  if (method !== 'POST') for (const [name, value] of given) url.searchParams.set(name, plain(value));
  const headers = new Headers({ accept: 'application/json' });
  if (access.token !== null) headers.set('authorization', `Bearer ${access.token}`);
  if (method === 'POST') headers.set('content-type', 'application/json');
  const body = method === 'POST' ? JSON.stringify(Object.fromEntries(given)) : null;
  return send(url, { method, headers, body }, timeoutMs);
}

/** Makes a request and reads its answer; never throws for what a network can do. */
export async function send(url: URL, request: RequestInit, timeoutMs: number): Promise<Exchange> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    const body = parsed(await response.text());
    return { kind: 'answer', status: response.status, headers: response.headers, body };
  } catch (error) {
    return { kind: neverConnected(error) ? 'refused' : 'lost' };
  }
}

/** Proof that the call comes from the app's own server, where the app has a secret. */
export function proof(access: Access): { appsecret_proof?: string } {
  if (access.token === null || access.settings.appSecret === '') return {};
  const appsecret_proof = createHmac('sha256', access.settings.appSecret).update(access.token).digest('hex');
  return { appsecret_proof };
}

function plain(value: Params[string]): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

const BEFORE_CONNECTING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** True when the request can't have reached anyone: no name, no route or no listener. */
function neverConnected(error: unknown): boolean {
  const cause = (error as { cause?: Partial<NodeJS.ErrnoException> & { errors?: unknown[] } } | null)?.cause;
  if (!cause) return false;
  // One error for each address that was tried, and all of them must have failed to connect.
  if (cause.errors?.length) return cause.errors.every((each) => neverConnected({ cause: each }));
  return BEFORE_CONNECTING.has(cause.code ?? '') || cause.syscall === 'connect';
}
