import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { findPost } from '#planning/posts/index.ts';
import { promotion, savePromotion } from '#planning/promotions/index.ts';
import { reviewWords } from '#planning/review/index.ts';
import { postId } from '#planning/schema.ts';

/** Notes who promotes the post with their followers, what was agreed, and what came of it. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const t = reviewWords[lang];
  const id = postId.safeParse(context.params.post);
  if (!id.success || !(await findPost(db, business.id, id.data))) return notFound();
  const form = promotion.safeParse(Object.fromEntries(await context.request.formData()));
  if (form.success) await savePromotion(db, business.id, id.data, form.data);
  say(
    context.cookies,
    form.success ? { kind: 'done', text: t.promotionSaved } : { kind: 'problem', text: t.promotionMistake },
  );
  return context.redirect(`/u/${business.slug}/unggahan/${id.data}#promosi`, 303);
};
