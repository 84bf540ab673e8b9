import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { catalogueWords } from '#catalogue/index.ts';
import { publishCatalogue } from '#catalogue/page/index.ts';

/** The owner closes the catalogue to the public again. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = catalogueWords[lang];
  const done = await publishCatalogue(db, business.id, false);
  say(
    context.cookies,
    done ? { kind: 'done', text: t.unpublished } : { kind: 'problem', text: t.ownersOnly },
  );
  return context.redirect(`/u/${business.slug}/katalog`, 303);
};
