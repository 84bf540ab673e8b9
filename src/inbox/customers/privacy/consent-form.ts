import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Lang } from '#platform/text/i18n.ts';
import { consentPurpose, consentWay, type GivenConsent } from './rights.ts';
import { consentWords } from './consent-words.ts';

export interface ConsentForm {
  id: string;
  typed: Record<'untuk' | 'cara' | 'kata' | 'hari', string>;
  mistakes: Partial<Record<'untuk' | 'cara' | 'kata' | 'hari', string>>;
}

/** @param today as on the business's own wall, `2026-11-22` */
export function emptyConsent(today: string): ConsentForm {
  return { id: randomUUID(), typed: { untuk: '', cara: '', kata: '', hari: today }, mistakes: {} };
}

/** Reads the form of a consent; `given` is null where something has to be mended. */
export function readConsent(
  data: FormData,
  today: string,
  lang: Lang,
): { form: ConsentForm; given: GivenConsent | null } {
  const c = consentWords[lang];
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const typed = { untuk: text('untuk'), cara: text('cara'), kata: text('kata'), hari: text('hari') };
  const id = z
    .uuid()
    .catch(() => randomUUID())
    .parse(text('id'));
  const read = z
    .object({
      untuk: consentPurpose,
      cara: consentWay,
      kata: z.string().min(1).max(1000),
      hari: z.iso.date().refine((day) => day <= today && day > '2000'),
    })
    .safeParse(typed);
  if (read.success) {
    const { untuk, cara, kata, hari } = read.data;
    // A day of today is this moment; of a day before nobody knows the hour.
    const at = hari === today ? new Date() : new Date(`${hari}T05:00:00Z`);
    return {
      form: { id, typed, mistakes: {} },
      given: { id, purpose: untuk, way: cara, wording: kata, at },
    };
  }
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]));
  const mistakes = {
    ...(wrong.has('untuk') && { untuk: c.needPurpose }),
    ...(wrong.has('cara') && { cara: c.needWay }),
    ...(wrong.has('kata') && { kata: c.needWording }),
    ...(wrong.has('hari') && { hari: c.needWhen }),
  };
  return { form: { id, typed, mistakes }, given: null };
}
