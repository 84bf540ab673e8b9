import type { APIRoute } from 'astro';
import { businessWords, enter } from '#businesses/index.ts';
import { chooseTellsRead } from '#inbox/replies/index.ts';
import { templateWords } from '#inbox/replies/templates/index.ts';
import { say } from '#platform/http/flash.ts';

/** Chooses whether customers see that they were read. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const form = await context.request.formData();
  const saved = await chooseTellsRead(db, business.id, form.get('tells_read') === 'ya');
  say(
    context.cookies,
    saved
      ? { kind: 'done', text: templateWords[lang].saved }
      : { kind: 'problem', text: businessWords[lang].ownersOnly },
  );
  return context.redirect(`/u/${business.slug}/pengaturan`, 303);
};
