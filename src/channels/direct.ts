import { z } from 'zod';
import { decide, doubtful } from './lookback.ts';
import { graph } from './graph-client.ts';
import { instant, remoteId } from './graph-json.ts';
import type { Account, Outcome, Outgoing, SendAttempt } from './contract.ts';

/**
 * Sends a direct message: one call serves Messenger and Instagram with Facebook Login. Not idempotent.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export async function sendDirect(
  account: Account,
  outgoing: Outgoing,
): Promise<Outcome<{ remoteId: string }>> {
  if (outgoing.recipientId === null) return { ok: false, retry: 'never', reason: 'bad_request' };
  const params = {
    recipient: { id: outgoing.recipientId },
    messaging_type: 'RESPONSE',
    message: { text: outgoing.text },
  };
  const sent = await graph(account).post(`${account.pageId}/messages`, params, answered);
  return sent.ok === true ? { ok: true, remoteId: sent.data.message_id } : sent;
}

/** Messages of a thread that Meta still shows; older ones answer as deleted. */
const READABLE = 20;

/**
 * Looks for a direct message in the thread with its recipient.
 * @see https://developers.facebook.com/docs/messenger-platform/conversations
 */
export async function lookupDirect(
  account: Account,
  attempt: SendAttempt,
): Promise<Outcome<{ remoteId: string | null }>> {
  const platform = account.kind === 'instagram' ? 'instagram' : 'messenger';
  const params = {
    platform,
    user_id: attempt.outgoing.recipientId,
    fields: `messages.limit(${READABLE}){id,created_time,from,message}`,
  };
  const answer = await graph(account).get(`${account.pageId}/conversations`, params, threads);
  if (answer.ok !== true) return { ok: 'unknown', reason: answer.reason };
  // We answer people who wrote first, so a missing thread means that we were not shown it.
  if (answer.data.data.length === 0) return doubtful;
  const messages = answer.data.data.flatMap((thread) => thread.messages.data);
  const ours = messages.filter((message) => ownIds(account).includes(message.from?.id ?? account.pageId));
  const seen = ours.map(({ id, message, created_time }) => ({
    id,
    text: message,
    at: instant(created_time),
  }));
  const dated = seen.filter((each) => each.at !== null) as { id: string; text: string; at: Date }[];
  const oldest = Math.min(...messages.map((message) => instant(message.created_time)?.getTime() ?? Infinity));
  const reachesBack = messages.length < READABLE || oldest < attempt.openedAt.getTime() - 120_000;
  if (!reachesBack || dated.length < seen.length) return doubtful;
  return decide(dated, { ...attempt, text: attempt.outgoing.text });
}

function ownIds(account: Account): string[] {
  return [account.externalId, account.pageId];
}

const answered = z.object({ message_id: remoteId });
const threads = z.object({
  data: z.array(
    z.object({
      messages: z.object({
        data: z.array(
          z.object({
            id: remoteId,
            message: z.string().catch(''),
            created_time: z.unknown().optional(),
            from: z.object({ id: remoteId }).nullish().catch(null),
          }),
        ),
      }),
    }),
  ),
});
