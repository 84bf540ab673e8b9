import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { describeMedia, mediaWords } from '#media/library/index.ts';

/** An upload gets a description, which posts that take it begin with. */
const fields = z.object({ altText: z.string().trim().max(1000) });

export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = mediaWords[lang];
  const id = z.uuid().safeParse(context.params.media);
  if (!id.success) return notFound();
  const form = fields.safeParse(Object.fromEntries(await context.request.formData()));
  const kept = form.success && (await describeMedia(db, business.id, id.data, form.data.altText));
  say(
    context.cookies,
    kept
      ? { kind: 'done', text: t.altTextSaved }
      : { kind: 'problem', text: form.success ? t.gone : t.altTextLong },
  );
  return context.redirect(`/u/${business.slug}/media`, 303);
};
