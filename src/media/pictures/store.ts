/** Pictures a business keeps. The type is told from the bytes, not from the name. */
import { randomUUID } from 'node:crypto';
import type { Backend, Db } from '#platform/backend/index.ts';
import { framingOf } from './frame.ts';
import { keepMedia, storedFile, type QuotaReached } from '../files/stored.ts';
import { framed, kept, readPixels, small } from './pixels.ts';

export interface Picture {
  id: string;
  width: number;
  height: number;
}

export type PictureRefusal = { ok: false; reason: 'not_a_picture' | 'heic' | 'too_large' } | QuotaReached;
export type PictureResult = { ok: true; picture: Picture } | PictureRefusal;

/** What a phone may send before it is made smaller. */
const mostUploadBytes = 25 * 1024 * 1024;

/**
 * Stores a picture: turned upright, recompressed to JPEG of at most 1440 px, position and other EXIF removed;
 * where it is taller or flatter than Instagram takes, whitespace is added rather than anything cut away. The
 * whole picture is kept beside it, so that `framePictures` can frame it otherwise without a new upload.
 */
export async function storePicture(
  backend: Backend,
  db: Db,
  business: string,
  upload: Blob,
): Promise<PictureResult> {
  if (upload.size > mostUploadBytes) return { ok: false, reason: 'too_large' };
  const pixels = await readPixels(new Uint8Array(await upload.arrayBuffer()));
  if (typeof pixels === 'string') return { ok: false, reason: pixels };
  const framing = framingOf(pixels, { shape: 'original', fit: 'pad', focus: 'centre' });
  const jpeg = await framed(pixels, framing);
  const { width, height } = framing.size;
  const more = pixels.width !== width || pixels.height !== height;
  const id = randomUUID();
  const stored = await keepMedia(
    backend,
    db,
    {
      id,
      business_id: business,
      mime: 'image/jpeg',
      width,
      height,
      ...(more && { original_width: pixels.width, original_height: pixels.height }),
    },
    [
      { name: `${id}.jpg`, type: 'image/jpeg', body: jpeg },
      { name: `${id}-small.jpg`, type: 'image/jpeg', body: await small(jpeg) },
      ...(more ? [{ name: `${id}-original.jpg`, type: 'image/jpeg', body: await kept(pixels) }] : []),
    ],
  );
  return stored === null ? { ok: true, picture: { id, width, height } } : stored;
}

/** Stores several, in order and one after the other: all at once would leave no core for the rest. */
export async function storePictures(
  backend: Backend,
  db: Db,
  business: string,
  uploads: Blob[],
): Promise<PictureResult[]> {
  const results: PictureResult[] = [];
  for (const upload of uploads) results.push(await storePicture(backend, db, business, upload));
  return results;
}

/** The bytes of a stored picture, small for our own pages or whole; null when there is none. */
export async function readPicture(
  backend: Backend,
  mediaId: string,
  size: 'small' | 'whole',
): Promise<Blob | null> {
  const smaller = size === 'small' ? await storedFile(backend, `${mediaId}-small.jpg`) : null;
  return smaller ?? (await storedFile(backend, `${mediaId}.jpg`));
}
