import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '../../../../../../../businesses/index.ts';
import { say } from '../../../../../../../platform/flash.ts';
import { confirmPublished, planningWords } from '../../../../../../../planning/index.ts';
import { targetId } from '../../../../../../../planning/schema.ts';

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
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (!target.success || !z.uuid().safeParse(context.params.post).success) return notFound();
  const link = form.data?.link || null;
  const moved = form.success && (await confirmPublished(db, target.data, form.data.version, link));
  say(context.cookies, moved ? { kind: 'done', text: t.done.published } : { kind: 'problem', text: t.moved });
  return context.redirect(`/u/${business.slug}/unggahan/${context.params.post}`, 303);
};
