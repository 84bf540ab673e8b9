import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { triageWords, saveView } from '#inbox/conversations/triage/index.ts';
import { readFilters, writeFilters } from '#inbox/conversations/index.ts';
import { say } from '#platform/http/flash.ts';

/** Saves the filters of the list under a name. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const d = triageWords[lang];
  const form = await context.request.formData();
  const query = writeFilters(readFilters(new URLSearchParams(String(form.get('query') ?? ''))));
  const saved = await saveView(db, business.id, String(form.get('name') ?? '').trim(), query);
  say(context.cookies, saved ? { kind: 'done', text: d.viewSaved } : { kind: 'problem', text: d.viewTaken });
  return context.redirect(`/u/${business.slug}/kotak-masuk${query}`, 303);
};
