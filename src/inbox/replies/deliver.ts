/** Answers on their way out: delivered once, by whoever claims them. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { afterCall, afterLookup, type Verdict } from '#platform/ledger/verdict.ts';
import { log } from '#platform/log.ts';
import { pictureAddress } from '#platform/media/address.ts';
import { channel, accountsOf, POST_TIMEOUT_MS, reportProblem } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';
import { type Found, type Outgoing } from '#channels/contract/answering.ts';
import { type Outcome, type Reason } from '#channels/contract/outcome.ts';

const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;

const instant = z.string().transform((text) => new Date(text));
const claimedMessage = z.object({
  id: z.uuid(),
  version: z.number(),
  tries: z.number(),
  channel_id: z.uuid(),
  body: z.string(),
  parent_external_id: z.string().nullable(),
  way: z.enum(['comment', 'private', 'direct']),
  tag: z.enum(['human_agent']).nullable(),
  template: z
    .object({
      name: z.string(),
      language: z.string(),
      values: z.array(z.string()),
      gaps: z.array(z.string()).optional(),
    })
    .nullable()
    .catch(null),
  recipient: z.string().nullable(),
  pictures: z.array(z.uuid()),
  attempt: z.object({ id: z.uuid(), opened_at: instant }).nullable(),
  known_remote_ids: z.array(z.string()),
});
type ClaimedMessage = z.infer<typeof claimedMessage>;

/** Delivers one answer, if it is still due. */
export async function deliver(backend: Backend, message: string): Promise<void> {
  await deliverClaimed(backend, message, 1);
}

/** Delivers what is due: answers to try again, and those whose sender died. @returns how many were handled */
export async function deliverDue(backend: Backend): Promise<number> {
  return deliverClaimed(backend, null, 25);
}

function deliverClaimed(backend: Backend, message: string | null, size: number): Promise<number> {
  return runLedger(backend, {
    name: 'delivery',
    why: 'deliver answers',
    claim: (db) =>
      db
        .rpc('claim_messages', { size, lease_seconds: leaseSeconds, ...(message !== null && { message }) })
        .throwOnError(),
    row: claimedMessage,
    keys: claimedMessage.pick({ id: true, version: true }).extend({ attempt: z.unknown() }),
    unreadable: ({ id, version, attempt }): Settled => ({
      ...{ message: id, expected_version: version, reason: 'bad_request', broken: null },
      ...(attempt === null
        ? { state: 'failed', outcome: 'failed' }
        : { state: 'unconfirmed', outcome: 'unknown' }),
    }),
    before: accountsOf(backend),
    act: (due, accounts) => say(due, outgoingOf(backend, due), accounts.get(due.channel_id)),
    judge,
    settle: { one: (db, settled) => settle(backend, db, settled) },
  });
}

/** Says it, or looks for what may have been said. */
async function say(
  due: ClaimedMessage,
  outgoing: Outgoing,
  account: Account | undefined,
): Promise<Outcome<Found>> {
  const network = account && channel(account.kind);
  if (!account || !network) return { ok: false, retry: 'never', reason: 'token_dead' };
  if (!due.attempt) return network.send(account, outgoing);
  const { opened_at: openedAt } = due.attempt;
  return network.lookupSent(account, { outgoing, openedAt, knownRemoteIds: due.known_remote_ids });
}

function outgoingOf(backend: Backend, due: ClaimedMessage): Outgoing {
  return {
    kind: due.way,
    text: due.body,
    inReplyTo: due.way === 'direct' ? null : due.parent_external_id,
    recipientId: due.way === 'comment' ? null : due.recipient,
    pictures: due.pictures.map((id) => pictureAddress(backend, id)),
    metadata: due.id,
    tag: due.tag,
    template: due.template,
  };
}

/** What `settle_message` is given, and the channel that turned out to be broken. */
interface Settled {
  message: string;
  expected_version: number;
  state: (typeof states)[Verdict['next']];
  outcome: Verdict['outcome'];
  retry_seconds?: number;
  reason?: Reason;
  trace?: string;
  external_id?: string;
  recipient?: string;
  broken: string | null;
}

const states = {
  done: 'sent',
  again: 'queued',
  open: 'sending',
  failed: 'failed',
  unconfirmed: 'unconfirmed',
} as const;

function judge(due: ClaimedMessage, came: Outcome<Found>): Settled {
  const { next, ...verdict } = due.attempt
    ? afterLookup(came, due.attempt.opened_at)
    : afterCall(came, due.tries);
  const settled = {
    ...{ message: due.id, expected_version: due.version, state: states[next], broken: null },
    ...verdict,
  };
  if (came.ok === true) {
    if (came.remoteId === null) return settled;
    const { remoteId, recipientId } = came;
    const meets = due.way === 'private' && recipientId;
    return { ...settled, external_id: remoteId, ...(meets && { recipient: recipientId }) };
  }
  const { reason, trace } = came;
  // The longer window is a feature of its own: without it the channel works as before.
  const isBroken = reason === 'token_dead' || (reason === 'permission_missing' && due.tag === null);
  return { ...settled, reason, ...(trace && { trace }), broken: isBroken ? due.channel_id : null };
}

async function settle(backend: Backend, db: Db, { broken, ...settled }: Settled): Promise<void> {
  await db.rpc('settle_message', settled).throwOnError();
  const { message, state, reason } = settled;
  log('info', 'inbox.reply_settled', { message, state, reason });
  if (broken && reason) await reportProblem(backend, broken, reason);
}
