import { timingSafeEqual, createHash } from 'node:crypto';
import type { APIRoute } from 'astro';
import { verifyTokens } from '../../../channels/index.ts';
import { mostBodyBytes, receiveWebhook } from '../../../inbox/index.ts';

/** Meta proves that it is itself, and we answer with its challenge. */
export const GET: APIRoute = ({ url, locals }) => {
  const query = url.searchParams;
  const given = query.get('hub.verify_token') ?? '';
  const known = verifyTokens(locals.backend).some((token) => same(token, given));
  if (query.get('hub.mode') !== 'subscribe' || !known) return new Response(null, { status: 403 });
  return new Response(query.get('hub.challenge') ?? '', { headers: { 'Content-Type': 'text/plain' } });
};

/** Signed events: stored before they are answered; a database that can't take them answers 503, and Meta comes again. */
export const POST: APIRoute = async ({ request, locals }) => {
  const raw = await readAtMost(request, mostBodyBytes);
  // What was not read is still on its way: this connection can't carry another request.
  if (raw === null) return new Response(null, { status: 413, headers: { Connection: 'close' } });
  const received = await receiveWebhook(locals.backend, raw, request.headers.get('x-hub-signature-256'));
  return received.ok ? new Response('ok') : new Response(null, { status: 401 });
};

async function readAtMost(request: Request, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
