import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say, sayMistake } from '#platform/http/flash.ts';
import { cancelTarget } from '#planning/posts/index.ts';
import { planningWords } from '#planning/index.ts';
import { targetId } from '#planning/schema.ts';

/** The target is taken out of the plan. */
const fields = z.object({ version: z.coerce.number().int() });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = planningWords[lang];
  const target = targetId.safeParse(context.params.target);
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (!target.success || !z.uuid().safeParse(context.params.post).success) return notFound();
  const moved = form.success && (await cancelTarget(db, target.data, form.data.version));
  if (moved) say(context.cookies, { kind: 'done', text: t.done.cancelled });
  else sayMistake(context.cookies, { form: `target-${target.data}`, field: null, text: t.moved, typed: {} });
  return context.redirect(`/u/${business.slug}/unggahan/${context.params.post}`, 303);
};
