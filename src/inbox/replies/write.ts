/** An answer of a member: queued, taken back, or decided about where nobody knows what became of it. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import { messageId, replyWay, type ConversationId, type MessageId, type ReplyWay } from '../schema.ts';
import type { ReplyPicture } from '../messages/sent-picture.ts';

export interface Reply {
  /** Comes with the form, so a form sent twice answers once. */
  id: MessageId;
  conversation: ConversationId;
  body: string;
  way: ReplyWay;
  /** The message it answers; the newest unless told. */
  answers: MessageId | null;
  picture: ReplyPicture | null;
}

/**
 * Queues an answer; it is held for five seconds. `gone`: what it answers was deleted; `used`: that comment had its
 * private reply. Null when the conversation is not there, or another business's.
 */
export async function reply(db: Db, given: Reply): Promise<'queued' | 'gone' | 'used' | null> {
  const { answers, picture, ...rest } = given;
  const { data } = await db
    .rpc('queue_reply', {
      ...rest,
      ...(answers !== null && { answers }),
      ...(picture !== null && { picture: { ...picture } }),
    })
    .throwOnError();
  return z.enum(['queued', 'gone', 'used']).nullable().parse(data);
}

const takenBack = z.object({
  conversation: z.uuid(),
  body: z.string(),
  way: replyWay,
  answers: messageId.nullable(),
  /** It had a picture, which must be chosen again. */
  picture: z.boolean(),
  template: z.object({ name: z.string(), language: z.string(), values: z.array(z.string()) }).nullable(),
});
export type TakenBack = z.infer<typeof takenBack>;

/** Takes back an answer that nobody has begun to send; null when it is too late. */
export async function cancelReply(db: Db, message: MessageId): Promise<TakenBack | null> {
  const { data } = await db.rpc('cancel_reply', { message }).throwOnError();
  return takenBack.nullable().parse(data);
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
