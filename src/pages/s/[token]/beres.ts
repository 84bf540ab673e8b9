import type { APIRoute } from 'astro';
import { confirmCase, confirmForm, followUpWords } from '#inbox/index.ts';
import { changeFollowUp } from '#pages/_follow-up.ts';

/** "Ya, sudah beres." */
export const POST: APIRoute = (context) => {
  const { backend, lang } = context.locals;
  const t = followUpWords[lang];
  return changeFollowUp(
    context,
    { form: 'beres', shape: confirmForm, mistake: t.moved },
    ({ penyelesaian }, token) => confirmCase(backend, context, token, penyelesaian),
    t.confirmed,
  );
};
