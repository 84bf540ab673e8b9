/** Moving a post to another day: as a whole, with the version each of its targets was seen in. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { clockText } from '#platform/text/clock.ts';
import { calendarWords } from './words.ts';
import { day, dayText, type Day } from '#platform/text/days.ts';
import type { PostId } from '../schema.ts';
import { validHours } from '../posts/targets.ts';

const moved = z.object({
  outcome: z.literal('moved'),
  /** How many targets. */
  moved: z.number(),
  /** The first of them, by the business's clock. */
  at: z.string(),
  /** The clock leaves the wanted hour out on that day; it is the one an hour later. */
  shifted: z.boolean(),
  /** The versions as they are now. */
  seen: z.array(z.number()),
});
const refused = z.object({ outcome: z.enum(['changed', 'busy', 'past', 'nothing', 'gone']) });
export type MoveResult = z.infer<typeof moved> | z.infer<typeof refused>;

export interface Move {
  seen: number[];
  day: Day;
  /** `HH:MM`; each target keeps its own without. */
  time?: string;
  /** Only what stands on this day moves. */
  from?: Day;
}

/** Moves all targets of a post that may still move, or none. */
export async function movePost(db: Db, post: PostId, move: Move): Promise<MoveResult> {
  const { data } = await db
    .rpc('move_post', {
      post,
      expected_versions: move.seen,
      to_day: move.day,
      valid_hours: validHours,
      ...(move.time !== undefined && { at_time: move.time }),
      ...(move.from !== undefined && { from_day: move.from }),
    })
    .throwOnError();
  return moved.or(refused).parse(data);
}

const versions = z
  .string()
  .regex(/^\d{1,9}( \d{1,9}){0,49}$/)
  .transform((text) => text.split(' ').map(Number));
const blank = z.literal('').transform(() => undefined);

/** The form that moves a post, and what a drag sends. */
export const moveForm = z.object({
  seen: versions,
  day,
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .or(blank)
    .optional(),
  from: day.or(blank).optional(),
});

/** What to say afterwards, and at which field when it did not happen. */
export function moveSentence(result: MoveResult, lang: Lang): { text: string; field: 'day' | null } {
  const t = calendarWords[lang];
  if (result.outcome !== 'moved')
    return { text: t.refused[result.outcome], field: result.outcome === 'past' ? 'day' : null };
  const [on = '', time = ''] = result.at.split('T');
  const said = t.moved(dayText(on as Day, lang), clockText(time, lang));
  return { text: result.shifted ? `${said} ${t.shifted}` : said, field: null };
}
