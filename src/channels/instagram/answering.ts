import { graph, harmless } from '../graph/client.ts';
import { done, goneIsDone } from '../meta/comment-action.ts';
import { metaAnswers } from '../meta/windows.ts';
import type { Ability, CommentAction, Situation } from '../contract/answering.ts';
import type { Account } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';

/** How a conversation on Instagram can be answered. */
export function answers(situation: Situation): Ability[] {
  return metaAnswers(situation);
}

/**
 * Hides, likes or deletes a comment under the account's media, or takes that back. Likes are an edge of the account.
 * @see https://developers.facebook.com/docs/instagram-platform/comment-moderation
 */
export async function moderate(account: Account, commentId: string, action: CommentAction): Promise<Outcome> {
  const { post, delete: remove } = graph(account);
  const liked = { comment_id: commentId };
  switch (action) {
    case 'hide':
    case 'unhide':
      return harmless(await post(commentId, { hide: action === 'hide' }, done));
    case 'like':
      return harmless(await post(`${account.externalId}/likes`, liked, done));
    case 'unlike':
      return harmless(await remove(`${account.externalId}/likes`, liked, done));
    case 'delete':
      return goneIsDone(harmless(await remove(commentId, {}, done)));
  }
}
