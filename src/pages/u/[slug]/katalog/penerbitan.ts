import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { catalogueWords } from '#catalogue/index.ts';
import { publishCatalogue } from '#catalogue/page/index.ts';

/** The owner opens the catalogue to everyone. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = catalogueWords[lang];
  const done = await publishCatalogue(db, business.id, true);
  say(context.cookies, done ? { kind: 'done', text: t.published } : { kind: 'problem', text: t.ownersOnly });
  return context.redirect(`/u/${business.slug}/katalog`, 303);
};
