import type { APIRoute } from 'astro';
import { z } from 'zod';
import { readPicture } from '../../planning/index.ts';

export const GET: APIRoute = async ({ params, locals }) => {
  const id = z.uuid().safeParse(params.file?.replace(/\.jpg$/, ''));
  const picture =
    id.success && params.file?.endsWith('.jpg') ? await readPicture(locals.backend, id.data) : null;
  if (!picture) return new Response(null, { status: 404 });
  return new Response(picture.stream(), {
    headers: {
      'Content-Type': 'image/jpeg',
      'Content-Length': String(picture.size),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  });
};
