import { z } from 'zod';
import type { Lang } from '#platform/text/i18n.ts';
import { hoursWords } from './words.ts';
import type { BusinessHours, OpenHours } from './opening.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const day = z.iso.date();

export interface HoursForm {
  /** As typed, Monday first; '' where nothing is. */
  week: OpenHours[];
  away: string;
  awayActive: boolean;
  /** By the id of the control. */
  mistakes: Record<string, string>;
}

export function hoursForm({ week, away }: BusinessHours, lang: Lang): HoursForm {
  const none = { opens: '', closes: '' };
  return {
    week: Array.from({ length: 7 }, (_, index) => week?.[index] ?? none),
    away: away?.body ?? hoursWords[lang].awayExample,
    awayActive: away?.active ?? false,
    mistakes: {},
  };
}

/** Reads the form of the week; `valid` is null while something is wrong. */
export function readHours(
  data: FormData,
  lang: Lang,
): {
  form: HoursForm;
  valid: { week: (OpenHours | null)[]; away: { body: string; active: boolean } } | null;
} {
  const t = hoursWords[lang];
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const form: HoursForm = {
    week: Array.from({ length: 7 }, (_, index) => ({
      opens: text(`opens-${index + 1}`),
      closes: text(`closes-${index + 1}`),
    })),
    away: text('away').replaceAll('\r\n', '\n'),
    awayActive: data.get('away_active') !== null,
    mistakes: {},
  };
  form.week.forEach(({ opens, closes }, index) => {
    if (opens === '' && closes === '') return;
    const right = time.safeParse(opens).success && time.safeParse(closes).success && opens < closes;
    if (!right) form.mistakes[`opens-${index + 1}`] = t.wrongHours(t.days[index]!);
  });
  if (form.away.length > 900 || (form.awayActive && form.away === '')) form.mistakes.away = t.wrongAway;
  if (Object.keys(form.mistakes).length > 0) return { form, valid: null };
  const week = form.week.map((hours) => (hours.opens === '' ? null : hours));
  return { form, valid: { week, away: { body: form.away || t.awayExample, active: form.awayActive } } };
}

/** Reads the form of days that differ; null when something is wrong. */
export function readException(
  data: FormData,
): { name: string; from: string; to: string; hours: OpenHours | null } | null {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const name = text('name').slice(0, 60);
  const from = day.safeParse(text('from'));
  const to = day.safeParse(text('to') || text('from'));
  const [opens, closes] = [text('opens'), text('closes')];
  const closed = opens === '' && closes === '';
  const right = closed || (time.safeParse(opens).success && time.safeParse(closes).success && opens < closes);
  if (name === '' || !from.success || !to.success || to.data < from.data || !right) return null;
  return { name, from: from.data, to: to.data, hours: closed ? null : { opens, closes } };
}
