/** Where a Page's video stands between its upload and its post. */
import { permalink } from '../engine/network.ts';
import type { Call } from '../graph/call.ts';
import { type Shape, showNode } from '../graph/fields.ts';
import { videoOf } from '../graph/nodes.ts';
import * as announce from '../webhooks/announce.ts';
import type { Post, Video } from '../world/published.ts';

/** Looks that a stuck video takes: more than anybody has. */
export const FOREVER = Number.MAX_SAFE_INTEGER;
const DAY_MS = 86_400_000;

/** Shows a video's post once the video is processed, as followers would see it. */
export function settle(call: Call, video: Video): void {
  const post = call.network.world.posts[video.postId ?? ''];
  if (!post || post.published || video.problem || video.processPolls > 0) return;
  post.published = true;
  announce.postChanged(call.network, post, 'add');
}

/** Where a video stands; each look brings it closer to its post. */
export function readVideo(call: Call): unknown {
  const video = videoOf(call);
  const shown = showNode(videoShape, video, call);
  // First fetched, then processed; a reel or story only once it was told to go out.
  if (video.fetchPolls > 0) {
    if (video.fetchPolls !== FOREVER) video.fetchPolls -= 1;
  } else if (video.processPolls > 0 && (video.finished || video.use === 'video')) {
    video.processPolls -= 1;
    settle(call, video);
  }
  return shown;
}

const videoShape: Shape<Video> = {
  name: 'Video',
  defaults: ['id'],
  fields: {
    id: (video) => video.id,
    description: (video) => video.caption || undefined,
    length: (video) => video.film?.seconds,
    published: (video, call) => postOf(call, video)?.published ?? false,
    post_id: (video, call) => (postOf(call, video)?.published ? video.postId?.split('_')[1] : undefined),
    permalink_url(video, call) {
      const post = postOf(call, video);
      return post?.published ? permalink(call.network, post) : undefined;
    },
    status: (video, call) => statusOf(call, video),
  },
};

const postOf = (call: Call, video: Video): Post | undefined => call.network.world.posts[video.postId ?? ''];

function statusOf(call: Call, video: Video): unknown {
  if (video.expired || video.createdAt + DAY_MS <= call.network.now()) {
    if (!video.finished) return { video_status: 'expired' };
  }
  const isFetched = (video.film !== null || video.problem !== null) && video.fetchPolls === 0;
  const isFetching = video.film !== null && video.fetchPolls > 0;
  const uploading_phase = {
    status: isFetched ? 'complete' : isFetching ? 'in_progress' : 'not_started',
  };
  if (isFetched && video.problem) {
    const processing_phase = { status: 'error', error: { message: video.problem } };
    return { video_status: 'error', uploading_phase, processing_phase, publishing_phase: none };
  }
  const isProcessing = isFetched && (video.finished || video.use === 'video');
  const isDone = isProcessing && video.processPolls === 0;
  const isOut = video.finished && isDone;
  return {
    video_status: isDone ? 'ready' : isFetched ? 'processing' : 'upload_in_progress',
    uploading_phase,
    processing_phase: { status: isDone ? 'complete' : isProcessing ? 'in_progress' : 'not_started' },
    publishing_phase: isOut ? { status: 'complete', publish_status: 'published' } : none,
  };
}

const none = { status: 'not_started' };
