import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '../../../../../../../businesses/index.ts';
import { say } from '../../../../../../../platform/flash.ts';
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
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (!target.success || !z.uuid().safeParse(context.params.post).success) return notFound();
  if (form.success && form.data.when < localNow(business.timezone)) {
    say(context.cookies, { kind: 'problem', text: t.error.whenPast });
  } else {
    const moved = form.success && (await scheduleTarget(db, target.data, form.data.version, form.data.when));
    const missing = !form.success && form.error.issues.some((issue) => issue.path[0] === 'when');
    say(
      context.cookies,
      moved
        ? { kind: 'done', text: t.done.scheduled }
        : { kind: 'problem', text: missing ? t.error.when : t.moved },
    );
  }
  return context.redirect(`/u/${business.slug}/unggahan/${context.params.post}`, 303);
};
