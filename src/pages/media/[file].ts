import type { APIRoute } from 'astro';
import { z } from 'zod';
import { readPicture } from '../../planning/index.ts';

export const GET: APIRoute = async ({ params, locals }) => {
  const [, id, small] = /^([0-9a-f-]{36})(-small)?\.jpg$/.exec(params.file ?? '') ?? [];
  const known = z.uuid().safeParse(id);
  const picture = known.success
    ? await readPicture(locals.backend, known.data, small ? 'small' : 'whole')
    : null;
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
