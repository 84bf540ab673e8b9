/** Hiding, liking and deleting comments: a wish of a member, carried out by whoever claims it. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { ofSends, whenAgain } from '#platform/ledger/verdict.ts';
import { log } from '#platform/log.ts';
import { channel, accountsOf, POST_TIMEOUT_MS, reportProblem } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import { type CommentAction } from '#channels/contract/answering.ts';
import { type Outcome, type Reason } from '#channels/contract/outcome.ts';
import { commentAction, type MessageId } from '../schema.ts';

const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;

const claimedAction = z.object({
  id: z.uuid(),
  version: z.number(),
  tries: z.number(),
  channel_id: z.uuid(),
  wanted: commentAction,
  comment: z.string(),
});
type ClaimedAction = z.infer<typeof claimedAction>;

/** Writes down what a member wants done with a comment. False when it is not there, or another business's. */
export async function askCommentAction(db: Db, message: MessageId, action: CommentAction): Promise<boolean> {
  const { data } = await db.rpc('ask_comment_action', { message, action }).throwOnError();
  return data;
}

/** Carries out one wish, if it is still due. */
export async function carryOut(backend: Backend, action: string): Promise<void> {
  await carryOutClaimed(backend, action, 1);
}

/** Carries out what is due: wishes to try again, and those whose carrier died. @returns how many were handled */
export async function carryOutDue(backend: Backend): Promise<number> {
  return carryOutClaimed(backend, null, 25);
}

function carryOutClaimed(backend: Backend, action: string | null, size: number): Promise<number> {
  return runLedger(backend, {
    name: 'comment_action',
    why: 'hide, like and delete comments',
    claim: (db) =>
      db
        .rpc('claim_comment_actions', {
          size,
          lease_seconds: leaseSeconds,
          ...(action !== null && { action }),
        })
        .throwOnError(),
    row: claimedAction,
    keys: claimedAction.pick({ id: true, version: true }),
    unreadable: ({ id, version }): Settled => ({
      ...{ action: id, expected_version: version, state: 'failed', reason: 'bad_request', broken: null },
    }),
    before: accountsOf(backend),
    act: (due, accounts) => moderate(due, accounts.get(due.channel_id)),
    judge,
    settle: { one: (db, settled) => settle(backend, db, settled) },
  });
}

async function moderate({ comment, wanted }: ClaimedAction, account: Account | undefined): Promise<Outcome> {
  const network = account && channel(account.kind);
  if (!account || !network) return { ok: false, retry: 'never', reason: 'token_dead' };
  return network.moderate(account, comment, wanted);
}

/** What `settle_comment_action` is given, and the channel that turned out to be broken. */
interface Settled {
  action: string;
  expected_version: number;
  state: 'done' | 'failed' | 'queued';
  reason?: Reason;
  retry_seconds?: number;
  broken: string | null;
}

/** It may be done twice: what nobody knows is simply done again. */
function judge({ id, version, tries, channel_id }: ClaimedAction, came: Outcome): Settled {
  const settled = { action: id, expected_version: version, broken: null };
  if (came.ok === true) return { ...settled, state: 'done' };
  const wait = whenAgain(came, tries, ofSends);
  const { reason } = came;
  return {
    ...settled,
    ...(wait === null ? { state: 'failed', reason } : { state: 'queued', retry_seconds: wait }),
    // A permission that is missing here alone (liking has its own) does not break the channel.
    broken: reason === 'token_dead' ? channel_id : null,
  };
}

async function settle(backend: Backend, db: Db, { broken, ...settled }: Settled): Promise<void> {
  const { data: state } = await db.rpc('settle_comment_action', settled).throwOnError();
  const { action, reason } = settled;
  log('info', 'inbox.action_settled', { action, state, reason });
  if (broken) await reportProblem(backend, broken, 'token_dead');
}
