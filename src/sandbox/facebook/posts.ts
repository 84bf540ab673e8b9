import { faultOf, requiredText, type Call } from '../graph/call.ts';
import { type Shape, pick, showNode } from '../graph/fields.ts';
import { accountOf, postOf } from '../graph/nodes.ts';
import { type Operation, listParameters } from '../graph/operation.ts';
import { listEdge, listField, within } from '../graph/paging.ts';
import { accountOfPost, permalink, personOf, pictureUrl, postsOf } from '../engine/network.ts';
import { removePost } from '../world/posts.ts';
import { graphTime } from '../world/time.ts';
import { raise } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import * as announce from '../webhooks/announce.ts';
import type { Post } from '../world/published.ts';
import { commentsAsAsked, facebookCommentShape } from './comments.ts';

export const postOperations: Operation[] = [
  ...['feed', 'posts', 'published_posts', 'visitor_posts'].map((edge): Operation => ({
    name: 'fb.list',
    on: `GET page/${edge}`,
    token: 'page',
    scopes: ['pages_read_engagement'],
    parameters: listParameters,
    run: listPosts,
  })),
  {
    name: 'fb.post',
    on: 'GET post',
    token: 'page',
    scopes: ['pages_read_engagement'],
    run: (call) => showNode(postShape, postOf(call), call),
  },
  {
    name: 'fb.edit',
    on: 'POST post',
    token: 'page',
    scopes: ['pages_manage_posts'],
    parameters: ['message'],
    run: editPost,
  },
  {
    name: 'fb.delete',
    on: 'DELETE post',
    token: 'page',
    scopes: ['pages_manage_posts'],
    run: deletePost,
  },
];

const postShape: Shape<Post> = {
  name: 'PagePost',
  defaults: ['created_time', 'message', 'id'],
  fields: {
    id: (post) => post.id,
    message: (post) => post.caption || undefined,
    created_time: (post) => graphTime(post.createdAt),
    updated_time: (post) => graphTime(post.createdAt),
    permalink_url: (post, call) => permalink(call.network, post),
    full_picture: (post, call) => post.pictureIds[0] && pictureUrl(call.network, post.pictureIds[0]),
    from(post, call, field) {
      const { world } = call.network;
      const { id, name } = post.visitorId ? personOf(world, post.visitorId) : accountOfPost(world, post);
      return pick({ name, id }, field, 'Page');
    },
    is_published: (post) => post.published,
    status_type: (post) =>
      post.film
        ? 'added_video'
        : post.mediaType === 'IMAGE'
          ? 'added_photos'
          : post.link
            ? 'shared_story'
            : 'mobile_status_update',
    attachments: (post, call) => ({ data: attachmentsOf(post, call) }),
    application: (post) => (post.appId ? { id: post.appId, name: 'Tanggap' } : undefined),
    comments: (post, call, field) =>
      listField(
        facebookCommentShape,
        commentsAsAsked(
          call.network.world,
          post,
          field.options['filter'] ?? 'toplevel',
          field.options['order'] ?? 'chronological',
        ),
        call,
        field,
        `${post.id}/comments`,
      ),
    likes: reactionsField,
    reactions: reactionsField,
    shares: () => undefined,
  },
};

function attachmentsOf(post: Post, call: Call): unknown[] {
  if (post.film) return [{ type: 'video_inline', url: permalink(call.network, post) }];
  if (post.link) return [{ type: 'share', url: post.link, unshimmed_url: post.link }];
  return post.pictureIds.map((id) => ({
    type: 'photo',
    media: { image: { src: pictureUrl(call.network, id) } },
    description: post.caption,
  }));
}

function reactionsField(post: Post, call: Call, field: { options: Record<string, string> }): unknown {
  const people = post.likes
    .map((id) => personOf(call.network.world, id))
    .map(({ id, name }) => ({ id, name }));
  const data = people.slice(0, Number(field.options['limit'] ?? 25));
  return { data, ...(field.options['summary'] ? { summary: { total_count: people.length } } : {}) };
}

function listPosts(call: Call): unknown {
  // The feed alone mixes the Page's posts with its visitors'.
  const posts = postsOf(
    call.network.world,
    accountOf(call).id,
    ['feed', 'visitor_posts'].includes(call.edge),
  ).filter(
    (post) => post.productType !== 'STORY' && (call.edge !== 'visitor_posts' || post.visitorId !== undefined),
  );
  const visible = posts.slice(faultOf(call, 'hidden_from_list')?.newest ?? 0);
  return listEdge(
    postShape,
    within(visible, call, (post) => post.createdAt),
    call,
  );
}

function editPost(call: Call): unknown {
  const post = postOf(call);
  if (post.appId !== call.token?.appId) raise(refusals.permission('pages_manage_posts'));
  post.caption = requiredText(call, 'message');
  announce.postChanged(call.network, post, 'edited');
  return { success: true };
}

function deletePost(call: Call): unknown {
  const post = postOf(call);
  removePost(call.network.world, post);
  announce.postChanged(call.network, post, 'remove');
  return { success: true };
}
