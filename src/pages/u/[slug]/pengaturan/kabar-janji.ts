import type { APIRoute } from 'astro';
import { z } from 'zod';
import { businessWords, enter } from '#businesses/index.ts';
import { caseWords, escalateTo } from '#inbox/cases/index.ts';
import { say } from '#platform/http/flash.ts';

/** Chooses who is told of promises that passed. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { business, db, lang } = member;
  const form = await context.request.formData();
  const saved = await escalateTo(db, business.id, z.uuid().nullable().catch(null).parse(form.get('member')));
  say(
    context.cookies,
    saved
      ? { kind: 'done', text: caseWords[lang].escalationSaved }
      : { kind: 'problem', text: businessWords[lang].ownersOnly },
  );
  return context.redirect(`/u/${business.slug}/pengaturan`, 303);
};
