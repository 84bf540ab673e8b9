/** Pictures: whatever a phone sends becomes a JPEG that every network takes, without its position. */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { Backend, Db } from '../platform/backend/index.ts';

export interface Picture {
  id: string;
  width: number;
  height: number;
}

export type PictureResult =
  { ok: true; picture: Picture } | { ok: false; reason: 'not_a_picture' | 'too_large' };

/** What a phone may send before it is made smaller. */
export const mostUploadBytes = 25 * 1024 * 1024;

// Instagram: 320 to 1440 px wide, 4:5 to 1.91:1 (Meta, content publishing, image specifications).
const widest = 1440;
const narrowest = 320;
const tallestRatio = 4 / 5;
const flattestRatio = 1.91;

const cameraFormats = ['jpeg', 'png', 'webp', 'heif'];

/** What our own pages show: sharp enough on a phone, some 25 kB. */
const smallWidth = 480;

/**
 * Stores a picture: turned upright, recompressed to JPEG of at most 1440 px, position and other EXIF removed;
 * where it is taller or flatter than Instagram takes, whitespace is added rather than anything cut away.
 * The type is told from the bytes, not from the name.
 */
export async function storePicture(
  backend: Backend,
  db: Db,
  business: string,
  upload: Blob,
): Promise<PictureResult> {
  if (upload.size > mostUploadBytes) return { ok: false, reason: 'too_large' };
  const made = await asJpeg(new Uint8Array(await upload.arrayBuffer()));
  if (!made) return { ok: false, reason: 'not_a_picture' };
  const id = randomUUID();
  // The row decides whether the person may; the file follows under a name nobody can guess.
  await db
    .from('media')
    .insert({
      id,
      business_id: business,
      mime: 'image/jpeg',
      bytes: made.data.length,
      width: made.width,
      height: made.height,
    })
    .throwOnError();
  const bucket = backend.asService('store a picture').storage.from('media');
  const options = { contentType: 'image/jpeg', cacheControl: '31536000' };
  const small = await sharp(made.data)
    .resize({ width: smallWidth })
    .jpeg({ quality: 70, mozjpeg: true })
    .toBuffer();
  for (const [name, bytes] of [
    [`${id}.jpg`, made.data],
    [`${id}-small.jpg`, new Uint8Array(small)],
  ] as const) {
    const { error } = await bucket.upload(name, bytes, options);
    if (error) throw error;
  }
  return { ok: true, picture: { id, width: made.width, height: made.height } };
}

/** The bytes of a stored picture, small for our own pages or whole; null when there is none. */
export async function readPicture(
  backend: Backend,
  mediaId: string,
  size: 'small' | 'whole',
): Promise<Blob | null> {
  const bucket = backend.asService('serve a picture').storage.from('media');
  const small = size === 'small' ? (await bucket.download(`${mediaId}-small.jpg`)).data : null;
  return small ?? (await bucket.download(`${mediaId}.jpg`)).data;
}

async function asJpeg(
  bytes: Uint8Array,
): Promise<{ data: Uint8Array; width: number; height: number } | null> {
  try {
    const given = sharp(bytes, { limitInputPixels: 100_000_000, failOn: 'error' });
    const { format, autoOrient } = await given.metadata();
    // An SVG is a program of a stranger's, and a GIF or PDF is not what a phone's camera makes.
    if (!cameraFormats.includes(format)) return null;
    const upright = given.rotate();
    const { width, height } = autoOrient;
    const ratio = Math.min(flattestRatio, Math.max(tallestRatio, width / height));
    const fitted = Math.min(widest, Math.max(narrowest, width));
    // Rounded towards the middle, so that a pixel never carries it over a limit.
    const high = ratio < 1 ? Math.floor(fitted / ratio) : Math.ceil(fitted / ratio);
    const fit = ratio === width / height ? 'fill' : 'contain';
    const sized = upright.resize({ width: fitted, height: high, fit, background: '#ffffff' });
    const { data, info } = await sized
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    return { data: new Uint8Array(data), width: info.width, height: info.height };
  } catch {
    return null;
  }
}
