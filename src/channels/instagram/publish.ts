import { z } from 'zod';
import { classifySubcode } from '../graph/errors.ts';
import { graph, harmless } from '../graph/client.ts';
import { remoteId } from '../graph/json.ts';
import type { Account } from '../contract/account.ts';
import type { Draft, DraftPicture, DraftVideo } from '../contract/publishing.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Params } from '../graph/exchange.ts';

const ALT_TEXT = 1000;

/**
 * Makes an unpublished container; Instagram fetches pictures and videos itself. A video becomes a reel that is also
 * shown in the feed, a story takes one picture or one video and no words. Several pictures become a carousel: a
 * container for each and one that joins them (N+1 of the 400 a day), all cropped to the first one's shape.
 * @see https://developers.facebook.com/docs/instagram-platform/content-publishing
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
 */
export async function prepare(
  account: Account,
  draft: Draft,
): Promise<Outcome<{ containerId: string | null }>> {
  const { caption, pictures, placement, video } = draft;
  const [picture] = pictures;
  const isVideo = draft.mediaType === 'video';
  if (isVideo ? !video : !picture) return { ok: false, retry: 'never', reason: 'bad_request' };
  if (placement === 'story') {
    const file = video && isVideo ? { video_url: video.url } : { image_url: picture!.url };
    return makeContainer(account, { media_type: 'STORIES', ...file });
  }
  if (video && isVideo) return makeContainer(account, { ...reelOf(video), caption });
  return preparePictures(account, pictures, caption);
}

async function preparePictures(
  account: Account,
  pictures: DraftPicture[],
  caption: string,
): Promise<Outcome<{ containerId: string | null }>> {
  const [picture] = pictures;
  if (picture && pictures.length === 1) return makeContainer(account, { ...imageOf(picture), caption });
  const children: string[] = [];
  for (const each of pictures) {
    const child = await makeContainer(account, { ...imageOf(each), is_carousel_item: true });
    if (child.ok !== true) return child;
    children.push(child.containerId);
  }
  return makeContainer(account, { media_type: 'CAROUSEL', children: children.join(','), caption });
}

/** Asks whether a container can be published; pictures usually can at once, videos take some minutes. */
export async function poll(account: Account, containerId: string): Promise<Outcome<{ ready: boolean }>> {
  const answer = await containerStatus(account, containerId);
  if (answer.ok !== true) return answer;
  switch (answer.data.status_code) {
    case 'FINISHED':
      return { ok: true, ready: true };
    case 'IN_PROGRESS':
      return { ok: true, ready: false };
    case 'PUBLISHED':
      // Someone published it already: look for the post, don't make another.
      return { ok: 'unknown', reason: 'duplicate_post' };
    case 'EXPIRED':
      return { ok: false, retry: 'later', reason: 'container_expired', after: 0 };
    case 'ERROR':
      return failedContainer(answer.data.status ?? '');
  }
}

/** Publishes a container. Not idempotent. */
export async function publish(
  account: Account,
  _draft: Draft,
  containerId: string | null,
): Promise<Outcome<{ remoteId: string }>> {
  if (containerId === null) return { ok: false, retry: 'later', reason: 'container_expired', after: 0 };
  const path = `${account.externalId}/media_publish`;
  const made = await graph(account).post(path, { creation_id: containerId }, created);
  return made.ok === true ? { ok: true, remoteId: made.data.id } : made;
}

/** The public address of a post. */
export async function permalink(account: Account, mediaId: string): Promise<Outcome<{ permalink: string }>> {
  const schema = z.object({ permalink: z.url() });
  const answer = await graph(account).get(mediaId, { fields: 'permalink' }, schema);
  return answer.ok === true ? { ok: true, permalink: answer.data.permalink } : answer;
}

/** The state of a container as Instagram tells it. */
export function containerStatus(account: Account, containerId: string) {
  return graph(account).get(containerId, { fields: 'status_code,status' }, container);
}

function imageOf(picture: DraftPicture): Params {
  return { image_url: picture.url, alt_text: picture.altText.slice(0, ALT_TEXT) || null };
}

function reelOf({ url, coverMs }: DraftVideo): Params {
  return { media_type: 'REELS', video_url: url, share_to_feed: true, thumb_offset: coverMs };
}

async function makeContainer(account: Account, params: Params): Promise<Outcome<{ containerId: string }>> {
  const made = harmless(await graph(account).post(`${account.externalId}/media`, params, created));
  return made.ok === true ? { ok: true, containerId: made.data.id } : made;
}

const created = z.object({ id: remoteId });
const container = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'ERROR', 'EXPIRED', 'PUBLISHED']),
  status: z.string().optional().catch(undefined),
});

function failedContainer(status: string): Outcome<{ ready: boolean }> {
  const subcode = /\b(2207\d{3})\b/.exec(status)?.[1];
  const verdict = subcode === undefined ? null : classifySubcode(Number(subcode));
  if (verdict?.retry === 'never') return { ok: false, retry: 'never', reason: verdict.reason };
  // A failed container stays failed, whatever the cause: the next try needs a new one.
  return { ok: false, retry: 'later', reason: 'container_expired', after: verdict?.after ?? 60 };
}
