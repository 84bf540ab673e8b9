import type { Backend } from '../backend/index.ts';

/** Where our pages find a stored picture, small enough for a phone on a slow network. */
export function picturePath(mediaId: string): string {
  return `/media/${mediaId}-small.jpg`;
}

/** How the name of a stored file ends, by its type. */
const endings = { 'image/jpeg': 'jpg', 'video/mp4': 'mp4', 'video/quicktime': 'mov' } as const;
export type MediaMime = keyof typeof endings;

/** Where a network fetches a stored picture or video whole: no sign-in, but nobody can guess the id. */
export function mediaAddress({ env }: Backend, mediaId: string, mime: MediaMime): string {
  return `${env.PUBLIC_URL}/media/${mediaId}.${endings[mime]}`;
}

/** The same of a picture. */
export function pictureAddress(backend: Backend, mediaId: string): string {
  return mediaAddress(backend, mediaId, 'image/jpeg');
}
