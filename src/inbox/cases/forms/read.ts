/** What the forms around cases say: read at the door, with what a case begins with where nothing was typed. */
import { freshLink, linkAddress } from '#platform/http/private-link.ts';
import { wallClock } from '#platform/text/clock.ts';
import { z } from 'zod';
import { typed } from '#platform/text/typed.ts';
import type { Backend, Db } from '#platform/backend/index.ts';
import { answersOn } from '#channels/index.ts';
import { caseWords } from '../words.ts';
import { caseOutcome, type CaseOutcome } from '../steps.ts';
import type { Case } from '../opened.ts';
import { reply } from '#inbox/replies/write.ts';
import { caseCategory, caseWish, messageId, type CaseCategory } from '#inbox/schema.ts';

import type { ThreadMessage } from '#inbox/messages/shown.ts';

const line = (least: number, most: number) =>
  z.string().transform(typed).pipe(z.string().min(least).max(most));
const version = z.coerce.number().int().positive();
const localTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);

export const describeForm = z.object({
  version,
  category: caseCategory,
  wants: caseWish,
  wants_words: line(0, 1000),
  complaint: line(0, 2000),
});
export const promiseForm = z.object({
  version,
  what: line(1, 500),
  due: localTime,
  responsible: z.uuid().nullable().catch(null),
});
export const stepForm = z.object({ id: z.uuid(), what: line(1, 2000), for_customer: z.string().optional() });
export const closeForm = z.object({ version });
export const reopenForm = z.object({ version, reason: line(1, 1000) });
export const resolveForm = z.object({
  version,
  id: z.uuid(),
  message: messageId,
  what: line(1, 1000),
  tells: z.string().optional(),
  asks_rating: z.string().optional(),
});
export const disputeForm = z.object({ resolution: z.uuid(), reason: line(1, 1000) });
export const confirmForm = z.object({ resolution: z.uuid() });
export const ratingForm = z.object({
  score: z.coerce.number().int().min(1).max(5),
  words: line(0, 1000).catch(''),
});

/**
 * The customer's message the case begins with: the newest sorted as a complaint whose words say what about, else any
 * sorted so, else one that sounds like it, else the newest.
 */
export function complaintOf(thread: { messages: ThreadMessage[] }): ThreadMessage | undefined {
  const said = thread.messages.filter(({ direction, removed }) => direction === 'in' && !removed);
  const complains = ({ sorting }: ThreadMessage) => sorting?.intent === 'complaint';
  const tells = ({ body }: ThreadMessage) => guessCategory(body) !== 'other';
  return (
    said.findLast((message) => complains(message) && tells(message)) ??
    said.findLast(complains) ??
    said.findLast(tells) ??
    said.findLast(({ sorting }) => sorting?.sentiment === 'negative') ??
    said.at(-1)
  );
}

/** Whether the newest thing a customer said was sorted as a complaint. */
export function soundsLikeComplaint(thread: { messages: ThreadMessage[] }): boolean {
  const newest = thread.messages.findLast(({ direction, removed }) => direction === 'in' && !removed);
  return newest?.sorting?.intent === 'complaint';
}

/** With what a case begins at one tap: the complaint's own words, a guess, and the business's answer promise. */
export function firstCase(
  message: { id: string; body: string } | undefined,
  answerPromiseHours: number,
  timezone: string,
) {
  const due = new Date(Date.now() + answerPromiseHours * 3_600_000);
  const complaint = message?.body ?? '';
  return {
    message: message?.id ?? null,
    category: guessCategory(complaint),
    complaint: complaint.slice(0, 2000),
    promise: caseWords.id.firstPromise,
    due: wallClock(timezone, due),
  };
}

const signs: [CaseCategory, RegExp][] = [
  [
    'wrong_item',
    /\b(salah (kirim|barang|pesanan|rasa|ukuran|warna)|beda (sama|dengan|dari)|tidak sesuai|ga(k)? sesuai|wrong)\b/i,
  ],
  [
    'missing',
    /\b(kurang (1|2|3|satu|dua|tiga|sebungkus|isi|lengkap)|belum (sampai|datang|nyampe|terima)|ga(k)? (sampai|nyampe|ada)|hilang|missing)\b/i,
  ],
  ['late', /\b(telat|terlambat|lama (banget|sekali|bgt)|kelamaan|late)\b/i],
  [
    'quality',
    /\b(basi|busuk|bau(nya)?|asam|asem|rusak|bocor|hancur|pecah|gosong|mentah|keras|alot|berjamur|basah|penyok|spoiled|broken)\b/i,
  ],
  ['price', /\b(uang|duit|refund|kembali(kan|an)?|harga|mahal|ongkir|bayar|tagih\w*|price)\b/i],
  [
    'service',
    /\b(kasar|jutek|tidak sopan|ga(k)? sopan|cuek|ga(k)? di(bales|balas|jawab)|layanan|pelayanan|rude)\b/i,
  ],
];

/** What a complaint is probably about, by its words; a member says it better. */
function guessCategory(text: string): CaseCategory {
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? 'other';
}

/**
 * Whether a message with a private link can go out in the case's conversation: the channel takes a direct message there
 * now, which the customer alone reads. Nobody is asked for a rating any other way.
 */
export function canTell({ conversation }: Pick<Case, 'conversation'>, now = new Date()): boolean {
  const { kind, channel, connected, lastInAt } = conversation;
  const heardAt = lastInAt === null ? null : new Date(lastInAt);
  const ways = answersOn(channel, { kind, now, heardAt, comment: null, humanAgent: false });
  return (
    connected && kind !== 'comment' && ways.some(({ way, closed }) => way === 'direct' && closed === null)
  );
}

/**
 * Resolves a case, and tells the customer in the same conversation where that was ticked and is possible. Sent twice,
 * the form resolves once and tells once.
 */
export async function submitResolution(
  backend: Backend,
  db: Db,
  one: Case,
  form: z.infer<typeof resolveForm>,
): Promise<{ outcome: CaseOutcome; told: boolean }> {
  const tell = form.tells !== undefined && canTell(one);
  const asks = tell && form.asks_rating !== undefined && !one.ratingAsked;
  const { token, hash } = freshLink();
  const { data } = await db
    .rpc('resolve_case', {
      resolution: form.id,
      of_case: one.id,
      expected_version: form.version,
      what: form.what,
      asks_rating: asks,
      ...(tell && { link_hash: hash }),
    })
    .throwOnError();
  const outcome = caseOutcome.parse(data);
  if (outcome !== 'done' || !tell) return { outcome, told: false };
  const t = caseWords.id;
  const address = linkAddress(backend, token);
  const text = (asks ? t.tellAndAsk : t.tell)(one.number, form.what, address);
  const told = await reply(db, {
    id: form.message,
    conversation: one.conversation.id,
    body: text,
    way: 'direct',
    answers: null,
    picture: null,
  });
  return { outcome, told: told === 'queued' };
}
