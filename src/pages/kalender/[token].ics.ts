import type { APIRoute } from 'astro';
import { feedFile, readFeed } from '../../planning/index.ts';

/** The plan of a business for the calendar of who holds the address; it needs no session and changes nothing. */
export const GET: APIRoute = async ({ params, locals }) => {
  const { backend } = locals;
  const token = params.token ?? '';
  // Whatever cannot be one of ours is not asked for.
  const feed = /^[\w-]{22}$/.test(token) ? await readFeed(backend.asAnon(), token) : null;
  const headers = {
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
    'Referrer-Policy': 'no-referrer',
  };
  if (!feed) return new Response(null, { status: 404, headers });
  return new Response(feedFile(feed, backend.env.PUBLIC_URL), {
    headers: {
      ...headers,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="tanggap.ics"',
    },
  });
};
