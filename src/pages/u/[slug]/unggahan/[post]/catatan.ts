import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { findPost } from '#planning/posts/index.ts';
import { reviewWords, writeNote } from '#planning/review/index.ts';
import { postId } from '#planning/schema.ts';

/** A note about the post, for colleagues. */
const note = z.object({ id: z.uuid(), body: z.string().trim().min(1).max(1000) });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const id = postId.safeParse(context.params.post);
  if (!id.success || !(await findPost(db, business.id, id.data))) return notFound();
  const form = note.safeParse(Object.fromEntries(await context.request.formData()));
  if (form.success) await writeNote(db, business.id, id.data, form.data);
  else say(context.cookies, { kind: 'problem', text: reviewWords[lang].noteMissing });
  return context.redirect(`/u/${business.slug}/unggahan/${id.data}#catatan`, 303);
};
