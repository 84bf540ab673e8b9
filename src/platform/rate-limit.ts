import type { Backend } from './backend/index.ts';

/**
 * Whether one more is allowed for a subject (an address, an e-mail, a link): at most `size` at once, leaking
 * back over `seconds`. Kept in the database, so it holds across processes and restarts.
 */
export async function allowed(
  backend: Backend,
  subject: string,
  size: number,
  seconds: number,
): Promise<boolean> {
  const { data } = await backend
    .asService('count against a rate limit')
    .rpc('take_rate_limit', { subject, size, seconds })
    .throwOnError();
  return data;
}

export async function forgetOldLimits(backend: Backend): Promise<void> {
  await backend.asService('forget old rate limits').rpc('forget_rate_limits').throwOnError();
}
