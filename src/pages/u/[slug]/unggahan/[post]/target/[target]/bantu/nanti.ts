import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { clock, zoneName } from '#platform/text/i18n.ts';
import { targetId } from '#planning/schema.ts';
import { assistWords, snooze } from '#publishing/assist/index.ts';

/** The person is reminded once more, in an hour. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = assistWords[lang];
  const target = targetId.safeParse(context.params.target);
  if (!target.success) return notFound();
  const when = await snooze(db, target.data);
  const hour = when && `${clock(when, lang, business.timezone)} ${zoneName(business.timezone)}`;
  say(
    context.cookies,
    hour ? { kind: 'done', text: t.snoozed(hour) } : { kind: 'problem', text: t.notSnoozed },
  );
  return context.redirect(
    `/u/${business.slug}/unggahan/${context.params.post}/target/${target.data}/bantu`,
    303,
  );
};
