import { faultOf, raise, requiredText, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import type { Shape } from '../graph/fields.ts';
import { accountOf } from '../graph/nodes.ts';
import { type Operation, listParameters } from '../graph/operation.ts';
import { listEdge } from '../graph/paging.ts';
import { permalink, postsOf } from '../engine/network.ts';
import { addPost } from '../world/posts.ts';
import { seconds } from '../world/time.ts';
import type { World } from '../world/shape.ts';
import type { Post } from '../world/published.ts';

const STORY_LIFE_MS = 24 * 3_600_000;

export const storyOperations: Operation[] = [
  {
    name: 'fb.story.photo',
    on: 'POST page/photo_stories',
    token: 'page',
    scopes: ['pages_manage_posts'],
    parameters: ['photo_id'],
    run: createPhotoStory,
  },
  {
    name: 'fb.story.list',
    on: 'GET page/stories',
    token: 'page',
    scopes: ['pages_read_engagement'],
    parameters: [...listParameters, 'status'],
    run: listStories,
  },
];

function createPhotoStory(call: Call): unknown {
  const photo = call.network.world.photos[requiredText(call, 'photo_id')];
  if (photo?.accountId !== accountOf(call).id) return raise(refusals.badParameter('Invalid photo_id'));
  if (photo.postId) raise(refusals.badParameter('The photo was used in a published post already'));
  const post = addPost(call.network, accountOf(call), {
    mediaType: 'IMAGE',
    productType: 'STORY',
    altText: photo.altText,
    pictureIds: [photo.pictureId],
    appId: call.token?.appId ?? null,
  });
  photo.postId = post.id;
  return { success: true, post_id: post.id.split('_')[1] };
}

const storyShape: Shape<Post> = {
  name: 'Stories',
  defaults: ['post_id', 'status', 'creation_time', 'media_type', 'media_id', 'url'],
  fields: {
    post_id: (post) => post.id.split('_')[1],
    status: () => 'PUBLISHED',
    creation_time: (post) => String(seconds(post.createdAt)),
    media_type: (post) => (post.film ? 'video' : 'photo'),
    media_id: (post, call) => mediaIdOf(call.network.world, post),
    url: (post, call) => permalink(call.network, post),
  },
};

function mediaIdOf(world: World, post: Post): string | undefined {
  const media = [...Object.values(world.photos), ...Object.values(world.videos)];
  return media.find(({ postId }) => postId === post.id)?.id;
}

// Those of the last day; older ones only where the Page keeps an archive, which the sandbox's don't.
function listStories(call: Call): unknown {
  const { world, now } = call.network;
  const live = postsOf(world, accountOf(call).id).filter(
    (post) => post.productType === 'STORY' && post.createdAt > now() - STORY_LIFE_MS,
  );
  return listEdge(storyShape, live.slice(faultOf(call, 'hidden_from_list')?.newest ?? 0), call);
}
