import { graph, harmless } from '../graph/client.ts';
import { done, goneIsDone } from '../meta/comment-action.ts';
import { metaAnswers } from '../meta/windows.ts';
import type { Ability, CommentAction, Situation } from '../contract/answering.ts';
import type { Account } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';

/** How a conversation on a Page can be answered. */
export function answers(situation: Situation): Ability[] {
  return metaAnswers(situation);
}

/**
 * Hides, likes or deletes a comment under a post of the Page, or takes that back.
 * @see https://developers.facebook.com/docs/graph-api/reference/comment
 */
export async function moderate(account: Account, commentId: string, action: CommentAction): Promise<Outcome> {
  const { post, delete: remove } = graph(account);
  switch (action) {
    case 'hide':
    case 'unhide':
      return harmless(await post(commentId, { is_hidden: action === 'hide' }, done));
    case 'like':
      return harmless(await post(`${commentId}/likes`, {}, done));
    case 'unlike':
      return harmless(await remove(`${commentId}/likes`, {}, done));
    case 'delete':
      return goneIsDone(harmless(await remove(commentId, {}, done)));
  }
}
