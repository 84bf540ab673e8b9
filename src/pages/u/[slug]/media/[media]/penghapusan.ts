import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { deleteMedia, mediaWords } from '#media/library/index.ts';

/** An upload that nothing uses is deleted, files included. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = mediaWords[lang];
  const id = z.uuid().safeParse(context.params.media);
  if (!id.success) return notFound();
  const said = { deleted: t.removed, used: t.stillUsed, gone: t.gone } as const;
  const came = await deleteMedia(db, business.id, id.data);
  say(context.cookies, { kind: came === 'deleted' ? 'done' : 'problem', text: said[came] });
  return context.redirect(`/u/${business.slug}/media`, 303);
};
