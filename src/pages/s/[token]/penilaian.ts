import type { APIRoute } from 'astro';
import { customerPageWords, rateCase } from '#inbox/cases/customer-page/index.ts';
import { ratingForm } from '#inbox/cases/forms/index.ts';
import { changeFollowUp } from '#pages/_follow-up.ts';

/** One to five, once. */
export const POST: APIRoute = (context) => {
  const { backend, lang } = context.locals;
  const t = customerPageWords[lang];
  return changeFollowUp(
    context,
    { form: 'penilaian', shape: ratingForm, mistake: t.noScore },
    ({ score, words }, token) => rateCase(backend, context, token, score, words),
    t.thanks,
  );
};
