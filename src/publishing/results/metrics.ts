/**
 * What a post's figures are at 1, 6, 24 and 72 hours and at 7 and 28 days, and how many follow a channel each day.
 * Missing is null, never 0; what could not be read at its age is not read later under a wrong one.
 */
import { z } from 'zod';
import { channel, findAccounts } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import { type Failure, type Unknown } from '#channels/contract/outcome.ts';
import { type Figures } from '#channels/contract/publishing.ts';
import { channelKind } from '#channels/schema.ts';
import type { Backend } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { mediaType, placement } from '#planning/schema.ts';

const batch = 50;
/** Longer than a batch lasts when each call is repeated. */
const leaseSeconds = 1800;
/** An owner may connect a channel again in time; a network recovers. */
const patienceSeconds = 600;

const due = z.object({
  target_id: z.uuid(),
  age_hours: z.number(),
  channel_id: z.uuid(),
  kind: channelKind,
  remote_id: z.string(),
  media_type: mediaType,
  placement,
});
type Due = z.infer<typeof due>;

type Reading = Pick<Due, 'target_id' | 'age_hours'> &
  ({ figures: Figures } | { reason: string; retry_seconds?: number });

/**
 * Reads the figures that are due, channel by channel. Safe in any number of processes at once.
 * @returns how many were looked at
 */
export async function collectMetrics(backend: Backend): Promise<number> {
  const db = backend.asService('read the figures of published posts');
  const claim = { size: batch, lease_seconds: leaseSeconds };
  const { data } = await db.rpc('claim_due_metrics', claim).throwOnError();
  const claimed = z.array(due).parse(data);
  if (claimed.length === 0) return 0;
  const byChannel = Map.groupBy(claimed, ({ channel_id }) => channel_id);
  const accounts = await findAccounts(backend, [...byChannel.keys()]);
  const readings = await Promise.all(
    [...byChannel].map(([id, posts]) => readChannel(accounts.get(id), posts)),
  );
  await db.rpc('record_metrics', { results: readings.flat() as never }).throwOnError();
  return claimed.length;
}

/** One after another, and no further once the network asks for a pause. */
async function readChannel(account: Account | undefined, posts: Due[]): Promise<Reading[]> {
  const readings: Reading[] = [];
  let pause: number | null = account ? null : patienceSeconds;
  for (const post of posts) {
    const at = { target_id: post.target_id, age_hours: post.age_hours };
    if (!account || pause !== null) {
      readings.push({ ...at, reason: account ? 'rate_limited' : 'token_dead', retry_seconds: pause! });
      continue;
    }
    const { remote_id: remoteId, media_type: mediaType, placement } = post;
    const outcome = await channel(post.kind)!
      .metrics(account, { remoteId, mediaType, placement })
      .catch((error: unknown) => mistaken(post.target_id, error));
    if (outcome.ok === true) {
      readings.push({ ...at, figures: counted(outcome) });
      continue;
    }
    if (outcome.reason === 'rate_limited') pause = outcome.after ?? patienceSeconds;
    readings.push({ ...at, reason: outcome.reason, ...again(outcome) });
  }
  return readings;
}

/**
 * Counts the followers of the channels that were not counted today.
 * @returns how many were looked at
 */
export async function countFollowers(backend: Backend): Promise<number> {
  const db = backend.asService('count the followers of channels');
  const claim = { size: batch, lease_seconds: leaseSeconds };
  const { data } = await db.rpc('claim_due_followers', claim).throwOnError();
  const ids = z.array(z.uuid()).parse(data);
  if (ids.length === 0) return 0;
  const accounts = await findAccounts(backend, ids);
  const results = await Promise.all(ids.map((id) => countOne(id, accounts.get(id))));
  await db.rpc('record_followers', { results: results as never }).throwOnError();
  return ids.length;
}

async function countOne(id: string, account: Account | undefined) {
  if (!account) return { channel_id: id, retry_seconds: patienceSeconds };
  const outcome = await channel(account.kind)!
    .followers(account)
    .catch((error: unknown) => mistaken(id, error));
  return outcome.ok === true
    ? { channel_id: id, followers: whole(outcome.followers) }
    : { channel_id: id, retry_seconds: again(outcome).retry_seconds ?? patienceSeconds };
}

/** What an owner can mend in time is tried again; what the network no longer has, or never tells, is not. */
function again(outcome: Failure | Unknown): { retry_seconds?: number } {
  const mendable = ['token_dead', 'permission_missing'].includes(outcome.reason);
  if (outcome.ok === false && outcome.retry === 'never' && !mendable) return {};
  return { retry_seconds: Math.max(60, outcome.after ?? patienceSeconds) };
}

function mistaken(subject: string, error: unknown): Unknown {
  log('error', 'publishing.metrics_mistake', { subject, error });
  return { ok: 'unknown', reason: 'temporary' };
}

function counted({ reach, likes, comments, shares, saves, views }: Figures): Figures {
  return {
    reach: whole(reach),
    likes: whole(likes),
    comments: whole(comments),
    shares: whole(shares),
    saves: whole(saves),
    views: whole(views),
  };
}

/** A figure as we keep it; one that makes no sense is none. */
function whole(figure: number | null): number | null {
  return figure !== null && Number.isSafeInteger(figure) && figure >= 0 && figure < 2 ** 31 ? figure : null;
}
