import { findVideoFile, readPicture } from '#media/index.ts';
import type { Network } from '#channels/schema.ts';
import type { Backend } from '#platform/backend/index.ts';
import type { KnownProblem } from './problems.ts';
import type { Work } from '../publish/work.ts';

/** Both networks take a JPEG of this size (Meta, content publishing and photos). */
const mostPictureBytes = 8 * 1024 * 1024;

/** Whether a post's files are in our storage, and where the network can fetch them. */
export async function mediaProblems(
  backend: Backend,
  { pictures, video }: Pick<Work, 'pictures' | 'video'>,
  network: Network,
): Promise<KnownProblem[]> {
  if (pictures.length === 0 && !video) return [];
  const found: KnownProblem[] = [];
  if (network === 'meta' && !isPublic(backend.env.PUBLIC_URL)) found.push({ code: 'media_unreachable' });
  const sizes = await Promise.all([
    ...pictures.map(({ media_id }) => pictureBytes(backend, media_id)),
    ...(video ? [videoBytes(backend, video)] : []),
  ]);
  if (sizes.some((bytes) => bytes === 0)) found.push({ code: 'media_missing' });
  if (sizes.slice(0, pictures.length).some((bytes) => bytes > mostPictureBytes)) {
    found.push({ code: 'media_too_large' });
  }
  return found;
}

/** An address that the network's own servers could open: encrypted, and not of this machine or a home network. */
export function isPublic(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  const isLocal =
    /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[)/.test(hostname) ||
    hostname.endsWith('.local') ||
    !hostname.includes('.');
  return protocol === 'https:' && !isLocal;
}

async function pictureBytes(backend: Backend, id: string): Promise<number> {
  return (await readPicture(backend, id, 'whole'))?.size ?? 0;
}

/** The stored size, when the file can be read from. */
async function videoBytes(
  backend: Backend,
  { media_id, mime }: Pick<NonNullable<Work['video']>, 'media_id' | 'mime'>,
): Promise<number> {
  const file = await findVideoFile(backend, media_id, mime);
  const reader = (await file?.open())?.getReader();
  if (!file || !reader) return 0;
  const first = await reader.read();
  await reader.cancel();
  return first.value ? file.size : 0;
}
