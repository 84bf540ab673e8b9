/** What the calendar shows: a card for each post and day, in one call for each view. */
import { z } from 'zod';
import { channelKind } from '#channels/schema.ts';
import type { Db } from '#platform/backend/index.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { day, type Day } from '#platform/text/days.ts';
import { mediaType, postId, targetState } from '../schema.ts';
import { targetWord } from '../posts/targets.ts';

const card = z.object({
  post: postId,
  /** Of the first of its targets here, by the business's clock. */
  day,
  time: z.string(),
  caption: z.string(),
  media_type: mediaType,
  movable: z.boolean(),
  /** Versions of all targets of the post: what a form that moves it has seen. */
  seen: z
    .array(z.number().int())
    .nullable()
    .transform((versions) => versions ?? []),
  clash: z.boolean(),
  twin: z.boolean(),
  targets: z.array(
    z.object({
      kind: channelKind,
      name: z.string(),
      state: targetState,
      reason: z.string().nullable(),
      time: z.string().nullable(),
    }),
  ),
});
export type PostCard = z.infer<typeof card>;

const calendarPage = z.object({
  /** How many cards there are; more than `cards` holds when a view is too full to be shown whole. */
  total: z.number(),
  cards: z.array(card),
  /** Posts planned or published in the week of each Monday; a week with none is absent. */
  weeks: z.array(z.object({ monday: day, posts: z.number() })),
  /** Posts of any day that need a person. */
  attention: z.number(),
  /** The first day of the business here. */
  since: day,
});
export type CalendarPage = z.infer<typeof calendarPage>;

/** The cards from one local day to another, both included. Null for who is no member. */
export async function readCalendar(
  db: Db,
  business: string,
  from: Day,
  to: Day,
): Promise<CalendarPage | null> {
  const { data } = await db.rpc('calendar_month', { business, from_day: from, to_day: to }).throwOnError();
  return calendarPage.nullable().parse(data);
}

export const listPart = z.enum(['upcoming', 'past']);
export type ListPart = z.infer<typeof listPart>;

/** A page of posts, one card each; soonest first for what is upcoming, newest first otherwise. */
export async function listPosts(
  db: Db,
  business: string,
  part: ListPart,
  after: Cursor | null,
  most = 30,
): Promise<{ cards: PostCard[]; next: Cursor | null }> {
  const { data } = await db
    .rpc('list_posts', {
      business,
      part,
      most: most + 1,
      ...(after && { after_at: after.at, after_id: after.id }),
    })
    .throwOnError();
  const rows = z.array(card.extend({ at: z.string() })).parse(data ?? []);
  const last = rows.length > most ? rows[most - 1] : undefined;
  return { cards: rows.slice(0, most), next: last ? { at: last.at, id: last.post } : null };
}

/** What a card says of its targets' states: each word once. */
export function statesOf({ targets }: PostCard, lang: Lang): ReturnType<typeof targetWord>[] {
  const said = targets.map((target) => targetWord(target, lang));
  return [...new Map(said.map((one) => [one.word, one])).values()];
}
