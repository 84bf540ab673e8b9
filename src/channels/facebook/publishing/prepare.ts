import { z } from 'zod';
import { graph, harmless } from '#channels/graph/client.ts';
import { remoteId } from '#channels/graph/json.ts';
import { readContainer, writeContainer, type Container } from './container.ts';
import { isReel } from '../limits.ts';
import { uploadPhased, uploadUnpublished, videoState } from './video.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Draft, DraftPicture, DraftVideo } from '#channels/contract/publishing.ts';
import type { Failure, Outcome } from '#channels/contract/outcome.ts';

/**
 * Whether a draft goes up unseen first, so that the call which shows it is one, and quick: videos, stories and several
 * photos. Words, a link or one photo are posted in one call as they are.
 */
export function prepares({
  mediaType,
  placement,
  pictures,
}: Pick<Draft, 'mediaType' | 'placement' | 'pictures'>): boolean {
  return mediaType === 'video' || placement === 'story' || (mediaType === 'photo' && pictures.length > 1);
}

/** Uploads what the draft needs without anyone seeing it. */
export async function prepare(
  account: Account,
  draft: Draft,
): Promise<Outcome<{ containerId: string | null }>> {
  const { mediaType, placement, pictures, video } = draft;
  if (!prepares(draft)) return { ok: true, containerId: null };
  if (mediaType === 'video') return video ? prepareVideo(account, draft, video) : nothingToShow;
  if (pictures.length === 0) return nothingToShow;
  const ids: string[] = [];
  for (const picture of pictures) {
    const outcome = await uploadUnseen(account, picture);
    if (outcome.ok !== true) return outcome;
    ids.push(outcome.photoId);
  }
  return contained({ use: placement === 'story' ? 'story_photo' : 'photos', ids });
}

/** Asks whether what was uploaded can be shown; photos can at once, videos take some minutes. */
export async function poll(account: Account, containerId: string): Promise<Outcome<{ ready: boolean }>> {
  const container = readContainer(containerId);
  if (!container) return expired;
  if (container.use === 'photos' || container.use === 'story_photo') return { ok: true, ready: true };
  const answer = await videoState(account, container.ids[0]!);
  if (answer.ok !== true) return answer.reason === 'not_found' ? expired : answer;
  const { state } = answer;
  switch (state.is) {
    case 'published':
      // Shown already: look for the post, don't make another.
      return { ok: 'unknown', reason: 'duplicate_post' };
    case 'waiting':
      // Reels and stories are processed once they are told to go out, others before.
      return { ok: true, ready: container.use !== 'video' || state.processed };
    case 'processing':
      return { ok: true, ready: false };
    case 'uploading':
      return state.begun ? { ok: true, ready: false } : { ...expired, after: 30 };
    case 'failed':
      return state.fetched
        ? { ok: false, retry: 'never', reason: 'media_format' }
        : { ...expired, after: 60 };
  }
}

/** The use a draft makes of a container: one that was made for another use is of no use. */
export function useOf({ mediaType, placement, video }: Draft): Container['use'] {
  if (mediaType !== 'video') return placement === 'story' ? 'story_photo' : 'photos';
  if (placement === 'story') return 'story_video';
  return video && isReel(video) ? 'reel' : 'video';
}

/** What was prepared is gone, or never was: it must be made anew. */
export const expired: Failure = { ok: false, retry: 'later', reason: 'container_expired', after: 0 };

const nothingToShow: Failure = { ok: false, retry: 'never', reason: 'bad_request' };

async function prepareVideo(
  account: Account,
  draft: Draft,
  video: DraftVideo,
): Promise<Outcome<{ containerId: string | null }>> {
  const use = useOf(draft);
  const uploaded =
    use === 'video'
      ? await uploadUnpublished(account, video, draft.caption)
      : await uploadPhased(account, use === 'reel' ? 'video_reels' : 'video_stories', video);
  return uploaded.ok === true ? contained({ use, ids: [uploaded.videoId] }) : uploaded;
}

async function uploadUnseen(account: Account, picture: DraftPicture): Promise<Outcome<{ photoId: string }>> {
  const params = { url: picture.url, alt_text_custom: picture.altText || null, published: false };
  const schema = z.object({ id: remoteId });
  const made = harmless(await graph(account).post(`${account.externalId}/photos`, params, schema));
  return made.ok === true ? { ok: true, photoId: made.data.id } : made;
}

function contained(container: Container): Outcome<{ containerId: string }> {
  return { ok: true, containerId: writeContainer(container) };
}
