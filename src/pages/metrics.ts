import type { APIRoute } from 'astro';
import { metricsText } from '#platform/process/metrics.ts';

/** For a Prometheus on this machine; whoever comes through the proxy finds nothing here. */
export const GET: APIRoute = async ({ locals, request, clientAddress }) => {
  const local = /^(::1|127\.|::ffff:127\.)/.test(clientAddress) && !request.headers.has('x-forwarded-for');
  if (!local) return new Response(null, { status: 404 });
  return new Response(await metricsText(locals.backend), {
    headers: { 'Content-Type': 'text/plain; version=0.0.4', 'Cache-Control': 'no-store' },
  });
};
