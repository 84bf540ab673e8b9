import type { Backend } from './backend/index.ts';

/** Where our pages find a stored picture. */
export function picturePath(mediaId: string): string {
  return `/media/${mediaId}.jpg`;
}

/** The same for a network that fetches it: no sign-in, but nobody can guess the id. */
export function pictureAddress({ env }: Backend, mediaId: string): string {
  return `${env.PUBLIC_URL}${picturePath(mediaId)}`;
}
