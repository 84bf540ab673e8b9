import type { APIRoute } from 'astro';
import { z } from 'zod';
import { enter, enterBusiness, notFound } from '#businesses/index.ts';
import { memberToast, removeMember } from '#businesses/members/index.ts';
import { say } from '#platform/http/flash.ts';

/** A member leaves, or is let go by an owner. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const id = z.uuid().safeParse(context.params.member);
  if (!id.success) return notFound();
  say(context.cookies, memberToast(await removeMember(member.db, id.data), member.lang));
  const stillIn = await enterBusiness(member.db, member.business.slug);
  return context.redirect(stillIn ? `/u/${member.business.slug}/anggota` : '/', 303);
};
