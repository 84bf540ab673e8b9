/** A second person's word on a post, what colleagues note about it, and who changed what. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import type { PostId } from '../schema.ts';

/**
 * Approves a submitted post as it was shown; its channels are scheduled. Returns how many, or null when it is not
 * theirs to approve: edited meanwhile, not submitted, or edited last by themselves while a second person is asked.
 */
export async function approvePost(db: Db, post: PostId, version: number): Promise<number | null> {
  const { data } = await db.rpc('approve_post', { post, expected_version: version }).throwOnError();
  return z.number().nullable().parse(data);
}

/** Gives a submitted post back with a note of what to change. False when it has moved on. */
export async function returnPost(db: Db, post: PostId, version: number, note: string): Promise<boolean> {
  const { data } = await db.rpc('return_post', { post, expected_version: version, note }).throwOnError();
  return data === true;
}

/** Deletes a draft that never went anywhere. False when it has moved on. */
export async function discardPost(db: Db, post: PostId, version: number): Promise<boolean> {
  const { data } = await db.rpc('discard_post', { post, expected_version: version }).throwOnError();
  return data === true;
}

export interface PostNote {
  id: string;
  body: string;
  by: string | null;
  at: string;
}

export interface Revision {
  version: number;
  by: string | null;
  at: string;
  /** The fields that differ from the revision before; null for the first. */
  changed: RevisedField[] | null;
  verdict: { approved: boolean; by: string | null; at: string } | null;
}

const revised = [
  'caption',
  'pictures',
  'targets',
  'local_time',
  'media_type',
  'placement',
  'link',
  'first_comment',
  'message_type',
  'goal',
  'goal_figure',
  'goal_value',
  'pillar',
  'facts',
] as const;
export type RevisedField = (typeof revised)[number];

const historyColumns = `
  post_notes(id, body, written_by, written_at), post_revisions(version, content, edited_by, edited_at),
  post_reviews(version, verdict, reviewed_by, reviewed_at)`;

/** The latest notes (oldest first) and revisions (newest first) of a post, at most fifty of each. */
export async function postHistory(
  db: Db,
  business: string,
  post: PostId,
): Promise<{ notes: PostNote[]; revisions: Revision[] }> {
  const { data: row } = await db
    .from('posts')
    .select(historyColumns)
    .eq('business_id', business)
    .eq('id', post)
    .order('written_at', { referencedTable: 'post_notes', ascending: false })
    .limit(50, { referencedTable: 'post_notes' })
    .order('version', { referencedTable: 'post_revisions', ascending: false })
    .limit(51, { referencedTable: 'post_revisions' })
    .maybeSingle()
    .throwOnError();
  if (!row) return { notes: [], revisions: [] };
  const notes = row.post_notes.map(({ id, body, written_by, written_at }) => ({
    id,
    body,
    by: written_by,
    at: written_at,
  }));
  return { notes: notes.reverse(), revisions: revisionsOf(row).slice(0, 50) };
}

/** Writes a note about a post for colleagues; the same id twice writes one. */
export async function writeNote(
  db: Db,
  business: string,
  post: PostId,
  note: { id: string; body: string },
): Promise<void> {
  const { error } = await db.from('post_notes').insert({ ...note, post_id: post, business_id: business });
  if (error && error.code !== '23505') throw error;
}

const content = z.record(z.string(), z.unknown());

function revisionsOf({ post_revisions, post_reviews }: RowOf<'posts', typeof historyColumns>): Revision[] {
  const revisions = post_revisions.map((each) => ({ ...each, content: content.parse(each.content) }));
  return revisions.map(({ version, content, edited_by, edited_at }, index) => {
    const before = revisions[index + 1]?.content;
    const review = post_reviews.find((one) => one.version === version);
    return {
      version,
      by: edited_by,
      at: edited_at,
      changed: before
        ? revised.filter((field) => JSON.stringify(content[field]) !== JSON.stringify(before[field]))
        : null,
      verdict: review
        ? { approved: review.verdict === 'approved', by: review.reviewed_by, at: review.reviewed_at }
        : null,
    };
  });
}
