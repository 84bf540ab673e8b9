import type { APIRoute } from 'astro';
import { disputeCase, customerPageWords } from '#inbox/cases/customer-page/index.ts';
import { disputeForm } from '#inbox/cases/forms/index.ts';
import { changeFollowUp } from '#pages/_follow-up.ts';

/** "Belum beres", with the reason: the case opens again. */
export const POST: APIRoute = (context) => {
  const { backend, lang } = context.locals;
  const t = customerPageWords[lang];
  return changeFollowUp(
    context,
    { form: 'belum-beres', shape: disputeForm, mistake: t.noReason },
    ({ resolution, reason }, token) => disputeCase(backend, context, token, resolution, reason),
    t.disputed,
  );
};
