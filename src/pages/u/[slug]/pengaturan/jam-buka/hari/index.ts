import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { addException, hoursWords, readException } from '#inbox/hours/index.ts';
import { say } from '#platform/http/flash.ts';

/** Adds days on which the hours differ. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = hoursWords[lang];
  const days = readException(await context.request.formData());
  const added = days !== null && (await addException(db, business.id, days));
  say(
    context.cookies,
    added
      ? { kind: 'done', text: t.saved }
      : { kind: 'problem', text: business.role === 'owner' ? t.wrongException : t.ownersOnly },
  );
  return context.redirect(`/u/${business.slug}/pengaturan/jam-buka#hari`, 303);
};
