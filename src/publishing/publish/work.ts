import { z } from 'zod';
import type { Draft } from '#channels/contract/publishing.ts';
import { channelKind } from '#channels/schema.ts';
import { mediaType, placement } from '#planning/schema.ts';
import { log } from '#platform/log.ts';
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

const unread = z.object({ id: z.uuid(), version: z.number(), state: z.string() });

/** What was claimed. A row that can't be read must not hold up the others: it is settled unsent. */
export function readWork(rows: unknown): { targets: Work[]; unreadable: Settlement[] } {
  const targets: Work[] = [];
  const unreadable: Settlement[] = [];
  for (const row of z.array(unread.loose()).parse(rows)) {
    const read = work.safeParse(row);
    if (read.success) targets.push(read.data);
    else {
      log('error', 'publishing.unreadable', { target: row.id, at: read.error.issues[0]?.path.join('.') });
      const at = { target_id: row.id, version: row.version, reason: 'bad_request' };
      if (row.state === 'publishing') unreadable.push({ ...at, state: 'unconfirmed', outcome: 'unknown' });
      else unreadable.push({ ...at, state: 'failed' });
    }
  }
  return { targets, unreadable };
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
