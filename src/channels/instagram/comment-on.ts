import { lookupOwnComment, sendComment } from '../meta/comment-reply.ts';
import type { Account } from '../contract/account.ts';
import type { CommentAttempt } from '../contract/publishing.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ReplyEdge } from '../meta/comment-reply.ts';

const comments: ReplyEdge = { edge: 'comments', text: 'text', time: 'timestamp', picture: null };

/**
 * Says something under the account's own post. Not idempotent.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments
 */
export function commentOn(
  account: Account,
  remotePostId: string,
  text: string,
): Promise<Outcome<{ remoteId: string }>> {
  return sendComment(account, remotePostId, text, comments);
}

/** Asks Instagram what became of a comment. */
export function lookupComment(
  account: Account,
  attempt: CommentAttempt,
): Promise<Outcome<{ remoteId: string | null }>> {
  return lookupOwnComment(account, attempt, comments);
}
