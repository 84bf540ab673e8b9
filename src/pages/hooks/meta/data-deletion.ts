import type { APIRoute } from 'astro';
import { deletePersonsData } from '#channels/connections/index.ts';

/** The network tells that a person asks to be forgotten; answers where they can see that it was done. */
export const POST: APIRoute = async ({ request, locals }) => {
  const { backend } = locals;
  const signed = String((await request.formData().catch(() => null))?.get('signed_request') ?? '');
  const done = await deletePersonsData(backend, signed);
  if (!done) return new Response(null, { status: 401 });
  const url = `${backend.env.PUBLIC_URL}/hapus-data/${done.code}`;
  return Response.json({ url, confirmation_code: done.code });
};
