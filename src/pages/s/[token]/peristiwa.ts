import type { APIRoute } from 'astro';
import { liveTalk } from '#widget/portal/index.ts';
import { privateHeaders } from '#pages/_follow-up.ts';

/** `sejak` or `Last-Event-ID`: what the page showed last. */
export const GET: APIRoute = async (context) => {
  const { request, url, params, locals } = context;
  const told = request.headers.get('last-event-id') ?? url.searchParams.get('sejak') ?? '';
  const seen = /^\d{1,9}$/.test(told) ? Number(told) : null;
  const stream = await liveTalk(locals.backend, context, params.token ?? '', seen);
  // Either way the browser does not ask for it again.
  if (!stream) return new Response(null, { status: 410, headers: privateHeaders });
  if (stream === 'too_many') return new Response(null, { status: 429, headers: privateHeaders });
  return new Response(stream, {
    headers: { ...privateHeaders, 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
  });
};
