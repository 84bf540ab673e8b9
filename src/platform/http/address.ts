import { isIPv6 } from 'node:net';
import type { Env } from '../env.ts';

/**
 * The address a request came from, for rate limits. `X-Forwarded-For` counts only behind a proxy of ours, and
 * then its last entry, which that proxy wrote; what a caller wrote itself stands before it.
 */
export function addressOf(
  { request, clientAddress }: { request: Request; clientAddress: string },
  env: Env,
): string {
  const forwarded = env.TRUST_PROXY && request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return networkOf(forwarded || clientAddress);
}

/**
 * An address without what may change with each request: the port that some proxies add, and the second half of IPv6,
 * which is its holder's to choose (2^64 addresses, each with limits of its own, would be none).
 */
function networkOf(address: string): string {
  const [, fourth] = /^(?:::ffff:)?(\d+(?:\.\d+){3})(?::\d+)?$/i.exec(address) ?? [];
  if (fourth !== undefined) return fourth;
  const [bare = ''] = address.replace(/^\[|\](:\d+)?$/g, '').split('%');
  if (!isIPv6(bare)) return address;
  const [left = [], right = []] = new URL(`http://[${bare}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
