import { z } from 'zod';
import { FETCH_TIMEOUT_MS } from '#channels/graph/exchange.ts';
import { graph, harmless } from '#channels/graph/client.ts';
import { remoteId } from '#channels/graph/json.ts';
import { uploadHosted } from '#channels/graph/upload.ts';
import type { Account } from '#channels/contract/account.ts';
import type { DraftVideo } from '#channels/contract/publishing.ts';
import type { Outcome } from '#channels/contract/outcome.ts';

/** Where a Page keeps what is uploaded in three phases: begin, have it fetched, finish. */
export type PhasedEdge = 'video_reels' | 'video_stories';

/**
 * Begins an upload and has Facebook fetch the video into it. Nobody sees it before `finish`.
 * @see https://developers.facebook.com/docs/video-api/guides/reels-publishing
 * @see https://developers.facebook.com/docs/page-stories-api
 */
export async function uploadPhased(
  account: Account,
  edge: PhasedEdge,
  video: DraftVideo,
): Promise<Outcome<{ videoId: string }>> {
  const path = `${account.externalId}/${edge}`;
  const session = z.object({ video_id: remoteId });
  const begun = harmless(await graph(account).post(path, { upload_phase: 'start' }, session));
  if (begun.ok !== true) return begun;
  const videoId = begun.data.video_id;
  const uploaded = await uploadHosted(account, videoId, video.url);
  return uploaded.ok === true ? { ok: true, videoId } : uploaded;
}

/**
 * Uploads an ordinary video without showing it, its words with it.
 * @see https://developers.facebook.com/docs/graph-api/reference/page/videos
 */
export async function uploadUnpublished(
  account: Account,
  video: DraftVideo,
  description: string,
): Promise<Outcome<{ videoId: string }>> {
  const path = `${account.externalId}/videos`;
  const params = { file_url: video.url, published: false, description: description || null };
  const schema = z.object({ id: remoteId });
  const made = harmless(await graph(account).post(path, params, schema, FETCH_TIMEOUT_MS));
  return made.ok === true ? { ok: true, videoId: made.data.id } : made;
}

export type VideoState =
  | { is: 'published'; postId: string | null }
  /** `begun`: Facebook is fetching it; otherwise the order to do so never came to be. */
  | { is: 'uploading'; begun: boolean }
  /** Fetched whole; `processed`: made ready to be shown, too. */
  | { is: 'waiting'; processed: boolean }
  /** Being processed, perhaps on its way out. */
  | { is: 'processing' }
  | { is: 'failed'; fetched: boolean };

/**
 * How far a video is. `published` says whether it is out: the phases of an unpublished upload end too.
 * @see https://developers.facebook.com/docs/graph-api/reference/video
 */
export async function videoState(account: Account, videoId: string): Promise<Outcome<{ state: VideoState }>> {
  const answer = await graph(account).get(videoId, { fields: 'status,published,post_id' }, video);
  return answer.ok === true ? { ok: true, state: stateOf(account, answer.data) } : answer;
}

/** A post's id as the Page's lists and webhooks write it; some answers leave the Page out. */
export function wholePostId(account: Account, postId: string): string {
  return postId.includes('_') ? postId : `${account.externalId}_${postId}`;
}

const phase = z
  .object({ status: z.string().optional(), error: z.unknown().optional() })
  .optional()
  .catch(undefined);

const video = z.object({
  published: z.boolean().optional(),
  post_id: remoteId.nullish().catch(null),
  status: z.object({
    video_status: z.string().optional(),
    uploading_phase: phase,
    processing_phase: phase,
    publishing_phase: phase,
  }),
});

function stateOf(account: Account, { status, published, post_id }: z.infer<typeof video>): VideoState {
  const { uploading_phase: up, processing_phase: made, publishing_phase: out, video_status } = status;
  const hasFailed = (each: z.infer<typeof phase>) => each?.status === 'error' || each?.error !== undefined;
  const isBroken = ['error', 'expired', 'upload_failed'].includes(video_status ?? '');
  const isUnderWay = out?.status === 'in_progress' || made?.status === 'in_progress';
  if (isBroken || [up, made, out].some(hasFailed)) {
    return { is: 'failed', fetched: up?.status === 'complete' && video_status !== 'expired' };
  }
  const isOut = published ?? out?.status === 'complete';
  if (isOut && !isUnderWay && out?.status !== 'not_started') {
    return { is: 'published', postId: post_id ? wholePostId(account, post_id) : null };
  }
  if (up && up.status !== 'complete') return { is: 'uploading', begun: up.status === 'in_progress' };
  if (isUnderWay) return { is: 'processing' };
  return { is: 'waiting', processed: made?.status === 'complete' || video_status === 'ready' };
}
