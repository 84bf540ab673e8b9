/** The forms of a business: parsed at the door, each mistake at its field. */
import { z } from 'zod';
import type { Lang } from '#platform/text/i18n.ts';
import type { Mistakes } from './accounts/form.ts';
import { businessName, indonesianZones, role, slug, type Role } from './schema.ts';
import { words } from './words.ts';

/** What was typed, what is wrong with it, and the parsed form when nothing is. */
export interface ParsedForm<Typed, Valid> {
  typed: Typed;
  mistakes: Mistakes;
  valid: Valid | null;
}

const timezone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || isKnown(zone));

const newBusiness = z.object({ name: businessName, slug: slug.optional(), timezone });

export function parseNewBusiness(
  data: FormData,
  lang: Lang,
): ParsedForm<{ name: string; slug: string; timezone: string }, z.infer<typeof newBusiness>> {
  const t = words[lang].error;
  const typed = { name: text(data, 'name'), slug: text(data, 'slug'), timezone: text(data, 'timezone') };
  return parsed(typed, newBusiness.safeParse({ ...typed, slug: typed.slug || undefined }), {
    name: t.name,
    slug: t.slug,
    timezone: t.timezone,
  });
}

const settings = z.object({
  name: businessName,
  timezone,
  answer_promise_hours: z.coerce.number().int().min(1).max(168),
  posting_target_per_week: z.coerce.number().int().min(1).max(50),
  /** A checkbox: absent when it is off. */
  requires_approval: z.string().transform((value) => value === 'on'),
});

export function parseSettings(
  data: FormData,
  lang: Lang,
): ParsedForm<Record<keyof z.infer<typeof settings>, string>, z.infer<typeof settings>> {
  const t = words[lang].error;
  const typed = {
    name: text(data, 'name'),
    timezone: text(data, 'timezone'),
    answer_promise_hours: text(data, 'answer_promise_hours'),
    posting_target_per_week: text(data, 'posting_target_per_week'),
    requires_approval: text(data, 'requires_approval'),
  };
  return parsed(typed, settings.safeParse(typed), {
    name: t.name,
    timezone: t.timezone,
    answer_promise_hours: t.promise,
    posting_target_per_week: t.target,
  });
}

const invitation = z.object({ email: z.string().trim().toLowerCase().pipe(z.email().max(254)), role });

export function parseInvitation(
  data: FormData,
  lang: Lang,
): ParsedForm<{ email: string; role: string }, { email: string; role: Role }> {
  const t = words[lang].error;
  const typed = { email: text(data, 'email'), role: text(data, 'role') };
  return parsed(typed, invitation.safeParse(typed), { email: t.email, role: t.role });
}

function parsed<Typed, Valid>(
  typed: Typed,
  result: z.ZodSafeParseResult<Valid>,
  sentences: Mistakes,
): ParsedForm<Typed, Valid> {
  if (result.success) return { typed, mistakes: {}, valid: result.data };
  const wrong = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const mistakes = Object.fromEntries(Object.entries(sentences).filter(([field]) => wrong.has(field)));
  return { typed, mistakes, valid: null };
}

function text(data: FormData, name: string): string {
  return String(data.get(name) ?? '').trim();
}

function isKnown(zone: string): boolean {
  return (indonesianZones as readonly string[]).includes(zone);
}
