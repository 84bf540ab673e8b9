import type { APIRoute } from 'astro';
import { customersPhoto } from '#widget/portal/index.ts';

/** A photo of the conversation behind a private link. */
export const GET: APIRoute = async (context) => {
  const { token = '', photo = '' } = context.params;
  const small = context.url.searchParams.has('kecil');
  const stream = await customersPhoto(context.locals.backend, context, token, photo, small);
  if (!stream) return new Response(null, { status: 404 });
  return new Response(stream, {
    headers: {
      'Content-Type': 'image/jpeg',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      // It cannot change, and only who opened the page knows its address.
      'Cache-Control': 'private, max-age=86400, immutable',
      'Referrer-Policy': 'no-referrer',
    },
  });
};
