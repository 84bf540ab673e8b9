/**
 * What a post's figures are at 1, 6, 24 and 72 hours and at 7 and 28 days, and how many follow a channel each day.
 * Missing is null, never 0; what could not be read at its age is not read later under a wrong one.
 */
import { z } from 'zod';
import { accountsOf, channel, findAccounts } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import { type Failure, type Unknown } from '#channels/contract/outcome.ts';
import { type Figures } from '#channels/contract/publishing.ts';
import { channelKind } from '#channels/schema.ts';
import type { Backend } from '#platform/backend/index.ts';
import { orUnknown } from '#platform/ledger/mistake.ts';
import { runLedger } from '#platform/ledger/run.ts';
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
export function collectMetrics(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'metric',
    why: 'read the figures of published posts',
    claim: (db) => db.rpc('claim_due_metrics', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: due,
    keys: due.pick({ target_id: true, age_hours: true }),
    unreadable: (keys): Reading => ({ ...keys, reason: 'bad_request' }),
    async together(posts) {
      const accounts = await accountsOf(backend)(posts);
      const byChannel = Map.groupBy(posts, ({ channel_id }) => channel_id);
      const readings = [...byChannel].map(([id, own]) => readChannel(accounts.get(id), own));
      return (await Promise.all(readings)).flat();
    },
    settle: { all: (db, results) => db.rpc('record_metrics', { results: results as never }).throwOnError() },
  });
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
    const outcome = await orUnknown('metric', post, () =>
      channel(post.kind)!.metrics(account, { remoteId, mediaType, placement }),
    );
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
export function countFollowers(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'follower',
    why: 'count the followers of channels',
    claim: (db) => db.rpc('claim_due_followers', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: z.uuid(),
    before: (ids) => findAccounts(backend, ids),
    act: (id, accounts) => count(accounts.get(id)),
    judge: (id, came) =>
      came.ok === true
        ? { channel_id: id, followers: whole(came.followers) }
        : { channel_id: id, retry_seconds: again(came).retry_seconds ?? patienceSeconds },
    settle: {
      all: (db, results) => db.rpc('record_followers', { results: results as never }).throwOnError(),
    },
  });
}

async function count(account: Account | undefined) {
  if (!account) return { ok: 'unknown', reason: 'token_dead' } as const;
  return channel(account.kind)!.followers(account);
}

/** What an owner can mend in time is tried again; what the network no longer has, or never tells, is not. */
function again(outcome: Failure | Unknown): { retry_seconds?: number } {
  const mendable = ['token_dead', 'permission_missing'].includes(outcome.reason);
  if (outcome.ok === false && outcome.retry === 'never' && !mendable) return {};
  return { retry_seconds: Math.max(60, outcome.after ?? patienceSeconds) };
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
