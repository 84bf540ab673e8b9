/** Videos a business keeps: taken as they are when their header says that the networks will take them. */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { DraftVideo } from '#channels/contract/publishing.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import { framingOf, type Size } from '../pictures/frame.ts';
import { keepMedia, storedStream, type QuotaReached } from '../files/stored.ts';
import { framed, readPixels, small } from '../pictures/pixels.ts';
import { readVideoHeader, type VideoHeader } from './header.ts';

/**
 * Meta takes 300 MB for a reel and 100 MB for a story; the smaller one holds for both, so that a video can become
 * either, and a minute at a phone's usual 12 Mb/s is 90 MB.
 */
export const mostVideoBytes = 100 * 1024 * 1024;

/** Seconds that each use takes (Meta, content publishing: reels, stories). */
export const videoSeconds = { reel: [3, 15 * 60], story: [3, 60] } as const;
export type VideoUse = keyof typeof videoSeconds;

/** Meta takes at most this many columns. */
const widestVideo = 1920;
const codecs: Record<string, 'h264' | 'hevc'> = { avc1: 'h264', avc3: 'h264', hvc1: 'hevc', hev1: 'hevc' };

export interface Video extends Size {
  id: string;
  mime: VideoHeader['mime'];
  durationMs: number;
  codec: 'h264' | 'hevc';
  hasPoster: boolean;
}

export type VideoProblem =
  | 'not_a_video'
  | 'incomplete'
  | 'fragmented'
  | 'video_too_large'
  | 'video_too_short'
  | 'video_too_long'
  | 'video_too_wide'
  | 'video_codec'
  | 'video_sound';
export type VideoRefusal = { ok: false; reason: VideoProblem } | QuotaReached;
export type VideoResult = { ok: true; video: Video } | VideoRefusal;

/**
 * Stores a video as it came, after its header passed. `poster` is a picture of it that the browser took; without
 * one our pages show a neutral tile. Its pictures have the names of a stored picture: `picturePath` shows either.
 */
export async function storeVideo(
  backend: Backend,
  db: Db,
  business: string,
  upload: Blob,
  { poster, use = 'reel' }: { poster?: Blob | null; use?: VideoUse } = {},
): Promise<VideoResult> {
  if (upload.size > mostVideoBytes) return { ok: false, reason: 'video_too_large' };
  const header = await readVideoHeader(upload);
  if (typeof header === 'string') return { ok: false, reason: header };
  const reason = problemOf(header, use);
  if (reason) return { ok: false, reason };

  const { width, height, durationMs, mime } = header;
  const codec = codecs[header.video]!;
  const still = poster ? await stillOf(poster) : null;
  const id = randomUUID();
  const refused = await keepMedia(
    backend,
    db,
    {
      id,
      business_id: business,
      mime,
      width,
      height,
      duration_ms: durationMs,
      video_bytes: upload.size,
      codec,
      has_poster: still !== null,
    },
    [
      ...(still ? [{ name: `${id}.jpg`, type: 'image/jpeg', body: still }] : []),
      {
        name: `${id}-small.jpg`,
        type: 'image/jpeg',
        body: still ? await small(still) : await neutralTile(header),
      },
      { name: videoFile(id, mime), type: mime, body: upload },
    ],
  );
  return (
    refused ?? { ok: true, video: { id, mime, width, height, durationMs, codec, hasPoster: still !== null } }
  );
}

/** Why a stored video does not fit a use; null when it does. */
export function videoProblem(durationMs: number, use: VideoUse): VideoProblem | null {
  const [shortest, longest] = videoSeconds[use];
  if (durationMs < shortest * 1000) return 'video_too_short';
  return durationMs > longest * 1000 ? 'video_too_long' : null;
}

/** A stored video as the channels judge it; null when the business has none of that id. */
export async function draftVideo(db: Db, business: string, id: string): Promise<DraftVideo | null> {
  const { data } = await db
    .from('media')
    .select('width, height, duration_ms, video_bytes')
    .eq('business_id', business)
    .eq('id', id)
    .not('duration_ms', 'is', null)
    .maybeSingle()
    .throwOnError();
  if (!data?.duration_ms || !data.video_bytes) return null;
  const { width, height, duration_ms, video_bytes } = data;
  return { url: '', seconds: duration_ms / 1000, width, height, bytes: video_bytes, coverMs: null };
}

/** A stored video and how to read it piece by piece; null when there is none of that name and type. */
export async function findVideoFile(
  backend: Backend,
  mediaId: string,
  mime: VideoHeader['mime'],
): Promise<{ size: number; open(): Promise<ReadableStream<Uint8Array> | null> } | null> {
  const { data } = await backend
    .asService('serve a video')
    .from('media')
    .select('video_bytes')
    .eq('id', mediaId)
    .eq('mime', mime)
    .maybeSingle()
    .throwOnError();
  if (!data?.video_bytes) return null;
  return { size: data.video_bytes, open: () => storedStream(backend, videoFile(mediaId, mime)) };
}

const videoFile = (id: string, mime: VideoHeader['mime']) => `${id}.${mime === 'video/mp4' ? 'mp4' : 'mov'}`;

function problemOf({ video, audio, width, durationMs }: VideoHeader, use: VideoUse): VideoProblem | null {
  if (!codecs[video]) return 'video_codec';
  if (audio !== null && audio !== 'mp4a') return 'video_sound';
  if (width > widestVideo) return 'video_too_wide';
  return videoProblem(durationMs, use);
}

/** A browser's still, made as safe as any other upload; null when it is none. */
async function stillOf(poster: Blob): Promise<Uint8Array | null> {
  if (poster.size > 8 * 1024 * 1024) return null;
  const pixels = await readPixels(new Uint8Array(await poster.arrayBuffer()));
  if (typeof pixels === 'string') return null;
  const ratio = pixels.width / pixels.height;
  const shape = ratio < 0.7 ? 'story' : 'original';
  return framed(pixels, framingOf(pixels, { shape, fit: 'pad', focus: 'centre' }));
}

/** What stands for a video nobody took a still of. */
async function neutralTile({ width, height }: Size): Promise<Uint8Array> {
  const high = Math.round((480 * Math.min(16 / 9, Math.max(9 / 16, height / width))) / 2) * 2;
  const sign = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="${high}">` +
      `<rect width="480" height="${high}" fill="#e7e1d3"/>` +
      `<circle cx="240" cy="${high / 2}" r="48" fill="#2b3a67"/>` +
      `<path d="M224 ${high / 2 - 24} l40 24 -40 24 z" fill="#ffffff"/></svg>`,
  );
  return new Uint8Array(await sharp(sign).jpeg({ quality: 80, mozjpeg: true }).toBuffer());
}
