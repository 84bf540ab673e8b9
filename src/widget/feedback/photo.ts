/** A photo that comes with what a customer wrote. */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { addressOf } from '#platform/http/address.ts';
import { isToken, linkDigest } from '#platform/http/private-link.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { dropCustomersPhoto, storeCustomersPhoto, type PictureProblem } from '#inbox/index.ts';
import type { Visit } from './take.ts';

/** Adds a photo to what the holder of a link said; once. Null when the link is none, or leads elsewhere. */
export async function addPhoto(
  backend: Backend,
  visit: Visit,
  token: string,
  message: string,
  bytes: Uint8Array,
): Promise<'done' | 'too_many' | PictureProblem | null> {
  if (!isToken(token)) return null;
  if (!(await mayWrite(backend, visit, token))) return 'too_many';
  const stored = await storeCustomersPhoto(backend, bytes);
  if (typeof stored === 'string') return stored;
  const placed = await placePhoto(backend, token, message, stored);
  if (placed !== 'done') await dropCustomersPhoto(backend, stored);
  return placed && 'done';
}

/** Puts a stored photo with what was said; once. */
export async function placePhoto(
  backend: Backend,
  token: string,
  message: string,
  stored: Exclude<Awaited<ReturnType<typeof storeCustomersPhoto>>, string>,
): Promise<'done' | 'had' | null> {
  const { data } = await backend
    .asService('keep a photo of a customer')
    .rpc('add_customers_photo', { token, message, photo: { ...stored } })
    .throwOnError();
  return z.enum(['done', 'had']).nullable().parse(data);
}

/** Whether this address and this link may write now. */
export async function mayWrite(backend: Backend, visit: Visit, token: string): Promise<boolean> {
  const link = linkDigest(token);
  return (
    (await allowed(backend, `percakapan-pribadi-tulis:${addressOf(visit, backend.env)}`, 20, 600)) &&
    (await allowed(backend, `percakapan-pribadi-tautan:${link}`, 20, 600))
  );
}
