/** What a member wants to be told of; each chooses for themselves. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import type { ConversationId } from '../schema.ts';

/** Which new messages ring: all, complaints and what is assigned to the member, or none. */
export const pushChoices = ['all', 'mine', 'none'] as const;
/** When a letter tells what waits: never, each day, or when somebody has waited too long. */
export const digestChoices = ['off', 'daily', 'waiting'] as const;

const choices = z.object({
  push: z.enum(pushChoices),
  push_outside_hours: z.boolean(),
  push_shows_words: z.boolean(),
  digest: z.enum(digestChoices),
  digest_hour: z.number(),
  digest_after_hours: z.number(),
});
export type NoticeChoices = z.infer<typeof choices>;

/** `phones`: how many of the member's phones can be reached. */
const mine = choices.extend({ phones: z.number() });

/** What the member chose, or what holds while they have not; null when the business is not theirs. */
export async function myNotices(db: Db, business: string): Promise<z.infer<typeof mine> | null> {
  const { data } = await db.rpc('my_notices', { business }).throwOnError();
  return mine.nullable().parse(data);
}

const ticked = z
  .literal('ya')
  .optional()
  .transform((value) => value !== undefined);
const form = z.object({
  push: z.enum(pushChoices),
  push_outside_hours: ticked,
  push_shows_words: ticked,
  digest: z.enum(digestChoices),
  digest_hour: z.coerce.number().int().min(0).max(23),
  digest_after_hours: z.coerce.number().int().min(1).max(72),
});

/** Reads the form of choices; null when it is not what our page sends. */
export function readNotices(data: FormData): NoticeChoices | null {
  const read = form.safeParse(Object.fromEntries(data));
  return read.success ? read.data : null;
}

/** Letters are written in this language from now on. False when the business is not theirs. */
export async function chooseNotices(
  db: Db,
  business: string,
  chosen: NoticeChoices,
  language: Lang,
): Promise<boolean> {
  const { data } = await db.rpc('choose_notices', { business, ...chosen, language }).throwOnError();
  return data;
}

/** The member has the inbox in sight: nobody need tell them. */
export async function lookAtInbox(db: Db, business: string): Promise<void> {
  await db.rpc('look_at_inbox', { business }).throwOnError();
}

/** Whether the member hears of a conversation. False when it is not theirs. */
export async function muteConversation(
  db: Db,
  conversation: ConversationId,
  muted: boolean,
): Promise<boolean> {
  const { data } = await db.rpc('mute_conversation', { conversation, muted }).throwOnError();
  return data;
}
