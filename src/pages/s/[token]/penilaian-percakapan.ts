import type { APIRoute } from 'astro';
import { customerPageWords } from '#inbox/cases/customer-page/index.ts';
import { ratingForm } from '#inbox/cases/forms/index.ts';
import { rateTalk } from '#widget/portal/index.ts';
import { changeFollowUp } from '#pages/_follow-up.ts';

/** One to five, once, about a conversation without a case. */
export const POST: APIRoute = (context) => {
  const { backend, lang } = context.locals;
  const t = customerPageWords[lang];
  return changeFollowUp(
    context,
    { form: 'penilaian-percakapan', shape: ratingForm, mistake: t.noScore },
    ({ score, words }, token) => rateTalk(backend, context, token, score, words),
    t.thanks,
  );
};
