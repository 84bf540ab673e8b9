/** What every form of a case begins and ends with. */
import type { APIContext } from 'astro';
import type { z } from 'zod';
import { enter, notFound, type Member } from '#businesses/index.ts';
import { caseWords, openedCase, type Case, type CaseOutcome } from '#inbox/cases/index.ts';
import { caseId } from '#inbox/schema.ts';
import { say } from '#platform/http/flash.ts';
import { valueAt } from '#platform/text/table.ts';

interface CaseForm<Valid> {
  member: Member;
  one: Case;
  form: Valid;
}

/**
 * Reads the form, lets `change` do its part, and leads back to the case.
 * @param change gives what came of it, or the sentence to say
 * @param part of the page to lead to
 */
export async function changeCase<Valid>(
  context: APIContext,
  shape: z.ZodType<Valid>,
  change: (form: CaseForm<Valid>) => Promise<CaseOutcome | 'due' | { done: string }>,
  part = '',
): Promise<Response> {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const id = caseId.safeParse(context.params.case);
  const one = id.success ? await openedCase(member.db, member.business.id, id.data) : null;
  if (!one) return notFound();
  const t = caseWords[member.lang];
  const form = shape.safeParse(Object.fromEntries(await context.request.formData()));
  const outcome = form.success ? await change({ member, one, form: form.data }) : 'invalid';
  if (outcome === null) return notFound();
  const problems = { moved: t.moved, other: t.other, due: t.dueWrong, invalid: t.invalid };
  const said = typeof outcome === 'object' ? outcome.done : outcome === 'done' ? t.saved : null;
  say(
    context.cookies,
    said === null
      ? { kind: 'problem', text: valueAt(problems, String(outcome)) ?? t.invalid }
      : { kind: 'done', text: said },
  );
  return context.redirect(`/u/${member.business.slug}/kasus/${one.id}${part}`, 303);
}
