import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { triageWords, removeView } from '#inbox/conversations/triage/index.ts';
import { say } from '#platform/http/flash.ts';

/** Takes a saved view away. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const view = z.uuid().safeParse(context.params.view);
  if (!view.success || !(await removeView(db, view.data))) return notFound();
  say(context.cookies, { kind: 'done', text: triageWords[lang].removed });
  return context.redirect(`/u/${business.slug}/kotak-masuk`, 303);
};
