import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { contactWords, renameContact } from '#inbox/customers/index.ts';
import { contactId } from '#inbox/schema.ts';
import { say } from '#platform/http/flash.ts';

/** Names a customer as the business knows them. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const id = contactId.safeParse(context.params.contact);
  const name = String((await context.request.formData()).get('name') ?? '')
    .trim()
    .slice(0, 200);
  if (!id.success || !(await renameContact(db, id.data, name))) return notFound();
  say(context.cookies, { kind: 'done', text: contactWords[lang].saved });
  return context.redirect(`/u/${business.slug}/kotak-masuk/pelanggan/${id.data}`, 303);
};
