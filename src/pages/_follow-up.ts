/** What the private page of a customer and its forms have in common. */
import type { APIContext } from 'astro';
import type { z } from 'zod';
import { customerPageWords, type CustomerOutcome } from '#inbox/cases/customer-page/index.ts';
import { say, sayMistake } from '#platform/http/flash.ts';
import { withTodaysNames } from '#widget/feedback/index.ts';

/** Whoever holds the address reads the page: it must not travel on, and nobody should find it. */
export const privateHeaders = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

/**
 * Reads the customer's form, lets `change` do its part, and leads back to their page.
 * @param form its name on the page, where a mistake is told
 */
export async function changeFollowUp<Valid>(
  context: APIContext,
  { form, shape, mistake }: { form: string; shape: z.ZodType<Valid>; mistake: string },
  change: (valid: Valid, token: string) => Promise<CustomerOutcome>,
  thanks: string,
): Promise<Response> {
  const t = customerPageWords[context.locals.lang];
  const token = context.params.token ?? '';
  const typed = Object.fromEntries(withTodaysNames(await context.request.formData()));
  const valid = shape.safeParse(typed);
  if (!valid.success) {
    const words = String(typed.words ?? '').slice(0, 500);
    sayMistake(context.cookies, { form, field: null, text: mistake, typed: { words } });
  } else {
    const outcome = await change(valid.data, token);
    const problems = { moved: t.moved, other: t.other, too_many: t.tooManyText };
    if (outcome === 'done') say(context.cookies, { kind: 'done', text: thanks });
    else if (outcome) say(context.cookies, { kind: 'problem', text: problems[outcome] });
  }
  const answer = context.redirect(`/s/${encodeURIComponent(token)}`, 303);
  for (const [name, value] of Object.entries(privateHeaders)) answer.headers.set(name, value);
  return answer;
}
