/**
 * "Biasanya dibalas dalam 2 jam", said to who is about to write. The figure is the business's own: the time by which
 * three of four conversations (direct, and feedback) had their first answer, over the last 90 days, and only where at
 * least ten were answered (`answer_time` in SQL). It is counted by a job, so that asking costs one row.
 */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { answerTimeWords } from './answer-time-words.ts';

const atOnce = 20;
const hour = 3_600;
/** Hours as people say them; what lies between is told as the longer one. */
const saidHours = [1, 2, 3, 4, 6, 8, 12];

/** The sentence about a business; '' while its figures are not enough, or nothing to be proud of. */
export async function usualAnswer(backend: Backend, slug: string, lang: Lang): Promise<string> {
  const { data } = await backend
    .asService('tell how soon a business usually answers')
    .rpc('answer_time', { slug })
    .throwOnError();
  return answerTimeText(z.number().nullable().parse(data), lang);
}

/** Rounded up, never down: it is read as a promise. Longer than a week is not told. */
export function answerTimeText(seconds: number | null, lang: Lang): string {
  const t = answerTimeWords[lang];
  if (seconds === null || seconds > 7 * 24 * hour) return '';
  const hours = saidHours.find((each) => seconds <= each * hour);
  if (hours) return t.hours(String(hours));
  const days = Math.ceil(seconds / (24 * hour));
  if (days === 1) return t.day;
  return days <= 3 ? t.days(String(days)) : t.week;
}

/** Counts anew where it is due. */
export async function tendAnswerTimes(backend: Backend): Promise<void> {
  const db = backend.asService('count how soon businesses answer');
  for (;;) {
    const { data } = await db.rpc('tend_answer_times', { size: atOnce }).throwOnError();
    if (data < atOnce) return;
  }
}
