import { z } from 'zod';
import type { Draft } from '#channels/contract/publishing.ts';
import { channelKind } from '#channels/schema.ts';
import { mediaType, placement } from '#planning/schema.ts';
import type { MediaMime } from '#platform/media/address.ts';

const instant = z.string().transform((text) => new Date(text));

/** A claimed target with all a publisher needs, as `claim_due_targets` gives it. */
export const work = z.object({
  id: z.uuid(),
  version: z.number(),
  state: z.enum(['claimed', 'publishing']),
  tries: z.number(),
  channel_id: z.uuid(),
  kind: channelKind,
  connected: z.boolean(),
  scheduled_at: instant,
  /** Whether the hour has come; before it something may be prepared, and nothing shown. */
  due: z.boolean(),
  container_id: z.string().nullable(),
  container_at: instant.nullable(),
  media_type: mediaType,
  placement,
  caption: z.string(),
  link: z.string().nullable(),
  first_comment: z.string().nullable(),
  pictures: z.array(z.object({ media_id: z.uuid(), alt_text: z.string() })),
  video: z
    .object({
      media_id: z.uuid(),
      mime: z.enum(['video/mp4', 'video/quicktime']),
      duration_ms: z.number(),
      width: z.number(),
      height: z.number(),
      bytes: z.number(),
    })
    .nullable(),
  attempt: z.object({ id: z.uuid(), step: z.enum(['prepare', 'publish']), opened_at: instant }).nullable(),
  known_remote_ids: z.array(z.string()),
});
export type Work = z.infer<typeof work>;

/** By these a target is settled that can't be read. */
export const unreadWork = z.object({ id: z.uuid(), version: z.number(), state: z.string() });

/** Unsent, or where it may have been sent, for a person to look. */
export function unreadable({ id, version, state }: z.infer<typeof unreadWork>): Settlement {
  const at = { target_id: id, version, reason: 'bad_request' };
  if (state === 'publishing') return { ...at, state: 'unconfirmed', outcome: 'unknown' };
  return { ...at, state: 'failed' };
}

/** What came of one target in one round; `settle_targets` writes it down. */
export interface Settlement {
  target_id: string;
  version: number;
  state: 'scheduled' | 'container_ready' | 'publishing' | 'published' | 'failed' | 'unconfirmed';
  outcome?: 'ok' | 'failed' | 'unknown' | 'found' | 'absent';
  reason?: string;
  trace?: string;
  container_id?: string;
  remote_id?: string;
  retry_seconds?: number;
}

/** @param address where the network fetches a stored picture or video */
export function draftOf(target: Work, address: (mediaId: string, mime: MediaMime) => string): Draft {
  const { video } = target;
  return {
    mediaType: target.media_type,
    placement: target.placement,
    caption: target.caption,
    link: target.link,
    pictures: target.pictures.map(({ media_id, alt_text }) => ({
      url: address(media_id, 'image/jpeg'),
      altText: alt_text,
    })),
    video: video && {
      url: address(video.media_id, video.mime),
      seconds: video.duration_ms / 1000,
      width: video.width,
      height: video.height,
      bytes: video.bytes,
      coverMs: null,
    },
    firstComment: target.first_comment,
  };
}
