import { lookupReply, sendReply } from '../meta/comment-reply.ts';
import { lookupDirect, sendDirect } from '../meta/direct/send.ts';
import { lookupPrivate } from './private-reply.ts';
import type { Account } from '../contract/account.ts';
import type { Found, Outgoing, SendAttempt, Sent } from '../contract/answering.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ReplyEdge } from '../meta/comment-reply.ts';

const replies: ReplyEdge = {
  edge: 'comments',
  text: 'message',
  time: 'created_time',
  picture: 'attachment_url',
};

/**
 * Answers a comment, in public or privately, or sends a direct message. Not idempotent.
 * @see https://developers.facebook.com/docs/graph-api/reference/object/comments
 */
export function send(account: Account, outgoing: Outgoing): Promise<Outcome<Sent>> {
  return outgoing.kind === 'comment' ? sendReply(account, outgoing, replies) : sendDirect(account, outgoing);
}

/** Asks Facebook what became of an answer. */
export function lookupSent(account: Account, attempt: SendAttempt): Promise<Outcome<Found>> {
  switch (attempt.outgoing.kind) {
    case 'comment':
      return lookupReply(account, attempt, replies);
    case 'private':
      return lookupPrivate(account, attempt);
    case 'direct':
      return lookupDirect(account, attempt);
  }
}
