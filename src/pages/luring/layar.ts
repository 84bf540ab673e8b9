import type { APIRoute } from 'astro';
import { dueAssisted } from '#publishing/assist/index.ts';

/** For the service worker: which screens this person's phone keeps for a blank spot. */
export const GET: APIRoute = async ({ locals: { backend, person } }) => {
  const headers = { 'Cache-Control': 'no-store' };
  if (!person) return Response.json({ paths: [] }, { status: 401, headers });
  return Response.json({ paths: await dueAssisted(backend.asUser(person.token)) }, { headers });
};
