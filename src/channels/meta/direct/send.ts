import { z } from 'zod';
import { absentSince, decide, doubtful } from '../lookback.ts';
import { graph } from '#channels/graph/client.ts';
import { instant, remoteId } from '#channels/graph/json.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Found, Outgoing, SendAttempt, Sent } from '#channels/contract/answering.ts';
import type { Outcome } from '#channels/contract/outcome.ts';
import type { Params } from '#channels/graph/exchange.ts';

/**
 * Sends a direct message, to a person or (a private reply) to whoever wrote a comment: one call serves Messenger and
 * Instagram with Facebook Login. Not idempotent; Messenger gives `metadata` back with the echo.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export async function sendDirect(account: Account, outgoing: Outgoing): Promise<Outcome<Sent>> {
  const { kind, inReplyTo, recipientId, text, pictures, metadata, tag, template } = outgoing;
  const isPrivate = kind === 'private';
  const to = isPrivate ? inReplyTo : recipientId;
  // Meta takes words or one picture in a message, never both.
  const parts = Number(text !== '') + pictures.length;
  if (to === null || template !== null || parts !== 1) {
    return { ok: false, retry: 'never', reason: 'bad_request' };
  }
  const message = {
    ...(text !== '' && { text }),
    ...(pictures.length > 0 && { attachment: { type: 'image', payload: { url: pictures[0] } } }),
    ...(account.kind === 'facebook' && metadata !== null && { metadata }),
  };
  const params: Params = {
    recipient: isPrivate ? { comment_id: to } : { id: to },
    ...(!isPrivate &&
      (tag ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' })),
    message,
  };
  const sent = await graph(account).post(`${account.pageId}/messages`, params, answered);
  if (sent.ok !== true) return sent;
  const { message_id, recipient_id } = sent.data;
  return { ok: true, remoteId: message_id, ...(recipient_id && { recipientId: recipient_id }) };
}

/** Messages of a thread that Meta still shows; older ones answer as deleted. */
const READABLE = 20;

/**
 * Looks for a direct message in the thread with its recipient.
 * @see https://developers.facebook.com/docs/messenger-platform/conversations
 */
export async function lookupDirect(account: Account, attempt: SendAttempt): Promise<Outcome<Found>> {
  const { kind, recipientId } = attempt.outgoing;
  const platform = account.kind === 'instagram' ? 'instagram' : 'messenger';
  const params = { platform, user_id: recipientId, fields: thread.field };
  const answer = await graph(account).get(`${account.pageId}/conversations`, params, threads);
  if (answer.ok !== true) return { ok: 'unknown', reason: answer.reason };
  const [talk] = answer.data.data;
  // A private reply begins a thread. Otherwise we answer people who wrote first, and were not shown what they wrote.
  if (!talk) return kind === 'private' ? absentSince(attempt.openedAt) : doubtful;
  const messages = answer.data.data.flatMap((each) => each.messages.data);
  const found = foundInThread(account, attempt, messages);
  const isReached = kind === 'private' && found.ok === true && found.remoteId !== null;
  return isReached && recipientId !== null ? { ...found, recipientId } : found;
}

type Message = z.infer<typeof messages>['data'][number];

/** Looks for what an attempt sent among the newest messages of a thread. */
export function foundInThread(account: Account, attempt: SendAttempt, messages: Message[]): Outcome<Found> {
  const ours = messages.filter((message) => ownIds(account).includes(message.from?.id ?? account.pageId));
  const seen = ours.map(({ id, message, created_time }) => ({
    id,
    text: message,
    at: instant(created_time),
  }));
  const dated = seen.flatMap(({ id, text, at }) => (at === null ? [] : [{ id, text, at }]));
  const oldest = Math.min(...messages.map((message) => instant(message.created_time)?.getTime() ?? Infinity));
  const reachesBack = messages.length < READABLE || oldest < attempt.openedAt.getTime() - 120_000;
  if (!reachesBack || dated.length < seen.length) return doubtful;
  return decide(dated, { ...attempt, text: attempt.outgoing.text });
}

function ownIds(account: Account): string[] {
  return [account.externalId, account.pageId];
}

const answered = z.object({ message_id: remoteId, recipient_id: remoteId.optional().catch(undefined) });
const messages = z.object({
  data: z.array(
    z.object({
      id: remoteId,
      message: z.string().catch(''),
      created_time: z.unknown().optional(),
      from: z.object({ id: remoteId }).nullish().catch(null),
    }),
  ),
});
const threads = z.object({ data: z.array(z.object({ messages })) });

/** The newest messages of a thread: what to ask for, and how to read it. */
export const thread = {
  field: `messages.limit(${READABLE}){id,created_time,from,message}`,
  schema: messages,
};
