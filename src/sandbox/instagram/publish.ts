import { faultOf, raise, requiredText, text, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { type Shape, show, parseFields } from '../graph/fields.ts';
import { accountOf } from '../graph/nodes.ts';
import type { Operation } from '../graph/operation.ts';
import type { Network } from '../engine/network.ts';
import { addPost } from '../world/posts.ts';
import type { Container } from '../world/published.ts';
import { applyContainerFaults, statusOf } from './container.ts';
import { igRefusals } from './errors.ts';

const DAY_MS = 86_400_000;

export const publishOperations: Operation[] = [
  {
    name: 'ig.publish',
    on: 'POST instagram/media_publish',
    scopes: ['instagram_content_publish'],
    parameters: ['creation_id'],
    run: publish,
  },
  {
    name: 'ig.quota',
    on: 'GET instagram/content_publishing_limit',
    scopes: ['instagram_content_publish'],
    parameters: ['since'],
    run: (call) => ({
      data: [show(quotaShape, accountOf(call).id, call, parseFields(text(call, 'fields')))],
    }),
  },
];

function publish(call: Call): unknown {
  const { network } = call;
  const account = accountOf(call);
  const container = network.world.containers[requiredText(call, 'creation_id')];
  if (!container || container.accountId !== account.id) return raise(igRefusals.containerGone());
  applyContainerFaults(call, container);
  checkPublishable(network, container);
  if (faultOf(call, 'quota_reached') || used(network, account.id) >= network.settings.quotaTotal) {
    raise(igRefusals.quotaReached());
  }
  container.state = 'published';
  const post = addPost(network, account, {
    mediaType: container.mediaType,
    productType: container.productType,
    // A story has no caption, whatever was sent.
    caption: container.productType === 'STORY' ? '' : container.caption,
    altText: container.altText,
    pictureIds: container.pictureIds,
    film: container.film,
    appId: call.token?.appId ?? null,
    containerId: container.id,
  });
  container.mediaId = post.id;
  return { id: post.id };
}

function checkPublishable(network: Network, container: Container): void {
  if (container.carouselItem) raise(refusals.badParameter('A carousel item cannot be published alone'));
  const status = statusOf(network, container, false);
  if (status === 'PUBLISHED') raise(igRefusals.alreadyPublished());
  if (status === 'EXPIRED') raise(igRefusals.containerGone());
  if (status !== 'FINISHED') raise(igRefusals.notReady());
}

// What a person posts by hand does not count, only what came through the API in the last 24 hours.
function used(network: Network, accountId: string): number {
  return Object.values(network.world.posts).filter(
    (post) => post.accountId === accountId && post.appId && post.createdAt > network.now() - DAY_MS,
  ).length;
}

const quotaShape: Shape<string> = {
  name: 'ContentPublishingLimit',
  defaults: ['quota_usage'],
  fields: {
    quota_usage: (accountId, call) => used(call.network, accountId),
    config: (_, call) => ({ quota_total: call.network.settings.quotaTotal, quota_duration: 86_400 }),
  },
};
