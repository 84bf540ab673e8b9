import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '../../../../../../../businesses/index.ts';
import { say, sayMistake } from '../../../../../../../platform/flash.ts';
import { localNow, scheduleTarget, planningWords } from '../../../../../../../planning/index.ts';
import { localTime, targetId } from '../../../../../../../planning/schema.ts';

/** The target gets another hour, and with it another chance. */
const fields = z.object({ version: z.coerce.number().int(), when: localTime });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = planningWords[lang];
  const target = targetId.safeParse(context.params.target);
  const sent = Object.fromEntries(await context.request.formData());
  const form = fields.safeParse(sent);
  if (!target.success || !z.uuid().safeParse(context.params.post).success) return notFound();
  const missing = !form.success && form.error.issues.some((issue) => issue.path[0] === 'when');
  if (missing || (form.success && form.data.when < localNow(business.timezone))) {
    sayMistake(context.cookies, {
      form: `jadwal-${target.data}`,
      field: 'when',
      text: missing ? t.error.when : t.error.whenPast,
      typed: { when: String(sent['when'] ?? '').slice(0, 40) },
    });
  } else if (form.success && (await scheduleTarget(db, target.data, form.data.version, form.data.when))) {
    say(context.cookies, { kind: 'done', text: t.done.scheduled });
  } else {
    sayMistake(context.cookies, { form: `target-${target.data}`, field: null, text: t.moved, typed: {} });
  }
  return context.redirect(`/u/${business.slug}/unggahan/${context.params.post}`, 303);
};
