import { z } from 'zod';
import { graph } from '#channels/graph/client.ts';
import { remoteId } from '#channels/graph/json.ts';
import { readContainer } from './container.ts';
import { expired, prepares, useOf } from './prepare.ts';
import { storyWith } from './stories.ts';
import { videoState, wholePostId, type PhasedEdge } from './video.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Draft } from '#channels/contract/publishing.ts';
import type { Failure, Outcome, Unknown } from '#channels/contract/outcome.ts';
import type { Params } from '#channels/graph/exchange.ts';

type Published = Outcome<{ remoteId: string }>;

/**
 * Shows the draft on the Page. Not idempotent; one call, whatever it is. A video goes by the id it was uploaded under
 * and can be shown once only, and Facebook takes no photo for a second story.
 * @see https://developers.facebook.com/docs/pages-api/posts
 * @see https://developers.facebook.com/docs/video-api/guides/reels-publishing
 * @see https://developers.facebook.com/docs/page-stories-api
 */
export async function publish(
  account: Account,
  draft: Draft,
  containerId: string | null,
): Promise<Published> {
  if (!prepares(draft))
    return draft.mediaType === 'photo' ? postPhoto(account, draft) : postWords(account, draft);
  const container = readContainer(containerId);
  if (container?.use !== useOf(draft)) return expired;
  const { use, ids } = container;
  const [id] = ids as [string];
  const description = draft.caption || null;
  switch (use) {
    case 'photos':
      return post(account, {
        message: description,
        attached_media: ids.map((each) => ({ media_fbid: each })),
      });
    case 'story_photo':
      return showStory(account, id);
    case 'reel':
      return finish(account, 'video_reels', id, { video_state: 'PUBLISHED', description });
    case 'story_video':
      return finish(account, 'video_stories', id, {});
    case 'video':
      return showVideo(account, id);
  }
}

/** The public address of a post. */
export async function permalink(account: Account, postId: string): Promise<Outcome<{ permalink: string }>> {
  const answer = await graph(account).get(postId, { fields: 'permalink_url' }, linked);
  return answer.ok === true ? { ok: true, permalink: answer.data.permalink_url } : answer;
}

async function postPhoto(account: Account, draft: Draft): Promise<Published> {
  const [picture] = draft.pictures;
  if (!picture) return { ok: false, retry: 'never', reason: 'bad_request' };
  const params = {
    url: picture.url,
    message: draft.caption || null,
    alt_text_custom: picture.altText || null,
  };
  // The photo's own id is not the post's: comments and the Page's list speak of `post_id`.
  const schema = z.object({ post_id: remoteId });
  const made = await graph(account).post(`${account.externalId}/photos`, params, schema);
  return made.ok === true ? { ok: true, remoteId: made.data.post_id } : made;
}

function postWords(account: Account, draft: Draft): Promise<Published> {
  const link = draft.mediaType === 'link' ? draft.link : null;
  return post(account, { message: draft.caption || null, link });
}

async function post(account: Account, params: Params): Promise<Published> {
  const schema = z.object({ id: remoteId });
  const made = await graph(account).post(`${account.externalId}/feed`, params, schema);
  return made.ok === true ? { ok: true, remoteId: made.data.id } : made;
}

async function showStory(account: Account, photoId: string): Promise<Published> {
  const path = `${account.externalId}/photo_stories`;
  const made = await graph(account).post(path, { photo_id: photoId }, z.object({ post_id: remoteId }));
  if (made.ok === true) return { ok: true, remoteId: wholePostId(account, made.data.post_id) };
  if (!saysTwice(made)) return made;
  const shown = await storyWith(account, photoId);
  return shown.ok === true && shown.remoteId !== null ? { ok: true, remoteId: shown.remoteId } : made;
}

async function finish(account: Account, edge: PhasedEdge, videoId: string, more: Params): Promise<Published> {
  const path = `${account.externalId}/${edge}`;
  const params = { upload_phase: 'finish', video_id: videoId, ...more };
  const made = await graph(account).post(path, params, done);
  return made.ok === true ? afterShowing(account, videoId) : afterRefusal(account, videoId, made);
}

async function showVideo(account: Account, videoId: string): Promise<Published> {
  const made = await graph(account).post(videoId, { published: true }, done);
  return made.ok === true ? afterShowing(account, videoId) : afterRefusal(account, videoId, made);
}

/**
 * A video that was told to go out is still processed, and can fail in that: it is out when Facebook says so. Until
 * then nobody knows, and `lookup` asks again.
 */
async function afterShowing(account: Account, videoId: string): Promise<Published> {
  const answer = await videoState(account, videoId);
  if (answer.ok !== true) return { ok: 'unknown', reason: answer.reason, after: 15 };
  const { state } = answer;
  if (state.is === 'failed') return { ok: false, retry: 'never', reason: 'media_format' };
  if (state.is === 'published' && state.postId !== null) return { ok: true, remoteId: state.postId };
  return { ok: 'unknown', reason: 'container_not_ready', after: 15 };
}

/** An earlier order that was thought lost may have arrived: then this one is refused, and the post is out. */
async function afterRefusal(
  account: Account,
  videoId: string,
  refusal: Failure | Unknown,
): Promise<Published> {
  if (!saysTwice(refusal)) return refusal;
  const answer = await videoState(account, videoId);
  const isOut = answer.ok === true && ['published', 'processing'].includes(answer.state.is);
  return isOut ? { ok: 'unknown', reason: 'duplicate_post', after: 15 } : refusal;
}

// Facebook doesn't document how it refuses to show the same thing twice.
function saysTwice({ ok, reason }: Failure | Unknown): boolean {
  return ok === false && (reason === 'bad_request' || reason === 'duplicate_post');
}

const done = z.object({ success: z.literal(true) });

// A video's address comes without its host.
const linked = z.object({
  permalink_url: z
    .string()
    .transform((link) => (link.startsWith('/') ? `https://www.facebook.com${link}` : link))
    .pipe(z.url()),
});
