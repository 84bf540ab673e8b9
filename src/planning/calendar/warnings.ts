/** What a plan comes too close to: another post on the channel within half an hour, the same words within 30 days. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import { shortMoment, type Lang } from '#platform/text/i18n.ts';
import { calendarWords } from './words.ts';
import { postId, type PostId } from '../schema.ts';

const warning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clash'), post: postId, channel: z.string(), at: z.string() }),
  z.object({ kind: z.literal('twin'), post: postId, at: z.string() }),
]);
/** `clash`: less than 30 minutes from this post on that channel. `twin`: this post has the same words. */
export type PlanWarning = z.infer<typeof warning>;

export interface Plan {
  caption: string;
  /** A channel's id and the wall clock in the business's zone (`YYYY-MM-DDTHH:MM`), for each channel. */
  hours: { channel: string; localTime: string }[];
  /** The post itself when it exists already: it is no twin of itself. */
  post?: PostId;
}

/** Warnings for a plan before it is saved; they refuse nothing. At most five of each kind. */
export async function planWarnings(
  db: Db,
  business: string,
  { caption, hours, post }: Plan,
): Promise<PlanWarning[]> {
  const { data } = await db
    .rpc('plan_warnings', {
      business,
      caption,
      hours: hours.map(({ channel, localTime }) => ({ channel_id: channel, local_time: localTime })),
      ...(post && { own_post: post }),
    })
    .throwOnError();
  return z.array(warning).parse(data ?? []);
}

/** Warnings for what stands of a post already. */
export async function postWarnings(db: Db, business: string, post: PostId): Promise<PlanWarning[]> {
  const { data } = await db.rpc('plan_warnings', { business, own_post: post }).throwOnError();
  return z.array(warning).parse(data ?? []);
}

/** What a person was told already, as a form carries it: a warning that is not in it is news. */
export function toldOf(warnings: PlanWarning[]): string {
  return warnings.map(({ kind, post }) => `${kind}:${post}`).join(' ');
}

export function isNews({ kind, post }: PlanWarning, told: string): boolean {
  return !told.split(' ').includes(`${kind}:${post}`);
}

/** e.g. `Kurang dari 30 menit dari unggahan lain di Dapur Serang (Sab, 21 Nov 09.00).` */
export function warningText(one: PlanWarning, lang: Lang, timezone: string): string {
  const t = calendarWords[lang];
  const when = shortMoment(one.at, lang, timezone);
  return one.kind === 'clash' ? t.clashWith(one.channel, when) : t.twinOf(when);
}
