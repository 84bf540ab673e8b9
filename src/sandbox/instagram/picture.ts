import { fetchBytes } from '../files/media.ts';
import { jpegSize, sniff } from '../files/jpeg.ts';
import type { Picture } from '../files/pictures.ts';
import { raise, type Call } from '../graph/call.ts';
import { igRefusals } from './errors.ts';

const MOST_IMAGE_BYTES = 8 * 1024 * 1024;
// Meta allows 4:5 to 1.91:1; the hair's breadth is for whole pixels.
const NARROWEST = 0.799;
const WIDEST = 1.915;

/** Fetches a picture for Instagram, which takes JPEG only, up to 8 MiB, between 4:5 and 1.91:1. */
export async function fetchInstagramImage(call: Call, url: string, anyRatio: boolean): Promise<Picture> {
  const bytes = (await fetchBytes(call, url)) ?? raise(igRefusals.notFetchable());
  const kind = sniff(bytes);
  if (kind === 'unknown') raise(igRefusals.notFetchable());
  if (kind !== 'jpeg') raise(igRefusals.notJpeg());
  if (bytes.length > MOST_IMAGE_BYTES) raise(igRefusals.tooLarge());
  const size = jpegSize(bytes) ?? raise(igRefusals.notJpeg());
  const ratio = size.width / size.height;
  if (!anyRatio && (ratio < NARROWEST || ratio > WIDEST)) raise(igRefusals.badRatio());
  return { mime: 'image/jpeg', bytes };
}
