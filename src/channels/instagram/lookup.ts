import { z } from 'zod';
import { decide, doubtful, seenSince } from '../lookback.ts';
import { instant, remoteId } from '../graph-json.ts';
import { containerStatus } from './publish.ts';
import type { Account, Outcome, PublishAttempt } from '../contract.ts';

/**
 * Asks Instagram what became of an attempt: the container says whether it was published, the list of recent media
 * says as what. `null` only when the list could be read back to before the attempt and the container agrees. No
 * container can be published twice, so an unpublished one is certain at once.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-container
 */
export async function lookup(
  account: Account,
  attempt: PublishAttempt,
): Promise<Outcome<{ remoteId: string | null }>> {
  const state = await stateOf(account, attempt.containerId);
  if (state === 'unreadable') return doubtful;
  const path = `${account.externalId}/media`;
  const params = { fields: 'id,caption,timestamp' };
  const list = await seenSince(account, path, params, media, toSeen, attempt.openedAt);
  if (list.ok !== true) return list;
  const hasWitness = ['FINISHED', 'IN_PROGRESS', 'ERROR', 'EXPIRED'].includes(state);
  const found = decide(list.seen, { ...attempt, text: attempt.draft.caption }, hasWitness);
  const isLost = state === 'PUBLISHED' && found.ok === true && found.remoteId === null;
  return isLost ? doubtful : found;
}

async function stateOf(account: Account, containerId: string | null): Promise<string> {
  if (containerId === null) return 'none';
  const answer = await containerStatus(account, containerId);
  if (answer.ok === true) return answer.data.status_code;
  // Containers vanish after a day; the list alone decides then.
  const isGone = answer.reason === 'not_found' || answer.reason === 'container_expired';
  return isGone ? 'gone' : 'unreadable';
}

const media = z.object({ id: remoteId, caption: z.string().nullish(), timestamp: z.unknown().optional() });

function toSeen(item: z.infer<typeof media>) {
  const at = instant(item.timestamp);
  return at && { id: item.id, text: item.caption ?? '', at };
}
