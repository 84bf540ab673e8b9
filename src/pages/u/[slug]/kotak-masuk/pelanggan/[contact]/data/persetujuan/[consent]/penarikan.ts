import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, notFound } from '#businesses/index.ts';
import { privacyWords, withdrawConsent } from '#inbox/customers/privacy/index.ts';
import { say } from '#platform/http/flash.ts';

/** The customer takes a consent back. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const { contact, consent } = context.params;
  const id = z.uuid().safeParse(consent);
  if (!id.success) return notFound();
  const t = privacyWords[lang];
  const withdrawn = await withdrawConsent(db, id.data);
  say(
    context.cookies,
    withdrawn ? { kind: 'done', text: t.withdrawDone } : { kind: 'problem', text: t.withdrawGone },
  );
  return context.redirect(`/u/${business.slug}/kotak-masuk/pelanggan/${contact}/data#persetujuan`, 303);
};
