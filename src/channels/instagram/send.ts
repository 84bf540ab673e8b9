import { lookupReply, sendReply } from '../comment-reply.ts';
import { lookupDirect, sendDirect } from '../direct.ts';
import type { Account, Outcome, Outgoing, SendAttempt } from '../contract.ts';
import type { ReplyEdge } from '../comment-reply.ts';

const replies: ReplyEdge = { edge: 'replies', text: 'text', time: 'timestamp' };

/**
 * Answers a comment, or sends a direct message. Not idempotent.
 * @see https://developers.facebook.com/docs/instagram-platform/comment-moderation
 */
export function send(account: Account, outgoing: Outgoing): Promise<Outcome<{ remoteId: string }>> {
  return outgoing.kind === 'comment' ? sendReply(account, outgoing, replies) : sendDirect(account, outgoing);
}

/** Asks Instagram what became of an answer. */
export function lookupSent(
  account: Account,
  attempt: SendAttempt,
): Promise<Outcome<{ remoteId: string | null }>> {
  return attempt.outgoing.kind === 'comment'
    ? lookupReply(account, attempt, replies)
    : lookupDirect(account, attempt);
}
