import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import { postId, targetId, targetState } from '../schema.ts';

const part = z
  .object({
    /** How many there are; more than `targets` holds when not all are shown. */
    total: z.number(),
    targets: z.array(
      z.object({
        id: targetId,
        post: postId,
        channel: z.string(),
        state: targetState,
        reason: z.string().nullable(),
        at: z.string().nullable(),
        caption: z.string(),
      }),
    ),
  })
  .nullable()
  .transform((found) => found ?? { total: 0, targets: [] });

const today = z.object({
  /** Assisted posts whose hour has come: a person puts them out. */
  turns: part,
  /** Failed, missed, or not known to be out; the newest first. */
  troubled: part,
  /** The next to go out, soonest first. */
  next: part,
  /** Posts without an hour. */
  drafts: z.number(),
});
export type Today = z.infer<typeof today>;
export type TodayPart = z.infer<typeof part>;

/**
 * The posts that today's page speaks of, asked by their state: what has no hour yet stands in nobody's way.
 * @param most how many of each part are shown; their number is told all the same
 * @returns null for who is no member
 */
export async function readToday(db: Db, business: string, most = 5): Promise<Today | null> {
  const { data } = await db.rpc('today', { business, most }).throwOnError();
  return today.nullable().parse(data);
}
