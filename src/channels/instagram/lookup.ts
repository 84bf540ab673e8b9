import { z } from 'zod';
import { decide, doubtful, seenSince } from '../meta/lookback.ts';
import { instant, remoteId } from '../graph/json.ts';
import { containerStatus } from './publish.ts';
import type { Account } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { PublishAttempt } from '../contract/publishing.ts';

/**
 * Asks Instagram what became of an attempt: the container says whether it was published, the list of recent media
 * says as what. `null` only when the list could be read back to before the attempt and the container agrees. No
 * container can be published twice, so an unpublished one is certain at once. Stories stand in a list of their own for a
 * day and carry no words: there the container must say that it went out, and the only new story is it.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/stories
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-container
 */
export async function lookup(
  account: Account,
  attempt: PublishAttempt,
): Promise<Outcome<{ remoteId: string | null }>> {
  const state = await stateOf(account, attempt.containerId);
  if (state === 'unreadable') return doubtful;
  const isStory = attempt.draft.placement === 'story';
  const path = `${account.externalId}/${isStory ? 'stories' : 'media'}`;
  const params = { fields: 'id,caption,timestamp,media_type' };
  const isOther = (item: z.infer<typeof media>) => isStory && !isSameKind(attempt, item.media_type);
  const toSeen = (item: z.infer<typeof media>) => {
    const at = instant(item.timestamp);
    const text = isStory ? '' : (item.caption ?? '');
    return at && { id: item.id, text: isOther(item) ? OTHER : text, at };
  };
  const list = await seenSince(account, path, params, media, toSeen, attempt.openedAt);
  if (list.ok !== true) return list;
  // A story that is over is missing from the list as if it had never been.
  const isOver = isStory && attempt.openedAt.getTime() < Date.now() - STORY_LIFE_MS;
  if (isOver && witnessOf(state) === null) return doubtful;
  return decide(list.seen, { ...attempt, text: isStory ? '' : attempt.draft.caption }, witnessOf(state));
}

const STORY_LIFE_MS = 23 * 3_600_000;

/** Stands for the words of a story of another kind, so that it is never taken for ours. */
const OTHER = '(another kind)';

function isSameKind({ draft }: PublishAttempt, mediaType: string | null | undefined): boolean {
  return mediaType == null || (mediaType === 'VIDEO') === (draft.mediaType === 'video');
}

function witnessOf(state: string): 'absent' | 'posted' | null {
  if (state === 'PUBLISHED') return 'posted';
  return ['FINISHED', 'IN_PROGRESS', 'ERROR', 'EXPIRED'].includes(state) ? 'absent' : null;
}

async function stateOf(account: Account, containerId: string | null): Promise<string> {
  if (containerId === null) return 'none';
  const answer = await containerStatus(account, containerId);
  if (answer.ok === true) return answer.data.status_code;
  // Containers vanish after a day; the list alone decides then.
  const isGone = answer.reason === 'not_found' || answer.reason === 'container_expired';
  return isGone ? 'gone' : 'unreadable';
}

const media = z.object({
  id: remoteId,
  caption: z.string().nullish(),
  timestamp: z.unknown().optional(),
  media_type: z.string().nullish().catch(null),
});
