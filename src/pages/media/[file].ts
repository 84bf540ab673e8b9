import type { APIRoute } from 'astro';
import { z } from 'zod';
import { findVideoFile } from '#media/videos/index.ts';
import { readPicture } from '#media/pictures/index.ts';
import { partOf, rangeOf } from '#platform/http/body/range.ts';

const videoTypes = { mp4: 'video/mp4', mov: 'video/quicktime' } as const;

/** Stored files: no sign-in, because networks fetch them, but nobody can guess a name. */
export const GET: APIRoute = async ({ params, locals, request }) => {
  const [, id, small, ending] = /^([0-9a-f-]{36})(-small)?\.(jpg|mp4|mov)$/.exec(params.file ?? '') ?? [];
  const known = z.uuid().safeParse(id);
  if (!known.success || (small && ending !== 'jpg')) return new Response(null, { status: 404 });
  if (ending === 'mp4' || ending === 'mov') {
    return video(locals.backend, known.data, videoTypes[ending], request);
  }
  const picture = await readPicture(locals.backend, known.data, small ? 'small' : 'whole');
  if (!picture) return new Response(null, { status: 404 });
  return new Response(picture.stream(), {
    headers: { ...headers, 'Content-Type': 'image/jpeg', 'Content-Length': String(picture.size) },
  });
};

const headers = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

async function video(
  backend: App.Locals['backend'],
  id: string,
  type: (typeof videoTypes)[keyof typeof videoTypes],
  { headers: asked, method }: Request,
): Promise<Response> {
  const file = await findVideoFile(backend, id, type);
  if (!file) return new Response(null, { status: 404 });
  const { size } = file;
  const range = rangeOf(asked.get('range'), size);
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const stream = method === 'HEAD' ? null : await file.open();
  if (!stream && method !== 'HEAD') return new Response(null, { status: 404 });
  return new Response(stream && partOf(stream, { start, end }), {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Type': type,
      'Accept-Ranges': 'bytes',
      'Content-Length': String(end - start + 1),
      ...(range && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
    },
  });
}
