import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { caseWords, openCase, openedCase } from '#inbox/cases/index.ts';
import { complaintOf, firstCase } from '#inbox/cases/forms/index.ts';
import { openConversation } from '#inbox/conversations/index.ts';
import { conversationId } from '#inbox/schema.ts';
import { say } from '#platform/http/flash.ts';

/** Makes a case of the conversation's complaint; where one is open already, leads there. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { db, business, lang } = member;
  const id = conversationId.safeParse(context.params.conversation);
  const thread = id.success ? await openConversation(db, business.id, id.data) : null;
  if (!thread) return notFound();
  const begin = firstCase(complaintOf(thread), business.answerPromiseHours, business.timezone);
  const made = await openCase(db, thread.id, begin);
  if (!made || made === 'due') return notFound();
  const one = await openedCase(db, business.id, made);
  if (!one) return notFound();
  say(context.cookies, { kind: 'done', text: caseWords[lang].made(one.number) });
  return context.redirect(`/u/${business.slug}/kasus/${made}`, 303);
};
