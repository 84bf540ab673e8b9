/** Videos and reels of a Page as Meta takes them, in their phases. */
import { faultOf, flag, raise, requiredText, text, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { accountOf, videoOf } from '../graph/nodes.ts';
import type { Operation } from '../graph/operation.ts';
import { nextId } from '../world/ids.ts';
import { fetchVideo, type VideoRule } from '../files/media.ts';
import { addPost } from '../world/posts.ts';
import type { Post, Video } from '../world/published.ts';
import { FOREVER, readVideo, settle } from './video-status.ts';

const scopes = ['pages_manage_posts'];
const GB = 1024 * 1024 * 1024;

const rules: Record<Video['use'], VideoRule> = {
  reel: { shortest: 3, longest: 90, bytes: GB, narrowest: 540, isUpright: true },
  story: { shortest: 3, longest: 60, bytes: GB, narrowest: 540 },
  video: { shortest: 1, longest: 1200, bytes: GB },
};

export const videoOperations: Operation[] = [
  {
    name: 'fb.reel',
    phases: { start: 'fb.reel.start', finish: 'fb.reel.finish' },
    on: 'POST page/video_reels',
    token: 'page',
    scopes,
    parameters: ['upload_phase', 'video_id', 'video_state', 'description', 'title'],
    run: (call) => inPhases(call, 'reel'),
  },
  {
    name: 'fb.story',
    phases: { start: 'fb.story.start', finish: 'fb.story.finish' },
    on: 'POST page/video_stories',
    token: 'page',
    scopes,
    parameters: ['upload_phase', 'video_id'],
    run: (call) => inPhases(call, 'story'),
  },
  {
    name: 'fb.upload',
    isUpload: true,
    on: 'POST video/upload',
    token: 'page',
    scopes,
    parameters: ['file_url'],
    run: upload,
  },
  {
    name: 'fb.video',
    on: 'POST page/videos',
    token: 'page',
    scopes,
    parameters: ['file_url', 'description', 'title', 'published'],
    run: createVideo,
  },
  {
    name: 'fb.video.read',
    on: 'GET video',
    token: 'page',
    scopes: ['pages_read_engagement'],
    run: readVideo,
  },
  {
    name: 'fb.video.publish',
    on: 'POST video',
    token: 'page',
    scopes,
    parameters: ['published', 'description'],
    run: publishVideo,
  },
];

function inPhases(call: Call, use: 'reel' | 'story'): unknown {
  const phase = requiredText(call, 'upload_phase');
  if (phase === 'start') {
    const { id } = begin(call, use);
    const upload_url = `${call.network.url}/video-upload/${call.version}/${id}`;
    return { video_id: id, upload_url };
  }
  if (phase !== 'finish') raise(refusals.badParameter('Param upload_phase must be one of {START, FINISH}'));
  const video = call.network.world.videos[requiredText(call, 'video_id')];
  if (video?.accountId !== accountOf(call).id || video.use !== use)
    return raise(refusals.badParameter('Invalid video_id'));
  if (use === 'reel' && text(call, 'video_state') !== 'PUBLISHED')
    raise(refusals.badParameter('The sandbox publishes reels at once: video_state must be PUBLISHED'));
  video.caption = text(call, 'description');
  const post = finish(call, video);
  // The answer for a story names its post, without the Page.
  return { success: true, ...(use === 'story' ? { post_id: post.id.split('_')[1] } : {}) };
}

function begin(call: Call, use: Video['use']): Video {
  const { world, now } = call.network;
  const video: Video = {
    id: nextId(world, '9', 16),
    accountId: accountOf(call).id,
    use,
    film: null,
    problem: faultOf(call, 'container_error') ? 'The video could not be processed.' : null,
    expired: faultOf(call, 'container_expired') !== null,
    caption: '',
    createdAt: now(),
    fetchPolls: 0,
    processPolls: call.network.settings.videoPolls,
    finished: false,
    postId: null,
    appId: call.token?.appId ?? null,
  };
  const stuck = faultOf(call, 'container_stuck');
  if (stuck) video.fetchPolls = stuck.polls ?? FOREVER;
  world.videos[video.id] = video;
  return video;
}

// A wrong file is found only when it is processed: the upload itself succeeds.
async function upload(call: Call): Promise<unknown> {
  const video = videoOf(call);
  const fetched = await fetchVideo(call, requiredText(call, 'file_url'), rules[video.use]);
  if (!fetched) return raise(refusals.uploadFailed());
  if ('problem' in fetched) video.problem = fetched.problem;
  else video.film = fetched.film;
  return { success: true };
}

async function createVideo(call: Call): Promise<unknown> {
  const fetched = await fetchVideo(call, requiredText(call, 'file_url'), rules.video);
  if (!fetched) return raise(refusals.videoNotFetched());
  if ('problem' in fetched) return raise(refusals.videoUnsupported());
  const video = begin(call, 'video');
  video.film = fetched.film;
  video.caption = text(call, 'description');
  if (flag(call, 'published') !== false) finish(call, video);
  return { id: video.id };
}

function publishVideo(call: Call): unknown {
  const video = videoOf(call);
  if (call.parameters.has('description')) video.caption = text(call, 'description');
  if (flag(call, 'published') && !video.finished) finish(call, video);
  return { success: true };
}

/** Tells a video to go out: its post appears when it is processed, and only once. */
function finish(call: Call, video: Video): Post {
  const { network } = call;
  if (video.finished) raise(refusals.badParameter('The video was published already'));
  if (!video.film && !video.problem) raise(refusals.badParameter('The video upload is not complete'));
  if (video.expired) raise(refusals.badParameter('The upload session has expired'));
  video.finished = true;
  const post = addPost(network, accountOf(call), {
    mediaType: 'VIDEO',
    productType: video.use === 'reel' ? 'REELS' : video.use === 'story' ? 'STORY' : 'FEED',
    // A story has no words, whatever was sent.
    caption: video.use === 'story' ? '' : video.caption,
    film: video.film,
    appId: video.appId,
    published: false,
  });
  video.postId = post.id;
  settle(call, video);
  return post;
}
