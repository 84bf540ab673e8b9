/** Answers on their way out: delivered once, by whoever claims them. */
import { channel as channelNetwork } from 'node:diagnostics_channel';
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { log } from '#platform/log.ts';
import { pictureAddress } from '#platform/media/address.ts';
import { channel, findAccounts, POST_TIMEOUT_MS, reportProblem } from '#channels/index.ts';
import { type Found, type Outgoing, type Sent } from '#channels/contract/answering.ts';
import { type Outcome } from '#channels/contract/outcome.ts';

const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;
const mostTries = 8;
const patienceMs = 10 * 60_000;

/** The moments between which a crash can fall; the chaos tests listen. */
const boundary = channelNetwork('tanggap:delivery');

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
      const outgoing = outgoingOf(backend, due);
      const outcome: Outcome<Found> =
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

async function settle(backend: Backend, db: Db, due: ClaimedMessage, outcome: Outcome<Found>): Promise<void> {
  const verdict = judge(due, outcome);
  await db
    .rpc('settle_message', {
      message: due.id,
      expected_version: due.version,
      ...verdict,
      ...(outcome.ok === true && outcome.remoteId !== null && reached(due, outcome)),
      ...(outcome.ok !== true && { reason: outcome.reason, ...(outcome.trace && { trace: outcome.trace }) }),
    })
    .throwOnError();
  boundary.publish({ moment: 'settled' });
  const reason = outcome.ok === true ? undefined : outcome.reason;
  log('info', 'inbox.reply_settled', { message: due.id, state: verdict.state, reason });
  // The longer window is a feature of its own: without it the channel works as before.
  if (reason === 'token_dead' || (reason === 'permission_missing' && due.tag === null)) {
    await reportProblem(backend, due.channel_id, reason);
  }
}

function reached(due: ClaimedMessage, { remoteId, recipientId }: Sent) {
  return { external_id: remoteId, ...(due.way === 'private' && recipientId && { recipient: recipientId }) };
}

interface Verdict {
  state: 'sent' | 'queued' | 'sending' | 'failed' | 'unconfirmed';
  outcome: 'ok' | 'failed' | 'unknown' | 'found' | 'absent';
  retry_seconds?: number;
}

function judge(due: ClaimedMessage, outcome: Outcome<Found>): Verdict {
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

function judgeLookup(openedAt: Date, outcome: Outcome<Found>): Verdict {
  if (outcome.ok === true && outcome.remoteId !== null) return { state: 'sent', outcome: 'found' };
  if (outcome.ok === true) return { state: 'queued', outcome: 'absent', retry_seconds: 0 };
  const hopeless = outcome.ok === false && outcome.retry === 'never';
  if (hopeless || Date.now() - openedAt.getTime() > patienceMs)
    return { state: 'unconfirmed', outcome: 'unknown' };
  const wait = outcome.after ?? 15;
  return { state: 'sending', outcome: 'unknown', retry_seconds: Math.min(wait, 60) };
}
