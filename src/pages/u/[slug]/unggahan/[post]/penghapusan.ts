import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { discardPost, reviewWords } from '#planning/review/index.ts';
import { postId } from '#planning/schema.ts';

/** Deletes a draft that never went anywhere. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const t = reviewWords[lang];
  const id = postId.safeParse(context.params.post);
  const version = z.coerce
    .number()
    .int()
    .safeParse((await context.request.formData()).get('version'));
  if (!id.success || !version.success) return notFound();
  const gone = await discardPost(db, id.data, version.data);
  say(context.cookies, gone ? { kind: 'done', text: t.discarded } : { kind: 'problem', text: t.moved });
  const base = `/u/${business.slug}/unggahan`;
  return context.redirect(gone ? `${base}/draf` : `${base}/${id.data}`, 303);
};
