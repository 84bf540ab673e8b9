import { timingSafeEqual, createHash } from 'node:crypto';
import type { APIRoute } from 'astro';
import { verifyTokens } from '#channels/connections/index.ts';
import { answerWebhook } from '#inbox/receiving/index.ts';

/** Meta proves that it is itself, and we answer with its challenge. */
export const GET: APIRoute = ({ url, locals }) => {
  const query = url.searchParams;
  const given = query.get('hub.verify_token') ?? '';
  const known = verifyTokens(locals.backend).some((token) => same(token, given));
  if (query.get('hub.mode') !== 'subscribe' || !known) return new Response(null, { status: 403 });
  return new Response(query.get('hub.challenge') ?? '', { headers: { 'Content-Type': 'text/plain' } });
};

/** Signed events. The built server takes them before they come here: see server.ts. */
export const POST: APIRoute = async ({ request, locals }) => {
  const signature = request.headers.get('x-hub-signature-256');
  const body = request.body ?? new Blob().stream();
  return new Response(null, { status: await answerWebhook(locals.backend, body, signature) });
};

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
