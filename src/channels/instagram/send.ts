import { lookupReply, sendReply } from '../meta/comment-reply.ts';
import { lookupDirect, sendDirect } from '../meta/direct/send.ts';
import type { Account } from '../contract/account.ts';
import type { Found, Outgoing, SendAttempt, Sent } from '../contract/answering.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ReplyEdge } from '../meta/comment-reply.ts';

const replies: ReplyEdge = { edge: 'replies', text: 'text', time: 'timestamp', picture: null };

/**
 * Answers a comment, in public or privately, or sends a direct message. Not idempotent.
 * @see https://developers.facebook.com/docs/instagram-platform/comment-moderation
 */
export function send(account: Account, outgoing: Outgoing): Promise<Outcome<Sent>> {
  return outgoing.kind === 'comment' ? sendReply(account, outgoing, replies) : sendDirect(account, outgoing);
}

/** Asks Instagram what became of an answer. A person has one id in comments and in direct messages. */
export function lookupSent(account: Account, attempt: SendAttempt): Promise<Outcome<Found>> {
  return attempt.outgoing.kind === 'comment'
    ? lookupReply(account, attempt, replies)
    : lookupDirect(account, attempt);
}
