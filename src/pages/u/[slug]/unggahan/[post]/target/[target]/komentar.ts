import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { sayMistake } from '#platform/http/flash.ts';
import { postId, targetId } from '#planning/schema.ts';
import { decideFirstComment } from '#publishing/first-comment/index.ts';
import { preflightWords } from '#publishing/preflight/index.ts';

/** What a person says about a first comment nobody is sure of: once more (`again`), or it is there (`done`). */
const fields = z.object({ version: z.coerce.number().int(), action: z.enum(['again', 'done']) });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const target = targetId.safeParse(context.params.target);
  const post = postId.safeParse(context.params.post);
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  if (!target.success || !post.success) return notFound();
  const decided =
    form.success &&
    (await decideFirstComment(db, target.data, form.data.version, form.data.action === 'done'));
  if (!decided) {
    const text = preflightWords[lang].comment.moved;
    sayMistake(context.cookies, { form: `target-${target.data}`, field: null, text, typed: {} });
  }
  return context.redirect(`/u/${business.slug}/unggahan/${post.data}`, 303);
};
