import { z } from 'zod';
import { foundInThread, thread } from '../meta/direct/send.ts';
import { absentSince, doubtful } from '../meta/lookback.ts';
import { graph } from '../graph/client.ts';
import { remoteId } from '../graph/json.ts';
import type { Account } from '../contract/account.ts';
import type { Found, SendAttempt } from '../contract/answering.ts';
import type { Outcome } from '../contract/outcome.ts';

/**
 * Looks for a private reply by its comment: who commented may have another id in Messenger, which nobody knows before
 * the reply has arrived.
 * @see https://developers.facebook.com/docs/graph-api/reference/comment
 */
export async function lookupPrivate(account: Account, attempt: SendAttempt): Promise<Outcome<Found>> {
  const { inReplyTo } = attempt.outgoing;
  if (inReplyTo === null) return { ok: false, retry: 'never', reason: 'bad_request' };
  const fields = `can_reply_privately,private_reply_conversation{participants,${thread.field}}`;
  const answer = await graph(account).get(inReplyTo, { fields }, comment);
  if (answer.ok !== true) return { ok: 'unknown', reason: answer.reason };
  const { can_reply_privately, private_reply_conversation: talk } = answer.data;
  // It can still be answered privately, so it was not; unless Facebook has yet to notice.
  if (!talk) return can_reply_privately ? absentSince(attempt.openedAt) : doubtful;
  const found = foundInThread(account, attempt, talk.messages.data);
  if (found.ok !== true || found.remoteId === null) return found;
  const recipient = talk.participants?.data.find(({ id }) => id !== account.pageId);
  return { ok: true, remoteId: found.remoteId, ...(recipient && { recipientId: recipient.id }) };
}

const comment = z.object({
  can_reply_privately: z.boolean().optional(),
  private_reply_conversation: z
    .object({
      participants: z
        .object({ data: z.array(z.object({ id: remoteId })) })
        .optional()
        .catch(undefined),
      messages: thread.schema,
    })
    .nullish()
    .catch(null),
});
