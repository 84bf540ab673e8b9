import { faultOf, flag, raise, requiredText, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { type Shape, pick, showNode } from '../graph/fields.ts';
import { accountOf, postOf } from '../graph/nodes.ts';
import { type Operation, listParameters } from '../graph/operation.ts';
import { listEdge, listField, within } from '../graph/paging.ts';
import { commentsOf, permalink, pictureUrl, postsOf } from '../engine/network.ts';
import { graphTime } from '../world/time.ts';
import type { Post } from '../world/published.ts';
import { removePost } from '../world/posts.ts';
import { instagramCommentShape } from './comments.ts';

const STORY_LIFE_MS = 24 * 3_600_000;

export const mediaOperations: Operation[] = [
  {
    name: 'ig.list',
    on: 'GET instagram/media',
    scopes: ['instagram_basic'],
    parameters: listParameters,
    run: listMedia,
  },
  {
    name: 'ig.story.list',
    on: 'GET instagram/stories',
    scopes: ['instagram_basic'],
    parameters: listParameters,
    run: listStories,
  },
  {
    name: 'ig.media',
    on: 'GET media',
    scopes: ['instagram_basic'],
    run: (call) => showNode(mediaShape, postOf(call), call),
  },
  {
    name: 'ig.media.update',
    on: 'POST media',
    scopes: ['instagram_manage_comments'],
    parameters: ['comment_enabled'],
    run: setComments,
  },
  {
    name: 'ig.delete',
    on: 'DELETE media',
    scopes: ['instagram_manage_contents'],
    run(call) {
      removePost(call.network.world, postOf(call));
      return { success: true };
    },
  },
];

const mediaShape: Shape<Post> = {
  name: 'IGMedia',
  defaults: ['id'],
  fields: {
    id: (post) => post.id,
    caption: (post) => post.caption || undefined,
    alt_text: (post) => post.altText || undefined,
    timestamp: (post) => graphTime(post.createdAt),
    permalink: (post, call) => permalink(call.network, post),
    media_type: (post) => post.mediaType,
    media_product_type: (post) => post.productType,
    media_url(post, call) {
      const fileId = post.film?.fileId ?? post.pictureIds[0];
      return fileId && pictureUrl(call.network, fileId);
    },
    thumbnail_url: (post, call) =>
      post.mediaType === 'VIDEO' && post.pictureIds[0]
        ? pictureUrl(call.network, post.pictureIds[0])
        : undefined,
    shortcode: (post) => post.id.slice(-11),
    username: (_, call) => accountOf(call).username,
    owner: (post, _, field) => pick({ id: post.accountId }, field, 'IGUser'),
    is_comment_enabled: (post) => post.commentsEnabled,
    like_count: (post) => post.likes.length,
    comments_count: (post, call) =>
      Object.values(call.network.world.comments).filter((comment) => comment.postId === post.id).length,
    comments: (post, call, field) =>
      listField(
        instagramCommentShape,
        commentsOf(call.network.world, post.id, null).reverse(),
        call,
        field,
        `${post.id}/comments`,
      ),
  },
};

function listMedia(call: Call): unknown {
  const posts = postsOf(call.network.world, accountOf(call).id).filter(
    (post) => post.productType !== 'STORY',
  );
  const visible = posts.slice(faultOf(call, 'hidden_from_list')?.newest ?? 0);
  return listEdge(
    mediaShape,
    within(visible, call, (post) => post.createdAt),
    call,
  );
}

// A story is gone after a day.
function listStories(call: Call): unknown {
  const { world, now } = call.network;
  const live = postsOf(world, accountOf(call).id).filter(
    (post) => post.productType === 'STORY' && post.createdAt > now() - STORY_LIFE_MS,
  );
  return listEdge(mediaShape, live.slice(faultOf(call, 'hidden_from_list')?.newest ?? 0), call);
}

function setComments(call: Call): unknown {
  requiredText(call, 'comment_enabled');
  postOf(call).commentsEnabled = flag(call, 'comment_enabled') ?? raise(refusals.required('comment_enabled'));
  return { success: true };
}
