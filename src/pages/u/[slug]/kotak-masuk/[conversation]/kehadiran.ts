import type { APIRoute } from 'astro';
import { enter, notFound } from '#businesses/index.ts';
import { listMembers } from '#businesses/members/index.ts';
import { colleaguesHere } from '#inbox/conversations/index.ts';
import { lookAt } from '#inbox/conversations/triage/index.ts';
import { conversationId } from '#inbox/schema.ts';

/** "I have it open": said every so often by an open page. Answers with who else has, in words. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const id = conversationId.safeParse(context.params.conversation);
  if (!id.success) return notFound();
  const { db, business, lang } = member;
  const [here, colleagues] = await Promise.all([lookAt(db, id.data), listMembers(db, business.id)]);
  return new Response(colleaguesHere(here, colleagues, lang), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
};
