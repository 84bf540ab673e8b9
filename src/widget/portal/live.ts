/** The customer's private page while it is open: a stream that says that there is something new, and not what. */
import { isToken, linkDigest } from '#platform/http/private-link.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import type { Backend } from '#platform/backend/index.ts';
import { watchBusiness } from '#platform/live/stream.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import type { Visit } from '../feedback/take.ts';

/** A page opens one, and many phones share an address. Held by this process, which is what an open stream costs. */
const mostOfLink = 5;
const mostOfAddress = 40;
/** Every event of the business rings; a customer is told within this. */
const calmMs = 1_000;

const news = z.object({ business: z.uuid(), seen: z.number() });

/** What has been seen so far by whoever opens the page behind the link now; null when it is none. */
export async function seenSoFar(backend: Backend, token: string): Promise<number | null> {
  return isToken(token) ? ((await newsOf(backend, token))?.seen ?? null) : null;
}

/**
 * The stream of one private link; ends when the link does. Null when it is none, or too many are open: the page then
 * looks by itself from time to time.
 * @param seen what the page showed last, as `seenSoFar` or `Last-Event-ID` said
 */
export async function liveTalk(
  backend: Backend,
  visit: Visit,
  token: string,
  seen: number | null,
): Promise<ReadableStream<Uint8Array> | 'too_many' | null> {
  if (!isToken(token)) return null;
  const address = addressOf(visit, backend.env);
  if (!(await allowed(backend, `percakapan-langsung:${address}`, 60, 60))) return 'too_many';
  const first = await newsOf(backend, token);
  if (!first) return null;
  const link = linkDigest(token);
  const leave = enter([`link:${link}`, mostOfLink], [`address:${address}`, mostOfAddress]);
  if (!leave) return 'too_many';
  let last = seen ?? first.seen;
  let began = false;
  return watchBusiness(backend, first.business, visit.request.signal, {
    async read(write) {
      if (began) await pause(calmMs, undefined, { ref: false });
      began = true;
      const now = await newsOf(backend, token);
      if (!now) return 'over';
      if (now.seen !== last) write(`id: ${now.seen}\nevent: talk.changed\ndata: {}\n\n`);
      last = now.seen;
      return 'done';
    },
    ended: leave,
  }).catch((error: unknown) => {
    leave();
    throw error;
  });
}

async function newsOf(backend: Backend, token: string): Promise<z.infer<typeof news> | null> {
  const { data } = await backend
    .asService('tell the holder of a private link that there is something new')
    .rpc('customer_news', { token })
    .throwOnError();
  return news.nullable().parse(data);
}

const open = new Map<string, number>();

/** Counts one more open stream for each subject; null when one of them has enough. Call what is returned when it ends. */
function enter(...subjects: [string, number][]): (() => void) | null {
  if (subjects.some(([subject, most]) => (open.get(subject) ?? 0) >= most)) return null;
  for (const [subject] of subjects) open.set(subject, (open.get(subject) ?? 0) + 1);
  return () => {
    for (const [subject] of subjects) {
      const left = (open.get(subject) ?? 1) - 1;
      if (left > 0) open.set(subject, left);
      else open.delete(subject);
    }
  };
}
