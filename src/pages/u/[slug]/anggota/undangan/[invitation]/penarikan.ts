import type { APIRoute } from 'astro';
import { z } from 'zod';
import { businessWords, enter, notFound } from '#businesses/index.ts';
import { withdrawInvitation } from '#businesses/members/index.ts';
import { say } from '#platform/http/flash.ts';

/** An invitation is taken back before anyone used it. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const id = z.uuid().safeParse(context.params.invitation);
  if (!id.success) return notFound();
  await withdrawInvitation(member.db, id.data);
  say(context.cookies, { kind: 'done', text: businessWords[member.lang].withdrawn });
  return context.redirect(`/u/${member.business.slug}/anggota`, 303);
};
