import { faultOf, type Call, raise } from './graph/call.ts';
import { refusals } from './graph/errors.ts';
import { jpegSize, sniff } from './jpeg.ts';
import type { Picture } from './pictures.ts';

const PATIENCE_MS = 10_000;
const MOST_BYTES = 60 * 1024 * 1024;
const MOST_IMAGE_BYTES = 8 * 1024 * 1024;
// Meta allows 4:5 to 1.91:1; the hair's breadth is for whole pixels.
const NARROWEST = 0.799;
const WIDEST = 1.915;

/** Fetches a picture for Instagram, which takes JPEG only, up to 8 MiB, between 4:5 and 1.91:1. */
export async function fetchInstagramImage(call: Call, url: string, anyRatio: boolean): Promise<Picture> {
  const bytes = (await fetchBytes(call, url)) ?? raise(refusals.notFetchable());
  const kind = sniff(bytes);
  if (kind === 'unknown') raise(refusals.notFetchable());
  if (kind !== 'jpeg') raise(refusals.notJpeg());
  if (bytes.length > MOST_IMAGE_BYTES) raise(refusals.tooLarge());
  const size = jpegSize(bytes) ?? raise(refusals.notJpeg());
  const ratio = size.width / size.height;
  if (!anyRatio && (ratio < NARROWEST || ratio > WIDEST)) raise(refusals.badRatio());
  return { mime: 'image/jpeg', bytes };
}

/** Fetches a video far enough to know that it is one; the sandbox keeps no video. */
export async function checkVideo(call: Call, url: string): Promise<void> {
  const bytes = (await fetchBytes(call, url)) ?? raise(refusals.notFetchable());
  if (sniff(bytes) !== 'mp4') raise(refusals.badVideo());
}

/** Fetches a picture for a Page, which takes PNG as well. */
export async function fetchPageImage(call: Call, url: string): Promise<Picture> {
  const bytes = (await fetchBytes(call, url)) ?? raise(refusals.photoUnreadable());
  const kind = sniff(bytes);
  if (kind !== 'jpeg' && kind !== 'png') raise(refusals.photoUnreadable());
  return { mime: `image/${kind}`, bytes };
}

async function fetchBytes(call: Call, url: string): Promise<Uint8Array | null> {
  if (faultOf(call, 'media_unreachable')) return null;
  // Meta takes ASCII addresses only.
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url)) return null;
  try {
    const response = await fetch(url, {
      headers: { 'user-agent': 'facebookexternalhit/1.1 (Tanggap sandbox)' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return null;
    if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) return null;
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    return null;
  }
}
