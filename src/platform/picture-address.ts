import type { Backend } from './backend/index.ts';

/** Where our pages find a stored picture, small enough for a phone on a slow network. */
export function picturePath(mediaId: string): string {
  return `/media/${mediaId}-small.jpg`;
}

/** Where a network fetches it whole: no sign-in, but nobody can guess the id. */
export function pictureAddress({ env }: Backend, mediaId: string): string {
  return `${env.PUBLIC_URL}/media/${mediaId}.jpg`;
}
