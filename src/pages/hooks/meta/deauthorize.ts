import type { APIRoute } from 'astro';
import { withdrawGrants } from '#channels/connections/index.ts';

/** The network tells that a person removed our app. */
export const POST: APIRoute = async ({ request, locals }) => {
  const signed = String((await request.formData().catch(() => null))?.get('signed_request') ?? '');
  const known = await withdrawGrants(locals.backend, signed);
  return new Response(null, { status: known ? 200 : 401 });
};
