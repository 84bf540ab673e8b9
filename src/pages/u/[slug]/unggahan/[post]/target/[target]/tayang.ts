import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say, sayMistake } from '#platform/http/flash.ts';
import { calendarWords } from '#planning/calendar/index.ts';
import { confirmPublished } from '#planning/posts/index.ts';
import { planningWords } from '#planning/index.ts';
import { targetId } from '#planning/schema.ts';

/** A person saw it live. */
const fields = z.object({
  version: z.coerce.number().int(),
  link: z
    .url({ protocol: /^https?$/ })
    .or(z.literal(''))
    .optional(),
});

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = planningWords[lang];
  const target = targetId.safeParse(context.params.target);
  const sent = Object.fromEntries(await context.request.formData());
  const form = fields.safeParse(sent);
  if (!target.success || !z.uuid().safeParse(context.params.post).success) return notFound();
  if (!form.success && form.error.issues.some((issue) => issue.path[0] === 'link')) {
    sayMistake(context.cookies, {
      form: `tayang-${target.data}`,
      field: 'link',
      text: calendarWords[lang].badLink,
      typed: { link: String(sent['link'] ?? '').slice(0, 500) },
    });
  } else if (
    form.success &&
    (await confirmPublished(db, target.data, form.data.version, form.data.link || null))
  ) {
    say(context.cookies, { kind: 'done', text: t.done.published });
  } else {
    sayMistake(context.cookies, { form: `target-${target.data}`, field: null, text: t.moved, typed: {} });
  }
  return context.redirect(`/u/${business.slug}/unggahan/${context.params.post}`, 303);
};
