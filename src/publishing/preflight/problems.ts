import { z } from 'zod';
import { refusalSentence } from '#channels/words/index.ts';
import { type Refusal } from '#channels/contract/publishing.ts';
import { channelKind, type ChannelKind } from '#channels/schema.ts';
import type { Db } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { preflightWords } from './words.ts';

/** What a check found: a refusal of the channel's with its figures, or one of these. */
const known = z.discriminatedUnion('code', [
  z.object({ code: z.literal('token_dead') }),
  z.object({ code: z.literal('permission_missing') }),
  /** Access runs out before the hour. */
  z.object({ code: z.literal('token_ends') }),
  z.object({ code: z.literal('quota_reached'), limit: z.number() }),
  /** The address of our files can't be reached from outside. */
  z.object({ code: z.literal('media_unreachable') }),
  z.object({ code: z.literal('media_missing') }),
  z.object({ code: z.literal('media_too_large') }),
]);
export type KnownProblem = z.infer<typeof known>;
export type Problem = KnownProblem | Refusal;

export const problem: z.ZodType<Problem> = known.or(
  z.looseObject({ code: z.string() }).transform((found) => found as unknown as Refusal),
);

/** What concerns the account, and not the post. */
export const accountCodes: ReadonlySet<string> = new Set([
  'token_dead',
  'permission_missing',
  'token_ends',
  'quota_reached',
]);

export interface TroubledPlan {
  target_id: string;
  post_id: string;
  channel: string;
  kind: ChannelKind;
  scheduled_at: string;
  caption: string;
  problems: Problem[];
}

const troubled = z.object({
  target_id: z.uuid(),
  post_id: z.uuid(),
  channel: z.string(),
  kind: channelKind,
  scheduled_at: z.string(),
  caption: z.string(),
  problems: z.array(problem),
});

/** The planned posts that could not go out as things are, soonest first, 20 at most. */
export async function listTroubledPlans(db: Db, business: string): Promise<TroubledPlan[]> {
  const { data } = await db.rpc('list_preflight_problems', { business }).throwOnError();
  return z.array(troubled).parse(data);
}

/** What to do about a problem, and where: `connect` on the channels' page, `edit` in the composer. */
export function problemSentence(
  lang: Lang,
  kind: ChannelKind,
  found: Problem,
): { text: string; to: 'connect' | 'edit' | null } {
  const t = preflightWords[lang];
  const mine = known.safeParse(found);
  if (!mine.success) return { text: t.refused(refusalSentence(lang, found as Refusal)), to: 'edit' };
  const name = t.kind[kind as 'instagram'] ?? t.kind.other;
  switch (mine.data.code) {
    case 'token_dead':
      return { text: t.tokenDead(name), to: 'connect' };
    case 'permission_missing':
      return { text: t.permissionMissing(name), to: 'connect' };
    case 'token_ends':
      return { text: t.tokenEnds(name), to: 'connect' };
    case 'quota_reached':
      return { text: t.quotaReached(name, String(mine.data.limit)), to: null };
    case 'media_unreachable':
      return { text: t.mediaUnreachable, to: null };
    case 'media_missing':
      return { text: t.mediaMissing, to: 'edit' };
    case 'media_too_large':
      return { text: t.mediaTooLarge, to: 'edit' };
  }
}
