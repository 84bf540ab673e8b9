import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { say } from '#platform/http/flash.ts';
import { decideMessage } from '#inbox/replies/index.ts';
import { inboxWords } from '#inbox/index.ts';
import { conversationId, messageId } from '#inbox/schema.ts';

/** A member decides what becomes of an answer that did not arrive for sure. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const t = inboxWords[lang];
  const message = messageId.safeParse(context.params.message);
  const conversation = conversationId.safeParse(context.params.conversation);
  if (!message.success || !conversation.success) return notFound();
  const form = await context.request.formData();
  const version = Number(form.get('version'));
  const decided = await decideMessage(db, message.data, version, form.get('action') === 'done');
  say(context.cookies, decided ? { kind: 'done', text: t.decided } : { kind: 'problem', text: t.moved });
  return context.redirect(`/u/${business.slug}/kotak-masuk/${conversation.data}#${message.data}`, 303);
};
