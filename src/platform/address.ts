import type { Env } from './env.ts';

/**
 * The address a request came from, for rate limits. `X-Forwarded-For` counts only behind a proxy of ours, and
 * then its last entry, which that proxy wrote; what a caller wrote itself stands before it.
 */
export function addressOf(
  { request, clientAddress }: { request: Request; clientAddress: string },
  env: Env,
): string {
  if (!env.TRUST_PROXY) return clientAddress;
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || clientAddress;
}
