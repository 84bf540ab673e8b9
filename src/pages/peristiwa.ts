import type { APIRoute } from 'astro';
import { enterBusiness } from '#businesses/index.ts';
import { liveEvents } from '#platform/live/stream.ts';

/** `?usaha={slug}`, and `sejak` or `Last-Event-ID`: the last number seen. */
export const GET: APIRoute = async ({ request, url, locals }) => {
  const { backend, person } = locals;
  if (!person) return new Response(null, { status: 401 });
  const business = await enterBusiness(backend.asUser(person.token), url.searchParams.get('usaha') ?? '');
  if (!business) return new Response(null, { status: 404 });
  const seen = request.headers.get('last-event-id') ?? url.searchParams.get('sejak') ?? '';
  const after = /^\d{1,15}$/.test(seen) ? Number(seen) : null;
  return new Response(await liveEvents(backend, person, business.id, after, request.signal), {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  });
};
