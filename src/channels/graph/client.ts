import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { log } from '#platform/log.ts';
import { classify, errorOf } from './errors.ts';
import { temporary } from './verdict.ts';
import { exchange } from './exchange.ts';
import { heedUsage, pause, pausedFor } from './usage.ts';
import { sealedShut } from '../contract/account.ts';
import type { Failure, Outcome, Unknown } from '../contract/outcome.ts';
import type { Access, Exchange, Method, Params } from './exchange.ts';

const TRIES = 3;
const RETRY_SECONDS = 30;

/** The Graph API as one account sees it. Answers are parsed by `schema`; ids stay text. */
export interface Graph {
  get<S extends z.ZodType>(path: string, params: Params, schema: S): Promise<Answer<S>>;
  post<S extends z.ZodType>(path: string, params: Params, schema: S, timeoutMs?: number): Promise<Answer<S>>;
  delete<S extends z.ZodType>(path: string, params: Params, schema: S): Promise<Answer<S>>;
}

export type Answer<S extends z.ZodType> = Outcome<{ data: z.infer<S> }>;

/**
 * Opens the Graph API for an account. The client knows idempotency: GET is repeated after any temporary trouble;
 * POST and DELETE only while no connection was made. A 5xx, a timeout or a broken answer to those is `unknown`.
 * A rate limit is never slept through here: it comes back as `later` with its wait, and further calls for the
 * same account come back at once until it is over.
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
export function graph(access: Access): Graph {
  return {
    get: (path, params, schema) => request(access, 'GET', path, params, schema),
    post: (path, params, schema, timeoutMs) => request(access, 'POST', path, params, schema, timeoutMs),
    delete: (path, params, schema) => request(access, 'DELETE', path, params, schema),
  };
}

/** Turns `unknown` into "try again later", for calls that do no harm when they happen twice. */
export function harmless<T>(outcome: Outcome<T>): Outcome<T> {
  return outcome.ok === 'unknown' ? { ...outcome, ok: false, retry: 'later', after: RETRY_SECONDS } : outcome;
}

async function request<S extends z.ZodType>(
  access: Access,
  method: Method,
  path: string,
  params: Params,
  schema: S,
  timeoutMs?: number,
): Promise<Answer<S>> {
  if (access.isSealed) return sealedShut;
  const wait = pausedFor(access);
  if (wait > 0) return { ok: false, retry: 'later', reason: 'rate_limited', after: wait };
  for (let turn = 1; ; turn += 1) {
    const start = performance.now();
    const reply = await exchange(access, method, path, params, timeoutMs);
    const { outcome, repeat } = judge(access, method, reply, schema);
    report(method, path, reply, outcome, Math.round(performance.now() - start));
    if (!repeat || turn === TRIES) return outcome;
    await sleep(250 * 2 ** turn * (0.5 + Math.random() / 2));
  }
}

interface Judgement<T> {
  outcome: Outcome<{ data: T }>;
  repeat: boolean;
}

function judge<S extends z.ZodType>(
  access: Access,
  method: Method,
  reply: Exchange,
  schema: S,
): Judgement<z.infer<S>> {
  const isRead = method === 'GET';
  const failed: Failure = { ok: false, retry: 'later', reason: 'unreachable', after: RETRY_SECONDS };
  if (reply.kind === 'refused') return { outcome: failed, repeat: true };
  if (reply.kind === 'lost') {
    return { outcome: isRead ? failed : { ok: 'unknown', reason: 'unreachable' }, repeat: isRead };
  }
  const wait = heedUsage(access, reply.headers);
  const error = errorOf(reply.body);
  if (error || reply.status >= 300) return refusal(access, isRead, reply.status, error, wait);
  const parsed = schema.safeParse(reply.body);
  if (parsed.success) return { outcome: { ok: true, data: parsed.data }, repeat: false };
  log('warn', 'graph.shape', { method, at: parsed.error.issues.map((issue) => issue.path.join('.')) });
  const odd: Failure = { ...failed, reason: 'temporary' };
  return { outcome: isRead ? odd : { ok: 'unknown', reason: 'temporary' }, repeat: false };
}

function refusal(
  access: Access,
  isRead: boolean,
  status: number,
  error: ReturnType<typeof errorOf>,
  wait: number,
): { outcome: Failure | Unknown; repeat: boolean } {
  const trace = error?.fbtrace_id === undefined ? {} : { trace: error.fbtrace_id };
  // An error without Meta's shape comes from something in between (a proxy, a captive portal): we can't know.
  const verdict = error ? classify(error) : temporary;
  if (!isRead && (status >= 500 || verdict.retry === 'look')) {
    return { outcome: { ok: 'unknown', reason: verdict.reason, ...trace }, repeat: false };
  }
  if (verdict.retry === 'never') {
    return { outcome: { ok: false, retry: 'never', reason: verdict.reason, ...trace }, repeat: false };
  }
  const after = verdict.bucket && wait > 0 ? wait : (verdict.after ?? RETRY_SECONDS);
  if (verdict.bucket) pause(access, verdict.bucket, after);
  return {
    outcome: { ok: false, retry: 'later', reason: verdict.reason, after, ...trace },
    repeat: verdict.retry === 'look',
  };
}

function report(method: Method, path: string, reply: Exchange, outcome: Outcome, ms: number): void {
  const op = `${method} /${path.replaceAll(/[^/]*\d[^/]*/g, ':id')}`;
  if (outcome.ok === true) return log('debug', 'graph.call', { op, ms });
  const error = reply.kind === 'answer' ? errorOf(reply.body) : null;
  log('warn', 'graph.call', {
    op,
    ms,
    reason: outcome.reason,
    status: reply.kind === 'answer' ? reply.status : reply.kind,
    code: error?.code,
    subcode: error?.error_subcode,
    fbtrace_id: error?.fbtrace_id,
  });
}
