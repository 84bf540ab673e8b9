import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { rememberBusiness } from '#pages/_last-business.ts';

/** Opens a business: today's page shows it from now on. */
export const GET: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  rememberBusiness(context.cookies, member.business.slug);
  return context.redirect('/', 303);
};
