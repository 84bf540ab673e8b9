/**
 * What an account says under its own post once it is out: said once, never twice. The row is marked open before the
 * call and closed after it; whoever finds it open asks the network first.
 */
import { z } from 'zod';
import { channel, accountsOf, POST_TIMEOUT_MS, reportProblem } from '#channels/index.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Outcome, Reason } from '#channels/contract/outcome.ts';
import { channelKind } from '#channels/schema.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { afterCall, afterLookup } from '#platform/ledger/verdict.ts';
import { log } from '#platform/log.ts';

const batch = 25;
const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;

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
export function sendFirstComments(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'first_comment',
    why: 'comment first under what was published',
    claim: (db) =>
      db.rpc('claim_first_comments', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: claimedComment,
    keys: claimedComment.pick({ target_id: true, version: true }).extend({ opened_at: z.unknown() }),
    unreadable: ({ target_id, version, opened_at }): Settled => ({
      ...{ target: target_id, expected_version: version, reason: 'bad_request', broken: null },
      verdict: opened_at === null ? 'failed' : 'unconfirmed',
    }),
    before: accountsOf(backend),
    act: (due, accounts) => say(due, accounts.get(due.channel_id)),
    judge,
    settle: { one: (db, settled) => settle(backend, db, settled) },
  });
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

/** Says it, or looks for what may have been said. */
async function say(due: Claimed, account: Account | undefined): Promise<Said> {
  const network = channel(due.kind);
  if (!account || !network) return { ok: false, retry: 'never', reason: 'token_dead' };
  if (due.opened_at === null) return network.commentOn(account, due.remote_post_id, due.body);
  return network.lookupComment(account, {
    remotePostId: due.remote_post_id,
    text: due.body,
    openedAt: due.opened_at,
    knownRemoteIds: due.known_remote_ids,
  });
}

/** What `settle_first_comment` is given, the trace of the call, and the channel that turned out to be broken. */
interface Settled {
  target: string;
  expected_version: number;
  verdict: 'sent' | 'waiting' | 'sending' | 'failed' | 'unconfirmed';
  retry_seconds?: number;
  remote_id?: string;
  reason?: Reason;
  trace?: string;
  broken: string | null;
}

const states = {
  done: 'sent',
  again: 'waiting',
  open: 'sending',
  failed: 'failed',
  unconfirmed: 'unconfirmed',
} as const;

function judge(due: Claimed, came: Said): Settled {
  const { next, retry_seconds } =
    due.opened_at === null ? afterCall(came, due.tries) : afterLookup(came, due.opened_at);
  const settled = {
    ...{ target: due.target_id, expected_version: due.version, verdict: states[next], broken: null },
    ...(retry_seconds !== undefined && { retry_seconds }),
  };
  if (came.ok === true) return { ...settled, ...(came.remoteId !== null && { remote_id: came.remoteId }) };
  const { reason, trace } = came;
  const isBroken = reason === 'token_dead' || reason === 'permission_missing';
  return { ...settled, reason, ...(trace && { trace }), broken: isBroken ? due.channel_id : null };
}

async function settle(backend: Backend, db: Db, { broken, trace, ...settled }: Settled): Promise<void> {
  const { data: moved } = await db.rpc('settle_first_comment', settled).throwOnError();
  const { target, verdict, reason } = settled;
  log('info', 'publishing.commented', { target, verdict, settled: moved, reason, trace });
  if (broken && reason) await reportProblem(backend, broken, reason);
}
