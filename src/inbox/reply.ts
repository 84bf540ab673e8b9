/** An answer: one insert by the member, then delivered once by whoever claims it. */
import { channel as channelNetwork } from 'node:diagnostics_channel';
import { z } from 'zod';
import type { Backend, Db } from '../platform/backend/index.ts';
import { log } from '../platform/log.ts';
import {
  channel,
  findAccounts,
  POST_TIMEOUT_MS,
  reportProblem,
  type Outcome,
  type Outgoing,
} from '../channels/index.ts';
import type { ConversationId, MessageId } from './schema.ts';

const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;
const mostTries = 8;
const patienceMs = 10 * 60_000;

/** The moments between which a crash can fall; the chaos tests listen. */
const boundary = channelNetwork('tanggap:delivery');

/**
 * Queues an answer. `id` comes with the form, so a form sent twice answers once. False when the conversation
 * is not there, or another business's.
 */
export async function reply(
  db: Db,
  id: MessageId,
  conversation: ConversationId,
  body: string,
): Promise<boolean> {
  const { error } = await db.from('messages').insert({ id, conversation_id: conversation, body } as never);
  if (!error || error.code === '23505') return true;
  if (error.code === '42501' || error.code === '23502' || error.code === '23503') return false;
  throw error;
}

/** "Kirim ulang", or `sent`: the member saw it on the network. Null when it has moved on meanwhile. */
export async function decideMessage(
  db: Db,
  message: MessageId,
  version: number,
  sent: boolean,
): Promise<string | null> {
  const { data } = await db
    .rpc('decide_message', { message, expected_version: version, sent })
    .throwOnError();
  return data;
}

const instant = z.string().transform((text) => new Date(text));
const claimedMessage = z.object({
  id: z.uuid(),
  version: z.number(),
  tries: z.number(),
  channel_id: z.uuid(),
  body: z.string(),
  parent_external_id: z.string().nullable(),
  conversation: z.object({ kind: z.enum(['comment', 'dm', 'feedback']), place: z.string() }),
  recipient: z.string().nullable(),
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

async function deliverClaimed(backend: Backend, message: string | null, size: number): Promise<number> {
  const db = backend.asService('deliver answers');
  const { data } = await db
    .rpc('claim_messages', { size, lease_seconds: leaseSeconds, ...(message !== null && { message }) })
    .throwOnError();
  const claimed = z.array(claimedMessage).parse(data);
  if (claimed.length === 0) return 0;
  boundary.publish({ moment: 'claimed' });
  const accounts = await findAccounts(backend, [...new Set(claimed.map(({ channel_id }) => channel_id))]);
  await Promise.all(
    claimed.map(async (due) => {
      const account = accounts.get(due.channel_id);
      const network = account && channel(account.kind);
      const outgoing = outgoingOf(due);
      const outcome: Outcome<{ remoteId: string | null }> =
        !account || !network
          ? { ok: false, retry: 'never', reason: 'token_dead' }
          : due.attempt
            ? await network.lookupSent(account, {
                outgoing,
                openedAt: due.attempt.opened_at,
                knownRemoteIds: due.known_remote_ids,
              })
            : await network.send(account, outgoing);
      boundary.publish({ moment: 'answered' });
      await settle(backend, db, due, outcome);
    }),
  );
  return claimed.length;
}

function outgoingOf({ conversation, body, parent_external_id, recipient }: ClaimedMessage): Outgoing {
  return conversation.kind === 'comment'
    ? { kind: 'comment', text: body, inReplyTo: parent_external_id, recipientId: null }
    : { kind: 'direct', text: body, inReplyTo: null, recipientId: recipient };
}

async function settle(
  backend: Backend,
  db: Db,
  due: ClaimedMessage,
  outcome: Outcome<{ remoteId: string | null }>,
): Promise<void> {
  const verdict = judge(due, outcome);
  await db
    .rpc('settle_message', {
      message: due.id,
      expected_version: due.version,
      ...verdict,
      ...(outcome.ok === true && outcome.remoteId !== null && { external_id: outcome.remoteId }),
      ...(outcome.ok !== true && { reason: outcome.reason, ...(outcome.trace && { trace: outcome.trace }) }),
    })
    .throwOnError();
  boundary.publish({ moment: 'settled' });
  const reason = outcome.ok === true ? undefined : outcome.reason;
  log('info', 'inbox.reply_settled', { message: due.id, state: verdict.state, reason });
  if (reason === 'token_dead' || reason === 'permission_missing') {
    await reportProblem(backend, due.channel_id, reason);
  }
}

interface Verdict {
  state: 'sent' | 'queued' | 'sending' | 'failed' | 'unconfirmed';
  outcome: 'ok' | 'failed' | 'unknown' | 'found' | 'absent';
  retry_seconds?: number;
}

function judge(due: ClaimedMessage, outcome: Outcome<{ remoteId: string | null }>): Verdict {
  if (due.attempt) return judgeLookup(due.attempt.opened_at, outcome);
  if (outcome.ok === true) return { state: 'sent', outcome: 'ok' };
  if (outcome.ok === 'unknown') return { state: 'sending', outcome: 'unknown', retry_seconds: 10 };
  if (outcome.retry === 'never' || due.tries >= mostTries) return { state: 'failed', outcome: 'failed' };
  return {
    state: 'queued',
    outcome: 'failed',
    retry_seconds: outcome.after ?? Math.min(600, 5 * 2 ** due.tries),
  };
}

function judgeLookup(openedAt: Date, outcome: Outcome<{ remoteId: string | null }>): Verdict {
  if (outcome.ok === true && outcome.remoteId !== null) return { state: 'sent', outcome: 'found' };
  if (outcome.ok === true) return { state: 'queued', outcome: 'absent', retry_seconds: 0 };
  const hopeless = outcome.ok === false && outcome.retry === 'never';
  if (hopeless || Date.now() - openedAt.getTime() > patienceMs)
    return { state: 'unconfirmed', outcome: 'unknown' };
  const wait = outcome.after ?? 15;
  return { state: 'sending', outcome: 'unknown', retry_seconds: Math.min(wait, 60) };
}
