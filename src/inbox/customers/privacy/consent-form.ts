import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Lang } from '#platform/text/i18n.ts';
import { consentPurpose, consentWay, type GivenConsent } from './rights.ts';
import { consentWords } from './consent-words.ts';

export interface ConsentForm {
  id: string;
  typed: Record<'purpose' | 'way' | 'wording' | 'day', string>;
  mistakes: Partial<Record<'purpose' | 'way' | 'wording' | 'day', string>>;
}

/** @param today as on the business's own wall, `2026-11-22` */
export function emptyConsent(today: string): ConsentForm {
  return { id: randomUUID(), typed: { purpose: '', way: '', wording: '', day: today }, mistakes: {} };
}

/** Reads the form of a consent; `given` is null where something has to be mended. */
export function readConsent(
  data: FormData,
  today: string,
  lang: Lang,
): { form: ConsentForm; given: GivenConsent | null } {
  const c = consentWords[lang];
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const typed = { purpose: text('purpose'), way: text('way'), wording: text('wording'), day: text('day') };
  const id = z
    .uuid()
    .catch(() => randomUUID())
    .parse(text('id'));
  const read = z
    .object({
      purpose: consentPurpose,
      way: consentWay,
      wording: z.string().min(1).max(1000),
      day: z.iso.date().refine((on) => on <= today && on > '2000'),
    })
    .safeParse(typed);
  if (read.success) {
    const { purpose, way, wording, day } = read.data;
    // A day of today is this moment; of a day before nobody knows the hour.
    const at = day === today ? new Date() : new Date(`${day}T05:00:00Z`);
    return {
      form: { id, typed, mistakes: {} },
      given: { id, purpose, way, wording, at },
    };
  }
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]));
  const mistakes = {
    ...(wrong.has('purpose') && { purpose: c.needPurpose }),
    ...(wrong.has('way') && { way: c.needWay }),
    ...(wrong.has('wording') && { wording: c.needWording }),
    ...(wrong.has('day') && { day: c.needWhen }),
  };
  return { form: { id, typed, mistakes }, given: null };
}
