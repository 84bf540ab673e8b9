import type { APIRoute } from 'astro';
import { calendarWords } from '#planning/calendar/index.ts';
import { feedFile, readFeed } from '#planning/calendar/feed/index.ts';

/** The plan of a business for the calendar of who holds the address; it needs no session and changes nothing. */
export const GET: APIRoute = async (context) => {
  const { backend, lang } = context.locals;
  const feed = await readFeed(backend, context, context.params.token ?? '');
  const headers = {
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
    'Referrer-Policy': 'no-referrer',
  };
  if (!feed) return new Response(null, { status: 404, headers });
  if (feed === 'too_many') {
    const text = 'text/plain; charset=utf-8';
    const slower = { ...headers, 'Content-Type': text, 'Retry-After': '60' };
    return new Response(calendarWords[lang].feedTooMany, { status: 429, headers: slower });
  }
  return new Response(feedFile(feed, backend.env.PUBLIC_URL), {
    headers: {
      ...headers,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="tanggap.ics"',
    },
  });
};
