/** A picture in an answer. Its bytes decide what it is; networks fetch it from an address nobody can guess. */
import { randomUUID } from 'node:crypto';
import type { Backend } from '#platform/backend/index.ts';
import { image, readPixels, small, type Pixels } from '#platform/media/pixels.ts';
import type { UploadLimits } from '#platform/http/body/upload.ts';

export interface ReplyPicture {
  id: string;
  bytes: number;
  width: number;
  height: number;
}

export type PictureProblem = 'not_a_picture' | 'heic' | 'too_large';

const mostUploadBytes = 25 * 1024 * 1024;
/** For `withForm`. */
export const replyUploadLimits: UploadLimits = { fileBytes: mostUploadBytes, files: 1 };

/** Wide enough for any phone's screen; far below the 8 MB that networks take. */
const mostSide = 1600;
const bucketName = 'media';

/** Stores a picture as JPEG, upright and without its position, whole and small. */
export async function storeReplyPicture(
  backend: Backend,
  upload: Blob,
): Promise<ReplyPicture | PictureProblem> {
  if (upload.size > mostUploadBytes) return 'too_large';
  const pixels = await readPixels(new Uint8Array(await upload.arrayBuffer()));
  if (typeof pixels === 'string') return pixels;
  const { jpeg, width, height } = await shrunk(pixels);
  const id = randomUUID();
  const bucket = backend.asService('store a picture in an answer').storage.from(bucketName);
  const options = { contentType: 'image/jpeg', cacheControl: '31536000' };
  for (const [name, body] of [
    [`${id}.jpg`, jpeg],
    [`${id}-small.jpg`, await small(jpeg)],
  ] as const) {
    const { error } = await bucket.upload(name, body, options);
    if (error) throw error;
  }
  return { id, bytes: jpeg.length, width, height };
}

/** Removes the files of a picture whose answer was not queued. */
export async function dropReplyPicture(backend: Backend, { id }: ReplyPicture): Promise<void> {
  const bucket = backend.asService('remove a picture of no answer').storage.from(bucketName);
  await bucket.remove([`${id}.jpg`, `${id}-small.jpg`]);
}

async function shrunk(pixels: Pixels): Promise<{ jpeg: Uint8Array; width: number; height: number }> {
  const { data, info } = await image(pixels)
    .resize({ width: mostSide, height: mostSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: new Uint8Array(data), width: info.width, height: info.height };
}
