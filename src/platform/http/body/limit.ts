/** How much a request may bring, by its address: forms that take files much, everything else little. */
import type { IncomingMessage } from 'node:http';

const megabyte = 1024 * 1024;

/** The largest form brings a video of at most 100 MB and its still; the form itself then says what is wrong. */
export const mostUploadBytes = 160 * megabyte;

const business = '^/u/[^/]+';
const larger: readonly [RegExp, number][] = [
  [new RegExp(`${business}/unggahan/(baru|[^/]+/ubah)/?$`), mostUploadBytes],
  [new RegExp(`${business}/media/?$`), mostUploadBytes],
  [new RegExp(`${business}/(katalog|seri)/[^/]+/?$`), mostUploadBytes],
  // An answer may bring a photo as the phone took it.
  [new RegExp(`${business}/kotak-masuk/[^/]+/?$`), 40 * megabyte],
  [new RegExp(`${business}/impor/?$`), 4 * megabyte],
  // What a customer sends may bring a photo as the phone took it.
  [/^\/f\/[^/]+\/?$/, 40 * megabyte],
  [/^\/s\/[^/]+\/?$/, 40 * megabyte],
  [/^\/api\/widget\/[^/]+\/masukan\/[^/]+\/foto\/?$/, 40 * megabyte],
  // Counts for itself what it reads.
  [/^\/hooks\/meta\/?$/, mostUploadBytes],
];

/** For the body of a request to this path. */
export function mostBodyBytes(path: string): number {
  return larger.find(([address]) => address.test(path))?.[1] ?? megabyte;
}

const code = 'BODY_TOO_LARGE';

/** Whether a body was cut off. By its code: the server and the built pages have a class of their own each. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof Error && ((error as { code?: string }).code === code || isTooLarge(error.cause));
}

/**
 * Gives a request a body that breaks off once more came than its address takes, said beforehand or not. What
 * follows is read and thrown away, so that the answer can reach whoever is still sending.
 */
export function limitBody(request: IncomingMessage & { body?: AsyncIterable<Buffer> }): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  request.body = readAtMost(request, mostBodyBytes(path));
}

async function* readAtMost(request: IncomingMessage, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) {
      request.resume();
      throw Object.assign(new Error(`more than ${most} bytes came`), { code });
    }
    yield part;
  }
}
