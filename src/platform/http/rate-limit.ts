/**
 * Limits and pressure, counted in the database, so that they hold over restarts and in every process. What is kept of a
 * subject is a digest with the installation's own key: an address cannot be tried out from it.
 */
import { createHmac } from 'node:crypto';
import type { Backend } from '../backend/index.ts';

/**
 * Whether one more is allowed for a subject (an address, an e-mail, a link): at most `size` at once, leaking
 * back over `seconds`.
 */
export async function allowed(
  backend: Backend,
  subject: string,
  size: number,
  seconds: number,
): Promise<boolean> {
  const { data } = await backend
    .asService('count against a rate limit')
    .rpc('take_rate_limit', { subject: digestOf(backend, subject), size, seconds })
    .throwOnError();
  return data;
}

/** Whether this is the first time; for whatever is of no use any more after a day. */
export function isFirst(backend: Backend, subject: string): Promise<boolean> {
  return allowed(backend, subject, 1, 86_400);
}

/** More than `calm` tries within `seconds` are pressure; it ends in a time that `most` bounds. */
export interface Pressure {
  calm: number;
  most: number;
  seconds: number;
}

/** Counts one try, taken or not; whether the subject is under pressure. */
export async function press(backend: Backend, subject: string, pressure: Pressure): Promise<boolean> {
  const { data } = await backend
    .asService('count a try')
    .rpc('press_rate_limit', { subject: digestOf(backend, subject), ...pressure })
    .throwOnError();
  return data;
}

/** The same without counting. */
export async function isPressed(
  backend: Backend,
  subject: string,
  { calm, seconds }: Pressure,
): Promise<boolean> {
  const { data } = await backend
    .asService('look at the pressure')
    .rpc('is_pressed', { subject: digestOf(backend, subject), calm, seconds })
    .throwOnError();
  return data;
}

export async function forgetOldLimits(backend: Backend): Promise<void> {
  await backend.asService('forget old rate limits').rpc('forget_rate_limits').throwOnError();
}

function digestOf({ keys }: Backend, subject: string): string {
  return createHmac('sha256', keys.derive('rate-limits', 32)).update(subject).digest('base64url');
}
