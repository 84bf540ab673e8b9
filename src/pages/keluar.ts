import type { APIRoute } from 'astro';
import { accountWords } from '#businesses/accounts/index.ts';
import { say } from '#platform/http/flash.ts';
import { signOut } from '#platform/http/session.ts';

export const POST: APIRoute = async ({ request, cookies, locals, redirect }) => {
  await signOut({ backend: locals.backend, request, cookies });
  say(cookies, { kind: 'done', text: accountWords[locals.lang].signedOut });
  return redirect('/masuk', 303);
};
