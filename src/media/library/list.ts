/** The library: what a business has stored, how much of its room that takes, and where it is used. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { Cursor } from '#platform/http/cursor.ts';

/** Uploads that nothing used are kept this long. */
const unusedDays = 30;

export interface StoredMedia {
  id: string;
  kind: 'picture' | 'video';
  mime: string;
  /** All frames of a picture together. */
  bytes: number;
  width: number;
  height: number;
  durationMs: number | null;
  altText: string;
  uploadedAt: string;
  /** How many posts show it; `posts` names the newest five. */
  uses: number;
  posts: { id: string; caption: string }[];
  /** What else shows it. */
  products: { id: string; name: string }[];
  series: { id: string; name: string }[];
}

/** A page of the library, newest first. */
export async function listMedia(
  db: Db,
  business: string,
  after: Cursor | null,
  most = 24,
): Promise<{ media: StoredMedia[]; next: Cursor | null }> {
  const { data } = await db
    .rpc('list_media', {
      business,
      size: most + 1,
      ...(after && { before_at: after.at, before_id: after.id }),
    })
    .throwOnError();
  const media = data.slice(0, most).map((row) => ({
    id: row.id,
    kind: row.mime === 'image/jpeg' ? ('picture' as const) : ('video' as const),
    mime: row.mime,
    bytes: Number(row.bytes),
    width: row.width,
    height: row.height,
    durationMs: row.duration_ms,
    altText: row.alt_text,
    uploadedAt: row.uploaded_at,
    uses: row.uses,
    posts: postsOf.parse(row.posts),
    products: named.parse(row.products),
    series: named.parse(row.series),
  }));
  const last = data.length > most ? media.at(-1) : undefined;
  return { media, next: last ? { at: last.uploadedAt, id: last.id } : null };
}

const postsOf = z.array(z.object({ id: z.uuid(), caption: z.string() }));
const named = z.array(z.object({ id: z.uuid(), name: z.string() }));

/** Bytes stored, and how many there may be. */
export async function mediaUsage(db: Db, business: string): Promise<{ used: number; quota: number }> {
  const { data } = await db.rpc('media_usage', { business }).single().throwOnError();
  return { used: Number(data.used), quota: Number(data.quota) };
}

/** Keeps a description with an upload. False when it is not there (any more). */
export async function describeMedia(db: Db, business: string, id: string, altText: string): Promise<boolean> {
  const { data } = await db
    .from('media')
    .update({ alt_text: altText })
    .eq('business_id', business)
    .eq('id', id)
    .select('id')
    .throwOnError();
  return data.length > 0;
}

/** Deletes an upload with its frames; its files follow. `used`: a post, or something else, still shows it. */
export async function deleteMedia(
  db: Db,
  business: string,
  id: string,
): Promise<'deleted' | 'used' | 'gone'> {
  const { data, error } = await db
    .from('media')
    .delete()
    .eq('business_id', business)
    .eq('id', id)
    .select('id');
  if (error?.code === '23503') return 'used';
  if (error) throw error;
  return data.length > 0 ? 'deleted' : 'gone';
}

/** Deletes uploads that nothing has used for a month. @returns how many */
export async function forgetUnusedMedia(backend: Backend): Promise<number> {
  const db = backend.asService('forget uploads that nothing uses');
  const { data } = await db.rpc('forget_unused_media', { days: unusedDays, size: 500 }).throwOnError();
  return data;
}
