/** The last tap of a person: what they need for it, and what they say about it. */
import { z } from 'zod';
import { place, type Place } from '#channels/schema.ts';
import type { Db } from '#platform/backend/index.ts';
import { picturePath } from '#platform/media/address.ts';
import { targetState, type PostId, type TargetId, type TargetState } from '#planning/schema.ts';

/** What one screen shows for one assisted target. */
export interface AssistedTarget {
  id: TargetId;
  postId: PostId;
  channelName: string;
  place: Place;
  state: TargetState;
  isTurn: boolean;
  version: number;
  scheduledAt: string | null;
  notAfter: string | null;
  permalink: string | null;
  caption: string;
  link: string | null;
  placement: string;
  media: { kind: 'picture' | 'video'; path: string; whole: string; altText: string }[];
}

/** One target of a business; null when it is not there, or not on an assisted channel. */
export async function findAssisted(
  db: Db,
  business: string,
  post: string,
  target: string,
): Promise<AssistedTarget | null> {
  const { data: row } = await db
    .from('post_targets')
    .select(
      `id, post_id, state, reason, version, scheduled_at, not_after, permalink, caption,
      channels!inner(kind, name, place),
      posts(caption, link, placement, post_media(media_id, position, alt_text, media(mime)))`,
    )
    .eq('business_id', business)
    .eq('post_id', post)
    .eq('id', target)
    .eq('channels.kind', 'assisted')
    .maybeSingle()
    .throwOnError();
  if (!row) return null;
  const state = targetState.parse(row.state);
  const media = row.posts.post_media.sort((a, b) => a.position - b.position);
  return {
    id: row.id as TargetId,
    postId: row.post_id as PostId,
    channelName: row.channels.name,
    place: place.catch('other').parse(row.channels.place),
    state,
    isTurn: state === 'unconfirmed' && row.reason === 'your_turn',
    version: row.version,
    scheduledAt: row.scheduled_at,
    notAfter: row.not_after,
    permalink: row.permalink,
    caption: row.caption ?? row.posts.caption,
    link: row.posts.link,
    placement: row.posts.placement,
    media: media.map(({ media_id, alt_text, media: { mime } }) => ({
      kind: mime === 'image/jpeg' ? 'picture' : 'video',
      path: picturePath(media_id),
      whole: `/media/${media_id}.${endings[mime] ?? 'jpg'}`,
      altText: alt_text,
    })),
  };
}

const endings: Record<string, string> = { 'video/mp4': 'mp4', 'video/quicktime': 'mov' };

/** A link as people paste it, with or without https. */
const pasted = z
  .string()
  .trim()
  .max(2000)
  .transform((text) => (text === '' || /^https?:\/\//i.test(text) ? text : `https://${text}`))
  .pipe(z.literal('').or(z.url({ protocol: /^https?$/, hostname: z.regexes.domain })));

/** What "sudah saya unggah" says: a link, and when, where a phone without signal kept it for later. */
export const doneForm = z.object({
  link: pasted.default(''),
  at: z.iso.datetime().optional().catch(undefined),
});

/**
 * "Sudah saya unggah". Said twice it counts once. Returns the state it is in now (`busy`: say it again in a moment);
 * null when there is no such target of the person's.
 */
export async function confirmAssisted(
  db: Db,
  target: TargetId,
  link: string | null,
  at?: string,
): Promise<TargetState | 'busy' | null> {
  const { data } = await db
    .rpc('confirm_assisted', { target, ...(link && { link }), ...(at && { posted_at: at }) })
    .throwOnError();
  return targetState.or(z.literal('busy')).nullable().parse(data);
}

/** Addresses of the screens a phone keeps for a blank spot: what is to be done within a day. */
export async function dueAssisted(db: Db): Promise<string[]> {
  const { data } = await db.rpc('due_assisted', { ahead_hours: 24 }).throwOnError();
  return data.map(({ path }) => path);
}
