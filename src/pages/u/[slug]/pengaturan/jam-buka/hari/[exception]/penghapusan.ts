import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { hoursWords, removeException } from '#inbox/hours/index.ts';
import { say } from '#platform/http/flash.ts';

/** Takes days that differ away again. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const id = z.uuid().safeParse(context.params.exception);
  if (!id.success || !(await removeException(db, id.data))) return notFound();
  say(context.cookies, { kind: 'done', text: hoursWords[lang].removed });
  return context.redirect(`/u/${business.slug}/pengaturan/jam-buka#hari`, 303);
};
