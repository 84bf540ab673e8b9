import type { APIRoute } from 'astro';
import { z } from 'zod';
import { changeRole, memberToast } from '#businesses/members/index.ts';
import { enter, notFound } from '#businesses/index.ts';
import { role } from '#businesses/schema.ts';
import { say } from '#platform/http/flash.ts';

/** A member gets another role. */
export const POST: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const id = z.uuid().safeParse(context.params.member);
  const wished = role.safeParse((await context.request.formData()).get('role'));
  if (!id.success || !wished.success) return notFound();
  say(context.cookies, memberToast(await changeRole(member.db, id.data, wished.data), member.lang));
  return context.redirect(`/u/${member.business.slug}/anggota`, 303);
};
