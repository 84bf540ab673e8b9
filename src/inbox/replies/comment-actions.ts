/** Hiding, liking and deleting comments: a wish of a member, carried out by whoever claims it. */
import type { Backend, Db } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { channel, findAccounts, POST_TIMEOUT_MS, reportProblem } from '#channels/index.ts';
import { type CommentAction } from '#channels/contract/answering.ts';
import { type Outcome } from '#channels/contract/outcome.ts';
import { commentAction, type MessageId } from '../schema.ts';

const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;
const mostTries = 8;

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

async function carryOutClaimed(backend: Backend, action: string | null, size: number): Promise<number> {
  const db = backend.asService('hide, like and delete comments');
  const { data: claimed } = await db
    .rpc('claim_comment_actions', {
      size,
      lease_seconds: leaseSeconds,
      ...(action !== null && { action }),
    })
    .throwOnError();
  if (claimed.length === 0) return 0;
  const accounts = await findAccounts(backend, [...new Set(claimed.map(({ channel_id }) => channel_id))]);
  await Promise.all(
    claimed.map(async (due) => {
      const account = accounts.get(due.channel_id);
      const network = account && channel(account.kind);
      const outcome: Outcome =
        account && network
          ? await network.moderate(account, due.comment, commentAction.parse(due.wanted))
          : { ok: false, retry: 'never', reason: 'token_dead' };
      const { data: state } = await db
        .rpc('settle_comment_action', {
          action: due.id,
          expected_version: due.version,
          ...judge(due.tries, outcome),
        })
        .throwOnError();
      const reason = outcome.ok === true ? undefined : outcome.reason;
      log('info', 'inbox.action_settled', { action: due.id, wanted: due.wanted, state, reason });
      // A permission that is missing here alone (liking has its own) does not break the channel.
      if (reason === 'token_dead') await reportProblem(backend, due.channel_id, reason);
    }),
  );
  return claimed.length;
}

function judge(
  tries: number,
  outcome: Outcome,
): { state: 'done' | 'failed' | 'queued'; reason?: string; retry_seconds?: number } {
  if (outcome.ok === true) return { state: 'done' };
  const hopeless = outcome.ok === false && outcome.retry === 'never';
  if (hopeless || tries >= mostTries) return { state: 'failed', reason: outcome.reason };
  return { state: 'queued', retry_seconds: outcome.after ?? Math.min(600, 5 * 2 ** tries) };
}
