import { faultOf, type Call, raise } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { sniff } from './jpeg.ts';
import { videoHeader, type VideoHeader } from './mp4.ts';
import type { Picture } from './pictures.ts';
import type { Film } from '../world/published.ts';

const PATIENCE_MS = 10_000;
const MOST_BYTES = 60 * 1024 * 1024;
const MOST_VIDEO_BYTES = 1024 * 1024 * 1024;
// What the pages can still show.
const MOST_KEPT_BYTES = 32 * 1024 * 1024;

/** What a video must be, by the place it is for. */
export interface VideoRule {
  shortest: number;
  longest: number;
  bytes: number;
  widest?: number;
  narrowest?: number;
  /** Upright 9:16 and nothing else. */
  isUpright?: boolean;
}

export type Fetched = { film: Film } | { problem: string };

/** Fetches a video and looks into its header; `null` when it can't be fetched. Small ones are kept. */
export async function fetchVideo(call: Call, url: string, rule: VideoRule): Promise<Fetched | null> {
  const bytes = await fetchBytes(call, url, MOST_VIDEO_BYTES);
  if (!bytes) return null;
  const header = sniff(bytes) === 'mp4' ? videoHeader(bytes) : null;
  if (!header) return { problem: 'The file is not an MP4 or MOV video.' };
  const problem = problemOf(header, bytes.length, rule);
  if (problem) return { problem };
  const fileId =
    bytes.length <= MOST_KEPT_BYTES ? call.network.pictures.keep({ mime: 'video/mp4', bytes }) : null;
  return { film: { fileId, ...header, coverMs: null } };
}

function problemOf({ seconds, width, height }: VideoHeader, bytes: number, rule: VideoRule): string | null {
  if (seconds < rule.shortest) return `Video too short. It must last at least ${rule.shortest} seconds.`;
  if (seconds > rule.longest) return `Video too long. It may last ${rule.longest} seconds.`;
  if (bytes > rule.bytes) return `Video too large. It may have ${rule.bytes} bytes.`;
  if (width > (rule.widest ?? Infinity)) return `Video too wide. It may be ${rule.widest} pixels wide.`;
  if (width < (rule.narrowest ?? 0))
    return 'Resolution too low. Video must have a minimum resolution of 540p.';
  if (rule.isUpright && Math.abs(width / height - 9 / 16) >= 0.02) return 'Aspect ratio must be 9:16.';
  return null;
}

/** Fetches a picture for a Page, which takes PNG as well. */
export async function fetchPageImage(call: Call, url: string): Promise<Picture> {
  const bytes = (await fetchBytes(call, url)) ?? raise(refusals.photoUnreadable());
  const kind = sniff(bytes);
  if (kind !== 'jpeg' && kind !== 'png') raise(refusals.photoUnreadable());
  return { mime: `image/${kind}`, bytes };
}

/**
 * Fetches what lies at an address.
 * @returns `null` when it can't be had, or its sender says that it is larger than `most` bytes
 */
export async function fetchBytes(call: Call, url: string, most = MOST_BYTES): Promise<Uint8Array | null> {
  if (faultOf(call, 'media_unreachable')) return null;
  // Meta takes ASCII addresses only.
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url)) return null;
  try {
    const response = await fetch(url, {
      headers: { 'user-agent': 'facebookexternalhit/1.1 (Tanggap sandbox)' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return null;
    if (Number(response.headers.get('content-length') ?? 0) > most) return null;
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    return null;
  }
}
