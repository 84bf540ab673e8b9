import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { lookAtInbox } from '#inbox/notices/index.ts';

/** "I have the inbox in sight": said every so often by an open page, so that the phone stays quiet. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  await lookAtInbox(member.db, member.business.id);
  return new Response('', {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
};
