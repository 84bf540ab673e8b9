import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { removePromotion } from '#planning/promotions/index.ts';
import { reviewWords } from '#planning/review/index.ts';
import { postId } from '#planning/schema.ts';

/** Takes a note of a promotion away again; the post stays as it is. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const id = postId.safeParse(context.params.post);
  if (!id.success || !(await removePromotion(db, business.id, id.data))) return notFound();
  say(context.cookies, { kind: 'done', text: reviewWords[lang].promotionRemoved });
  return context.redirect(`/u/${business.slug}/unggahan/${id.data}`, 303);
};
