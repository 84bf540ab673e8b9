import { z } from 'zod';
import { decide, seenSince } from '../lookback.ts';
import { instant, remoteId } from '../graph-json.ts';
import type { Account, Outcome, PublishAttempt } from '../contract.ts';

/**
 * Asks Facebook what became of an attempt: the Page's recent posts, matched by text and time. `null` only when the
 * list could be read back to before the attempt.
 * @see https://developers.facebook.com/docs/graph-api/reference/page/published_posts
 */
export async function lookup(
  account: Account,
  attempt: PublishAttempt,
): Promise<Outcome<{ remoteId: string | null }>> {
  const path = `${account.externalId}/published_posts`;
  const params = { fields: 'id,message,created_time' };
  const list = await seenSince(account, path, params, post, toSeen, attempt.openedAt);
  return list.ok === true ? decide(list.seen, { ...attempt, text: attempt.draft.caption }) : list;
}

const post = z.object({ id: remoteId, message: z.string().nullish(), created_time: z.unknown().optional() });

function toSeen(item: z.infer<typeof post>) {
  const at = instant(item.created_time);
  return at && { id: item.id, text: item.message ?? '', at };
}
