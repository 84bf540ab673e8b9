import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { templatesWords } from '#planning/templates/index.ts';
import { findPost } from '#planning/posts/index.ts';
import { saveTemplate } from '#planning/templates/index.ts';
import { postId } from '#planning/schema.ts';

/** Keeps the post's words and purpose as a template. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const w = templatesWords[lang];
  const id = postId.safeParse(context.params.post);
  const post = id.success ? await findPost(db, business.id, id.data) : null;
  if (!post) return notFound();
  const name = String((await context.request.formData()).get('name') ?? '');
  const saved = await saveTemplate(db, business.id, { ...post, name });
  say(
    context.cookies,
    saved.ok
      ? { kind: 'done', text: w.templateSaved }
      : { kind: 'problem', text: w.namedError[saved.reason] },
  );
  return context.redirect(`/u/${business.slug}/unggahan/${post.id}`, 303);
};
