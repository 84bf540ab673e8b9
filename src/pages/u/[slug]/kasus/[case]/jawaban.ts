import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { caseWords, openedCase } from '#inbox/cases/index.ts';
import { keepDraft } from '#inbox/replies/index.ts';
import { makeLink } from '#inbox/cases/customer-page/index.ts';
import { caseId } from '#inbox/schema.ts';

/** Puts an answer with a new private link into the conversation's reply box; a person sends it. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { backend, db, business } = member;
  const id = caseId.safeParse(context.params.case);
  const one = id.success ? await openedCase(db, business.id, id.data) : null;
  // Where everybody reads, a private link has no place.
  const address = one && one.conversation.kind !== 'comment' ? await makeLink(backend, db, one.id) : null;
  if (!one || !address) return notFound();
  const path = `/u/${business.slug}/kotak-masuk/${one.conversation.id}`;
  keepDraft(context.cookies, path, caseWords.id.linkText(one.number, address));
  return context.redirect(`${path}#jawaban`, 303);
};
