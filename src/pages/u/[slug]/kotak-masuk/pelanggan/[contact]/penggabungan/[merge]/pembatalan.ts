import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { contactWords, undoMerge } from '#inbox/customers/index.ts';
import { contactId } from '#inbox/schema.ts';
import { say } from '#platform/http/flash.ts';

/** Takes a merge of customers apart again. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const kept = contactId.safeParse(context.params.contact);
  const merge = z.uuid().safeParse(context.params.merge);
  if (!kept.success || !merge.success || !(await undoMerge(db, merge.data))) return notFound();
  say(context.cookies, { kind: 'done', text: contactWords[lang].undone });
  return context.redirect(`/u/${business.slug}/kotak-masuk/pelanggan/${kept.data}`, 303);
};
