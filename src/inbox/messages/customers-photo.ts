/** A photo that a customer sends from a page of ours: made smaller, upright, and without what the camera wrote beside it. */
import { randomUUID } from 'node:crypto';
import type { Backend } from '#platform/backend/index.ts';
import { image, readPixels, small } from '#platform/media/pixels.ts';
import { attachmentNames, bucketName } from './attachments.ts';
import type { PictureProblem } from './sent-picture.ts';

/** A stored photo, as its row is made. */
export interface CustomersPhoto {
  id: string;
  bytes: number;
  width: number;
  height: number;
  has_preview: boolean;
}

const mostBytes = 25 * 1024 * 1024;
/** Enough to see what is wrong with a dish. */
const mostSide = 1600;

/** Stores a photo whole and small; its bytes decide what it is, whatever it was called. */
export async function storeCustomersPhoto(
  backend: Backend,
  bytes: Uint8Array,
): Promise<CustomersPhoto | PictureProblem> {
  if (bytes.length > mostBytes) return 'too_large';
  const pixels = await readPixels(bytes);
  if (typeof pixels === 'string') return pixels;
  const { data, info } = await image(pixels)
    .resize({ width: mostSide, height: mostSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  const jpeg = new Uint8Array(data);
  const id = randomUUID();
  const bucket = backend.asService('store a photo of a customer').storage.from(bucketName);
  const [whole, preview] = attachmentNames(id);
  for (const [name, body] of [
    [whole, jpeg],
    [preview, await small(jpeg)],
  ] as const) {
    const { error } = await bucket.upload(name, body, { contentType: 'image/jpeg' });
    if (error) throw error;
  }
  return { id, bytes: jpeg.length, width: info.width, height: info.height, has_preview: true };
}

/** Removes the files of a photo that found no place. */
export async function dropCustomersPhoto(backend: Backend, { id }: CustomersPhoto): Promise<void> {
  await backend
    .asService('remove a photo of no message')
    .storage.from(bucketName)
    .remove(attachmentNames(id));
}
