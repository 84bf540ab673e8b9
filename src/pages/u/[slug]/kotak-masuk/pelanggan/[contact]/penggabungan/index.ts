import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { contactWords, mergeContacts } from '#inbox/customers/index.ts';
import { contactId } from '#inbox/schema.ts';
import { say } from '#platform/http/flash.ts';

/** Another customer turns out to be this one. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = contactWords[lang];
  const kept = contactId.safeParse(context.params.contact);
  const merged = contactId.safeParse((await context.request.formData()).get('merged'));
  if (!kept.success || !merged.success) return notFound();
  const merge = await mergeContacts(db, kept.data, merged.data);
  say(context.cookies, merge ? { kind: 'done', text: t.merged } : { kind: 'problem', text: t.notMerged });
  return context.redirect(`/u/${business.slug}/kotak-masuk/pelanggan/${kept.data}#gabung`, 303);
};
