import type { APIRoute } from 'astro';
import { confirmCase, customerPageWords } from '#inbox/cases/customer-page/index.ts';
import { confirmForm } from '#inbox/cases/forms/index.ts';
import { changeFollowUp } from '#pages/_follow-up.ts';

/** "Ya, sudah beres." */
export const POST: APIRoute = (context) => {
  const { backend, lang } = context.locals;
  const t = customerPageWords[lang];
  return changeFollowUp(
    context,
    { form: 'beres', shape: confirmForm, mistake: t.moved },
    ({ resolution }, token) => confirmCase(backend, context, token, resolution),
    t.confirmed,
  );
};
