import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { settingsWords, turnOnWidget } from '#widget/settings/index.ts';

/** The widget is turned on, and has a key. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = settingsWords[lang];
  const done = await turnOnWidget(db, business.id);
  say(context.cookies, done ? { kind: 'done', text: t.turnedOn } : { kind: 'problem', text: t.ownersOnly });
  return context.redirect(`/u/${business.slug}/kanal/widget`, 303);
};
