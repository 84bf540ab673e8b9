import { z } from 'zod';
import { parseJson } from './json.ts';
import type { NetworkSettings } from '../contract/account.ts';

/** Meta throttles at 100 percent and counts calls made while throttled, so we stop before it. */
const STOP_AT_PERCENT = 90;
const PAUSE_SECONDS = 300;

export interface Budget {
  settings: NetworkSettings;
  externalId?: string;
  pageId?: string;
}

/** When a bucket's pause ends, by bucket. In memory: a restart costs at most one refused call. */
const pauses = new Map<string, number>();

/** Seconds until calls for this account may be made again; 0 when they may be made now. */
export function pausedFor(budget: Budget): number {
  const now = Date.now();
  const ends = [appBucket(budget), ...accountBuckets(budget)].map((bucket) => pauses.get(bucket) ?? 0);
  return Math.max(0, Math.ceil((Math.max(...ends) - now) / 1000));
}

/** Pauses the app's or the account's calls because Meta refused one. */
export function pause(budget: Budget, bucket: 'app' | 'account', seconds: number): void {
  const names = bucket === 'app' ? [appBucket(budget)] : accountBuckets(budget);
  for (const name of names) stop(name, seconds);
}

/**
 * Reads the usage headers of an answer and pauses what is nearly used up. Returns the longest wait in seconds
 * that concerns this account, or 0.
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export function heedUsage(budget: Budget, headers: Headers): number {
  const cases = caseUsage.safeParse(json(headers.get('x-business-use-case-usage')));
  const app = appUsage.safeParse(json(headers.get('x-app-usage')));
  // Calls with a Page's token count for the account; only what has no account counts for the app.
  if (app.success && !cases.success && isHigh(app.data)) stop(appBucket(budget), PAUSE_SECONDS);
  for (const [id, uses] of Object.entries(cases.success ? cases.data : {})) {
    const seconds = Math.max(0, ...uses.map(secondsFor));
    if (seconds > 0) stop(bucketOf(budget, id), seconds);
  }
  return pausedFor(budget);
}

const percent = z.coerce.number().catch(0);
const appUsage = z.object({ call_count: percent, total_time: percent, total_cputime: percent });
const caseUsage = z.record(
  z.string(),
  z.array(appUsage.extend({ estimated_time_to_regain_access: z.coerce.number().catch(0) })),
);

function secondsFor(use: z.infer<typeof caseUsage>[string][number]): number {
  if (use.estimated_time_to_regain_access > 0) return use.estimated_time_to_regain_access * 60;
  return isHigh(use) ? PAUSE_SECONDS : 0;
}

function isHigh(use: z.infer<typeof appUsage>): boolean {
  return Math.max(use.call_count, use.total_time, use.total_cputime) >= STOP_AT_PERCENT;
}

function stop(bucket: string, seconds: number): void {
  const now = Date.now();
  for (const [name, end] of pauses) if (end <= now) pauses.delete(name);
  pauses.set(bucket, Math.max(pauses.get(bucket) ?? 0, now + seconds * 1000));
}

function appBucket(budget: Budget): string {
  return bucketOf(budget, `app:${budget.settings.appId}`);
}

function accountBuckets(budget: Budget): string[] {
  const ids = [budget.externalId, budget.pageId].filter((id) => id !== undefined);
  return [...new Set(ids)].map((id) => bucketOf(budget, id));
}

// Practice and real accounts may carry the same ids, so the server is part of the name.
function bucketOf(budget: Budget, id: string): string {
  return `${budget.settings.graphUrl} ${id}`;
}

function json(text: string | null): unknown {
  try {
    return text === null ? null : parseJson(text);
  } catch {
    return null;
  }
}
