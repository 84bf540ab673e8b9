import { z } from 'zod';
import { absentSince, decide, doubtful, seenSince, SETTLE_MS } from '#channels/meta/lookback.ts';
import { instant, remoteId } from '#channels/graph/json.ts';
import { readContainer } from './container.ts';
import { storyWith } from './stories.ts';
import { videoState } from './video.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Outcome } from '#channels/contract/outcome.ts';
import type { PublishAttempt } from '#channels/contract/publishing.ts';

type Found = Outcome<{ remoteId: string | null }>;

/**
 * Asks Facebook what became of an attempt. A video is asked itself, by the id it was uploaded under; a story is known
 * by the photo or video in it; all else by the Page's recent posts, matched by text and time, and `null` only when
 * their list could be read back to before the attempt.
 * @see https://developers.facebook.com/docs/graph-api/reference/page/published_posts
 */
export async function lookup(account: Account, attempt: PublishAttempt): Promise<Found> {
  const container = readContainer(attempt.containerId);
  const [id = ''] = container?.ids ?? [];
  switch (container?.use) {
    case 'reel':
    case 'video':
    case 'story_video':
      return lookupVideo(account, attempt, id);
    case 'story_photo':
      return lookupStory(account, attempt, id);
    default:
      return lookupByWords(account, attempt);
  }
}

async function lookupByWords(account: Account, attempt: PublishAttempt): Promise<Found> {
  const path = `${account.externalId}/published_posts`;
  const params = { fields: 'id,message,created_time' };
  const list = await seenSince(account, path, params, post, toSeen, attempt.openedAt);
  return list.ok === true ? decide(list.seen, { ...attempt, text: attempt.draft.caption }) : list;
}

async function lookupVideo(account: Account, attempt: PublishAttempt, videoId: string): Promise<Found> {
  const isStory = attempt.draft.placement === 'story';
  const answer = await videoState(account, videoId);
  if (answer.ok !== true) {
    if (answer.reason !== 'not_found') return { ok: 'unknown', reason: answer.reason };
    return isStory ? lookupStory(account, attempt, videoId) : lookupByWords(account, attempt);
  }
  const { state } = answer;
  switch (state.is) {
    case 'published':
      return state.postId === null ? withoutPostId(account, attempt, videoId) : found(state.postId);
    case 'processing':
      return { ok: 'unknown', reason: 'container_not_ready', after: 15 };
    case 'failed':
      return { ok: true, remoteId: null };
    case 'uploading':
    case 'waiting':
      // The order to show it may still be on its way. Should it come late: one video is one post.
      return absentSince(attempt.openedAt);
  }
}

// It is out for certain; only its post's id may take a while. The video's own id leads there too.
async function withoutPostId(account: Account, attempt: PublishAttempt, videoId: string): Promise<Found> {
  if (attempt.draft.placement === 'story') {
    const story = await lookupStory(account, attempt, videoId);
    if (story.ok === true && story.remoteId !== null) return story;
  }
  const isLate = attempt.openedAt.getTime() + SETTLE_MS < Date.now();
  return isLate ? found(videoId) : { ok: 'unknown', reason: 'container_not_ready', after: 15 };
}

const STORY_LIFE_MS = 23 * 3_600_000;

async function lookupStory(account: Account, attempt: PublishAttempt, mediaId: string): Promise<Found> {
  const story = await storyWith(account, mediaId);
  if (story.ok !== true || story.remoteId !== null) return story;
  // A story that is over is missing from the list as if it had never been.
  const isOver = attempt.openedAt.getTime() < Date.now() - STORY_LIFE_MS;
  return isOver ? doubtful : absentSince(attempt.openedAt);
}

function found(id: string): Found {
  return { ok: true, remoteId: id };
}

const post = z.object({ id: remoteId, message: z.string().nullish(), created_time: z.unknown().optional() });

function toSeen(item: z.infer<typeof post>) {
  const at = instant(item.created_time);
  return at && { id: item.id, text: item.message ?? '', at };
}
