import type { Db } from '#platform/backend/index.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import { picturePath } from '#platform/media/address.ts';
import type { PostId } from '../schema.ts';

/** A post that is not in the plan yet. */
export interface Draft {
  id: PostId;
  caption: string;
  picture: string | null;
  updatedAt: string;
  scheduledAt: string | null;
  channels: string[];
  /** It waits for a second person's word. */
  submitted: boolean;
  /** A colleague gave this version back. */
  returned: boolean;
}

const most = 30;

/** A page of drafts and of posts that wait for approval, the latest edited first. */
export async function listDrafts(
  db: Db,
  business: string,
  after: Cursor | null,
): Promise<{ drafts: Draft[]; next: Cursor | null }> {
  const { data } = await db
    .rpc('list_drafts', { business, ...(after && { before: after.at, before_id: after.id }) })
    .throwOnError();
  const drafts = data.slice(0, most).map((row) => ({
    id: row.id as PostId,
    caption: row.caption,
    picture: row.picture ? picturePath(row.picture) : null,
    updatedAt: row.updated_at,
    scheduledAt: row.scheduled_at,
    channels: row.channels,
    submitted: row.submitted_at !== null,
    returned: row.returned,
  }));
  const last = data.length > most ? drafts.at(-1) : undefined;
  return { drafts, next: last ? { at: last.updatedAt, id: last.id } : null };
}

/** Whether a second person is asked before a post of this business is scheduled. */
export async function asksApproval(db: Db, business: string): Promise<boolean> {
  const { data } = await db.rpc('asks_approval', { business }).throwOnError();
  return data === true;
}
