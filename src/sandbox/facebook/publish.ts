import { flag, raise, requiredText, structure, text, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { type Shape, showNode } from '../graph/fields.ts';
import { accountOf } from '../graph/nodes.ts';
import type { Operation } from '../graph/operation.ts';
import { nextId } from '../world/ids.ts';
import { fetchPageImage } from '../files/media.ts';
import { pictureUrl, postsOf } from '../engine/network.ts';
import { addPost } from '../world/posts.ts';
import type { Photo, Post } from '../world/published.ts';

const scopes = ['pages_manage_posts'];

export const pagePublishOperations: Operation[] = [
  {
    name: 'fb.feed',
    on: 'POST page/feed',
    token: 'page',
    scopes,
    parameters: ['message', 'link', 'published', 'attached_media'],
    run: postToFeed,
  },
  {
    name: 'fb.photo',
    on: 'POST page/photos',
    token: 'page',
    scopes,
    parameters: ['url', 'message', 'caption', 'published', 'alt_text_custom', 'temporary'],
    run: postPhoto,
  },
  {
    name: 'fb.photo.read',
    on: 'GET photo',
    token: 'page',
    scopes: ['pages_read_engagement'],
    run: (call) =>
      call.node.kind === 'photo'
        ? showNode(photoShape, call.node.photo, call)
        : raise(refusals.missing(call.path)),
  },
];

const photoShape: Shape<Photo> = {
  name: 'Photo',
  defaults: ['id'],
  fields: {
    id: (photo) => photo.id,
    name: (photo) => photo.caption || undefined,
    alt_text_custom: (photo) => photo.altText || undefined,
    page_story_id: (photo) => photo.postId,
    images: (photo, call) => [{ source: pictureUrl(call.network, photo.pictureId) }],
  },
};

function postToFeed(call: Call): unknown {
  const message = text(call, 'message');
  const link = text(call, 'link') || null;
  const photos = attachedPhotos(call);
  if (!message && !link && photos.length === 0) raise(refusals.required('message'));
  if (link && !/^https?:\/\/[^\s]+\.[^\s]+/.test(link)) raise(refusals.linkUnreadable());
  const published = flag(call, 'published') ?? true;
  const draft = { caption: message, link, pictureIds: photos.map((photo) => photo.pictureId), published };
  if (published && repeatsLast(call, draft)) raise(refusals.duplicatePost());
  const post = addPost(call.network, accountOf(call), {
    appId: call.token?.appId ?? null,
    ...draft,
    mediaType: photos.length ? 'IMAGE' : link ? 'LINK' : 'STATUS',
  });
  for (const photo of photos) photo.postId = post.id;
  return { id: post.id };
}

function attachedPhotos(call: Call): Photo[] {
  const attached = structure(call, 'attached_media') ?? [];
  if (!Array.isArray(attached)) return raise(refusals.badParameter('Param attached_media must be an array'));
  return attached.map((item: unknown) => {
    const entry = (typeof item === 'string' ? JSON.parse(item) : item) as { media_fbid?: unknown };
    const photo = call.network.world.photos[String(entry.media_fbid ?? '')];
    if (photo?.accountId !== accountOf(call).id) return raise(refusals.badParameter('Invalid media_fbid'));
    return photo;
  });
}

function repeatsLast(call: Call, draft: Pick<Post, 'caption' | 'link' | 'pictureIds'>): boolean {
  const last = postsOf(call.network.world, accountOf(call).id).find(
    ({ productType }) => productType !== 'STORY',
  );
  return (
    last !== undefined &&
    last.caption === draft.caption &&
    last.link === draft.link &&
    last.pictureIds.join() === draft.pictureIds.join()
  );
}

async function postPhoto(call: Call): Promise<unknown> {
  const { network } = call;
  const picture = await fetchPageImage(call, requiredText(call, 'url'));
  const photo: Photo = {
    id: nextId(network.world, '12', 15),
    accountId: accountOf(call).id,
    pictureId: network.pictures.keep(picture),
    caption: text(call, 'message') || text(call, 'caption'),
    altText: text(call, 'alt_text_custom'),
    postId: null,
  };
  network.world.photos[photo.id] = photo;
  if (flag(call, 'published') === false) return { id: photo.id };
  const post = addPost(call.network, accountOf(call), {
    appId: call.token?.appId ?? null,
    mediaType: 'IMAGE',
    caption: photo.caption,
    altText: photo.altText,
    pictureIds: [photo.pictureId],
  });
  photo.postId = post.id;
  return { id: photo.id, post_id: post.id };
}
