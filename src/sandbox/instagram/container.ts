import { faultOf, flag, raise, requiredText, text, texts, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { type Shape, showNode } from '../graph/fields.ts';
import { accountOf } from '../graph/nodes.ts';
import type { Operation } from '../graph/operation.ts';
import { nextId } from '../world/ids.ts';
import { fetchVideo, type VideoRule } from '../files/media.ts';
import type { Network } from '../engine/network.ts';
import type { Container, Film } from '../world/published.ts';
import { checkCaption } from './caption.ts';
import { igRefusals } from './errors.ts';
import { fetchInstagramImage } from './picture.ts';

const CONTAINER_LIFE_MS = 24 * 3_600_000;
const FOREVER = Number.MAX_SAFE_INTEGER;

export const containerOperations: Operation[] = [
  {
    name: 'ig.container',
    on: 'POST instagram/media',
    scopes: ['instagram_content_publish'],
    parameters: [
      ...['image_url', 'video_url', 'media_type', 'caption', 'alt_text', 'children', 'is_carousel_item'],
      ...['cover_url', 'thumb_offset', 'share_to_feed', 'is_ai_generated'],
    ],
    run: createContainer,
  },
  {
    name: 'ig.status',
    on: 'GET container',
    scopes: ['instagram_content_publish'],
    run: readStatus,
  },
];

/** Where a container stands now. A poll brings it closer to FINISHED only when `polling`. */
export function statusOf(network: Network, container: Container, polling: boolean): string {
  if (container.state === 'published') return 'PUBLISHED';
  if (container.state === 'error') return 'ERROR';
  if (container.state === 'expired' || container.createdAt + CONTAINER_LIFE_MS <= network.now())
    return 'EXPIRED';
  const waiting = container.pollsLeft > 0 || container.readyAt > network.now();
  if (polling && container.pollsLeft > 0 && container.pollsLeft !== FOREVER) container.pollsLeft -= 1;
  return waiting ? 'IN_PROGRESS' : 'FINISHED';
}

/** Faults that strike a container when it is made, polled or published. */
export function applyContainerFaults(call: Call, container: Container): void {
  const stuck = faultOf(call, 'container_stuck');
  if (stuck) container.pollsLeft = stuck.polls ?? FOREVER;
  if (faultOf(call, 'container_error')) container.state = 'error';
  if (faultOf(call, 'container_expired')) container.state = 'expired';
}

async function createContainer(call: Call): Promise<unknown> {
  const mediaType = text(call, 'media_type');
  checkCaption(text(call, 'caption'));
  if (text(call, 'alt_text').length > 1000) raise(refusals.badParameter('Param alt_text is too long'));
  if (mediaType === 'CAROUSEL')
    return keep(call, { mediaType: 'CAROUSEL_ALBUM', children: childrenOf(call) });
  const isStory = mediaType === 'STORIES';
  if (mediaType === 'REELS' || mediaType === 'VIDEO' || (isStory && text(call, 'video_url'))) {
    const film = await fetchFilm(call, isStory ? storyRule : reelRule);
    const productType = mediaType === 'REELS' ? 'REELS' : isStory ? 'STORY' : 'FEED';
    return keep(call, { mediaType: 'VIDEO', productType, film, pollsLeft: call.network.settings.videoPolls });
  }
  if (mediaType !== '' && mediaType !== 'IMAGE' && mediaType !== 'STORIES')
    raise(igRefusals.unknownMediaType(mediaType));
  const picture = await fetchInstagramImage(call, requiredText(call, 'image_url'), isStory);
  return keep(call, {
    productType: isStory ? 'STORY' : 'FEED',
    pictureIds: [call.network.pictures.keep(picture)],
  });
}

const MB = 1024 * 1024;
const reelRule: VideoRule = { shortest: 3, longest: 900, bytes: 300 * MB, widest: 1920 };
const storyRule: VideoRule = { shortest: 3, longest: 60, bytes: 100 * MB, widest: 1920 };

async function fetchFilm(call: Call, rule: VideoRule): Promise<Film> {
  const fetched =
    (await fetchVideo(call, requiredText(call, 'video_url'), rule)) ?? raise(igRefusals.notFetchable());
  if ('problem' in fetched) return raise(igRefusals.badVideo(fetched.problem));
  const offset = text(call, 'thumb_offset');
  const coverMs = offset === '' ? null : Number(offset);
  if (coverMs !== null && !(coverMs >= 0 && coverMs <= fetched.film.seconds * 1000)) {
    raise(igRefusals.badThumbOffset());
  }
  return { ...fetched.film, coverMs };
}

function childrenOf(call: Call): string[] {
  const ids = texts(call, 'children');
  if (ids.length < 2 || ids.length > 10) raise(igRefusals.carouselSize());
  for (const id of ids) {
    const child = call.network.world.containers[id];
    if (!child?.carouselItem || child.accountId !== accountOf(call).id) raise(igRefusals.containerGone());
  }
  return ids;
}

function keep(call: Call, given: Partial<Container>): { id: string } {
  const { network } = call;
  const { containers } = network.world;
  const fromChildren = (given.children ?? []).flatMap((id) => containers[id]?.pictureIds ?? []);
  const container: Container = {
    id: nextId(network.world, '179'),
    accountId: accountOf(call).id,
    mediaType: 'IMAGE',
    productType: 'FEED',
    caption: text(call, 'caption'),
    altText: text(call, 'alt_text'),
    pictureIds: fromChildren,
    film: null,
    children: [],
    carouselItem: flag(call, 'is_carousel_item') ?? false,
    createdAt: network.now(),
    readyAt: network.now() + network.settings.containerMs,
    state: 'working',
    mediaId: null,
    ...given,
    pollsLeft: Math.max(given.pollsLeft ?? 0, network.settings.containerPolls),
  };
  applyContainerFaults(call, container);
  containers[container.id] = container;
  return { id: container.id };
}

const containerShape: Shape<{ container: Container; status: string }> = {
  name: 'IGMediaBuilder',
  defaults: ['id'],
  fields: {
    id: ({ container }) => container.id,
    status_code: ({ status }) => status,
    status: ({ status }) =>
      status === 'ERROR' ? 'Error: Media upload has failed with error code 2207053' : statusText[status],
  },
};

const statusText: Record<string, string> = {
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  EXPIRED: 'Expired: The container was not published within 24 hours.',
  PUBLISHED: 'Published: Media has been published.',
};

function readStatus(call: Call): unknown {
  if (call.node.kind !== 'container') return raise(refusals.missing(call.path));
  applyContainerFaults(call, call.node.container);
  const status = statusOf(call.network, call.node.container, true);
  return showNode(containerShape, { container: call.node.container, status }, call);
}
