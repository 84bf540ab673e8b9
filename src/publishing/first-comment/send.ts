/**
 * What an account says under its own post once it is out: said once, never twice. The row is marked open before the
 * call and closed after it; whoever finds it open asks the network first.
 */
import { channel as channelNetwork } from 'node:diagnostics_channel';
import { z } from 'zod';
import { channel, findAccounts, POST_TIMEOUT_MS, reportProblem } from '#channels/index.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Outcome } from '#channels/contract/outcome.ts';
import { channelKind } from '#channels/schema.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';

const batch = 25;
const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;
const mostTries = 8;
/** After this long without an answer a person is asked. */
const patienceMs = 10 * 60_000;
/** Who comes back later than this to what they claimed (a machine that slept) makes no call any more. */
const mostDelayMs = 10_000;

/** The moments between which a crash can fall; the tests listen. */
const boundary = channelNetwork('tanggap:first_comment');

const claimedComment = z.object({
  target_id: z.uuid(),
  version: z.number(),
  tries: z.number(),
  channel_id: z.uuid(),
  kind: channelKind,
  remote_post_id: z.string(),
  body: z.string(),
  opened_at: z
    .string()
    .transform((text) => new Date(text))
    .nullable(),
  known_remote_ids: z.array(z.string()),
});
type Claimed = z.infer<typeof claimedComment>;

/**
 * Says the first comments that are due. Safe in any number of processes at once.
 * @returns how many were handled
 */
export async function sendFirstComments(backend: Backend): Promise<number> {
  const db = backend.asService('comment first under what was published');
  const claimedAt = Date.now();
  const { data } = await db
    .rpc('claim_first_comments', { size: batch, lease_seconds: leaseSeconds })
    .throwOnError();
  const claimed = z.array(claimedComment).parse(data);
  if (claimed.length === 0) return 0;
  boundary.publish({ moment: 'claimed' });
  const accounts = await findAccounts(backend, [...new Set(claimed.map(({ channel_id }) => channel_id))]);
  if (Date.now() - claimedAt > mostDelayMs) return claimed.length;
  await Promise.all(
    claimed.map(async (due) => {
      const outcome = await act(accounts.get(due.channel_id), due);
      boundary.publish({ moment: 'answered' });
      await settle(backend, db, due, outcome);
    }),
  );
  return claimed.length;
}

/** "Kirim lagi", or `sent`: a person saw it, or wrote it by hand. False when it has moved on meanwhile. */
export async function decideFirstComment(
  db: Db,
  target: string,
  version: number,
  sent: boolean,
): Promise<boolean> {
  const { data } = await db
    .rpc('decide_first_comment', { target, expected_version: version, sent })
    .throwOnError();
  return data !== null;
}

type Said = Outcome<{ remoteId: string | null }>;

/** Says it, or looks for what may have been said. What a call throws is a mistake of ours: nobody knows then. */
async function act(account: Account | undefined, due: Claimed): Promise<Said> {
  const network = channel(due.kind);
  if (!account || !network) return { ok: false, retry: 'never', reason: 'token_dead' };
  try {
    if (due.opened_at === null) return await network.commentOn(account, due.remote_post_id, due.body);
    return await network.lookupComment(account, {
      remotePostId: due.remote_post_id,
      text: due.body,
      openedAt: due.opened_at,
      knownRemoteIds: due.known_remote_ids,
    });
  } catch (error) {
    log('error', 'publishing.comment_mistake', { target: due.target_id, error });
    return { ok: 'unknown', reason: 'temporary' };
  }
}

interface Verdict {
  verdict: 'sent' | 'waiting' | 'sending' | 'failed' | 'unconfirmed';
  retry_seconds?: number;
}

async function settle(backend: Backend, db: Db, due: Claimed, outcome: Said): Promise<void> {
  const verdict = due.opened_at === null ? afterCall(due, outcome) : afterLook(due.opened_at, outcome);
  const reason = outcome.ok === true ? undefined : outcome.reason;
  const { data: settled } = await db
    .rpc('settle_first_comment', {
      target: due.target_id,
      expected_version: due.version,
      ...verdict,
      ...(outcome.ok === true && outcome.remoteId !== null && { remote_id: outcome.remoteId }),
      ...(reason !== undefined && { reason }),
    })
    .throwOnError();
  boundary.publish({ moment: 'settled' });
  const trace = outcome.ok === true ? undefined : outcome.trace;
  log('info', 'publishing.commented', { target: due.target_id, ...verdict, settled, reason, trace });
  if (reason === 'token_dead' || reason === 'permission_missing') {
    await reportProblem(backend, due.channel_id, reason);
  }
}

function afterCall(due: Claimed, outcome: Said): Verdict {
  if (outcome.ok === true) return { verdict: 'sent' };
  if (outcome.ok === 'unknown') return { verdict: 'sending', retry_seconds: 10 };
  if (outcome.retry === 'never' || due.tries >= mostTries) return { verdict: 'failed' };
  return { verdict: 'waiting', retry_seconds: outcome.after ?? Math.min(600, 5 * 2 ** due.tries) };
}

function afterLook(openedAt: Date, outcome: Said): Verdict {
  if (outcome.ok === true && outcome.remoteId !== null) return { verdict: 'sent' };
  if (outcome.ok === true) return { verdict: 'waiting', retry_seconds: 0 };
  const hopeless = outcome.ok === false && outcome.retry === 'never';
  if (hopeless || Date.now() - openedAt.getTime() > patienceMs) return { verdict: 'unconfirmed' };
  return { verdict: 'sending', retry_seconds: Math.min(outcome.after ?? 15, 60) };
}
