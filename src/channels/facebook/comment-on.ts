import { lookupOwnComment, sendComment } from '../meta/comment-reply.ts';
import type { Account } from '../contract/account.ts';
import type { CommentAttempt } from '../contract/publishing.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ReplyEdge } from '../meta/comment-reply.ts';

const comments: ReplyEdge = {
  edge: 'comments',
  text: 'message',
  time: 'created_time',
  picture: 'attachment_url',
};

/**
 * Says something under the Page's own post. Not idempotent.
 * @see https://developers.facebook.com/docs/graph-api/reference/object/comments
 */
export function commentOn(
  account: Account,
  remotePostId: string,
  text: string,
): Promise<Outcome<{ remoteId: string }>> {
  return sendComment(account, remotePostId, text, comments);
}

/** Asks Facebook what became of a comment. */
export function lookupComment(
  account: Account,
  attempt: CommentAttempt,
): Promise<Outcome<{ remoteId: string | null }>> {
  return lookupOwnComment(account, attempt, comments);
}
