import { nextId } from './ids.ts';
import type { Network } from '../engine/network.ts';
import * as announce from '../webhooks/announce.ts';
import type { World } from './shape.ts';
import type { Post } from './published.ts';
import type { Account } from './accounts.ts';

/** Puts a post on an account, whether an app or a person made it. */
export function addPost(
  network: Network,
  account: Account,
  given: Partial<Omit<Post, 'id'>> & Pick<Post, 'mediaType'>,
): Post {
  const isPage = account.platform === 'facebook';
  const post: Post = {
    accountId: account.id,
    platform: account.platform,
    productType: 'FEED',
    caption: '',
    altText: '',
    link: null,
    pictureIds: [],
    film: null,
    createdAt: network.now(),
    published: true,
    commentsEnabled: true,
    appId: null,
    containerId: null,
    likes: [],
    ...given,
    id: isPage ? `${account.id}_${nextId(network.world, '12', 15)}` : nextId(network.world, '180'),
  };
  network.world.posts[post.id] = post;
  if (post.published) announce.postChanged(network, post, 'add');
  return post;
}

/** Removes a post with everything said under it. */
export function removePost(world: World, post: Post): void {
  delete world.posts[post.id];
  for (const comment of Object.values(world.comments)) {
    if (comment.postId === post.id) delete world.comments[comment.id];
  }
}
