import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { copyContact } from '#inbox/customers/privacy/index.ts';
import { contactId } from '#inbox/schema.ts';

/** A customer's copy of their data; by a form, because it is written down that it was handed out. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { backend, db, lang, business } = member;
  const id = contactId.safeParse(context.params.contact);
  const copy = id.success ? await copyContact(backend, db, id.data, lang, business.timezone) : null;
  return copy ?? notFound();
};
