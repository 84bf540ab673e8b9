/** Turns what happened into the webhook entries Meta would send, for every app that listens. */
import { commenterId, permalink, personOf, pictureUrl, type Network } from '../engine/network.ts';
import { graphTime, seconds } from '../world/time.ts';
import type { Comment, Post } from '../world/published.ts';
import type { Account } from '../world/accounts.ts';

type Verb = 'add' | 'edited' | 'remove' | 'hide' | 'unhide';

export function commentChanged(network: Network, comment: Comment, verb: Verb, at: number): void {
  const post = network.world.posts[comment.postId];
  if (!post) return;
  // Instagram tells of new comments only.
  if (comment.platform === 'instagram' && verb === 'add') instagramComment(network, comment, post, at);
  if (comment.platform === 'facebook')
    pageFeed(network, comment.accountId, at, commentValue(network, comment, post, verb));
}

export function postChanged(network: Network, post: Post, verb: Verb): void {
  // Stories are not in the feed.
  if (post.platform !== 'facebook' || post.productType === 'STORY') return;
  const isPhoto = post.mediaType === 'IMAGE';
  pageFeed(network, post.accountId, verb === 'add' ? post.createdAt : network.now(), {
    from: author(network, post.visitorId ?? post.accountId),
    ...(verb === 'remove' ? {} : { message: post.caption }),
    ...(isPhoto ? { link: permalink(network, post), photo_id: post.pictureIds[0] } : {}),
    ...(post.link ? { link: post.link } : {}),
    post_id: post.id,
    created_time: seconds(post.createdAt),
    ...(post.visitorId && isPhoto ? { link: pictureUrl(network, post.pictureIds[0] ?? '') } : {}),
    // What a visitor writes is a `post`; what the Page writes is a `status`.
    item: isPhoto ? 'photo' : post.film ? 'video' : post.link ? 'share' : post.visitorId ? 'post' : 'status',
    ...(verb === 'add' ? { published: 1 } : {}),
    verb,
  });
}

/** A reaction. Instagram has no such webhook. */
export function liked(
  network: Network,
  subject: Post | Comment,
  likerId: string,
  verb: 'add' | 'remove',
): void {
  if (subject.platform !== 'facebook') return;
  const isComment = 'postId' in subject;
  const postId = isComment ? subject.postId : subject.id;
  pageFeed(network, subject.accountId, network.now(), {
    from: author(network, likerId),
    post_id: postId,
    ...(isComment ? { comment_id: subject.id } : {}),
    parent_id: postId,
    reaction_type: 'like',
    created_time: seconds(network.now()),
    item: 'reaction',
    verb,
  });
}

function instagramComment(network: Network, comment: Comment, post: Post, at: number): void {
  const { id, username } = personOf(network.world, comment.authorId);
  const shape = network.settings.instagramShape;
  const value = {
    from: { id, username },
    media: { id: post.id, media_product_type: post.productType },
    ...(shape === 'comment_id' ? { comment_id: comment.id } : { id: comment.id }),
    ...(comment.parentId ? { parent_id: comment.parentId } : {}),
    text: comment.text,
  };
  const envelope = { id: comment.accountId, time: seconds(at) };
  const entry =
    shape === 'flat'
      ? { ...envelope, field: 'comments', value }
      : { ...envelope, changes: [{ value, field: 'comments' }] };
  const account = network.world.accounts[comment.accountId];
  if (account) send(network, account, 'instagram', 'comments', entry);
}

function commentValue(network: Network, comment: Comment, post: Post, verb: Verb): Record<string, unknown> {
  return {
    from: author(network, comment.authorId),
    post: {
      status_type: post.mediaType === 'IMAGE' ? 'added_photos' : 'mobile_status_update',
      is_published: post.published,
      updated_time: graphTime(post.createdAt),
      permalink_url: permalink(network, post),
      promotion_status: 'inactive',
      id: post.id,
    },
    // A removal does not repeat what was said.
    ...(verb === 'remove' ? {} : { message: comment.text }),
    ...(comment.pictureId && verb !== 'remove' ? { photo: pictureUrl(network, comment.pictureId) } : {}),
    post_id: post.id,
    comment_id: comment.id,
    created_time: seconds(comment.createdAt),
    item: 'comment',
    parent_id: comment.parentId ?? post.id,
    verb,
  };
}

const author = (network: Network, id: string): { id: string; name: string } => {
  const { name } = personOf(network.world, id);
  return { id: commenterId(network, id), name };
};

function pageFeed(network: Network, pageId: string, at: number, value: Record<string, unknown>): void {
  const page = network.world.accounts[pageId];
  const entry = { id: pageId, time: seconds(at), changes: [{ value, field: 'feed' }] };
  if (page) send(network, page, 'page', 'feed', entry);
}

/** Puts an entry on its way to every app that listens to the field. */
export function send(
  network: Network,
  account: Account,
  object: 'page' | 'instagram',
  field: string,
  entry: Record<string, unknown>,
): void {
  const page = network.world.accounts[account.pageId];
  for (const [appId, fields] of Object.entries(page?.subscribed ?? {})) {
    const app = network.world.apps[appId];
    if (!app?.subscriptions[object]?.includes(field) || !network.world.grants[appId]) continue;
    // Instagram's fields are chosen for the app; the linked Page need only be subscribed to something.
    if (object === 'page' && !fields.includes(field)) continue;
    network.webhooks.add({ appId, object, entry });
  }
}
