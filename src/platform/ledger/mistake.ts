import { log } from '../log.ts';

/** Of what came of it nothing is known. */
export interface Mistake {
  ok: 'unknown';
  reason: 'temporary';
  after?: never;
  trace?: never;
}

/**
 * Makes a call that answers with a value whatever the network says. What it throws is a mistake of ours, and whether
 * the call took effect before it nobody knows: that is the answer then, and the log has the error.
 * @param ledger whose row it is about
 * @param row the row as it was claimed, for its ids
 */
export async function orUnknown<T>(
  ledger: string,
  row: unknown,
  call: () => Promise<T> | T,
): Promise<T | Mistake> {
  try {
    return await call();
  } catch (error) {
    log('error', 'ledger.mistake', { ledger, ...idsOf(row), error });
    return { ok: 'unknown', reason: 'temporary' };
  }
}

/** What names a row, without what is in it. */
export function idsOf(row: unknown): Record<string, unknown> {
  if (typeof row === 'string') return { id: row };
  return Object.fromEntries(
    Object.entries(row ?? {}).filter(([name, value]) => isId.test(name) && typeof value === 'string'),
  );
}
const isId = /^(id|target|target_id|conversation|message|identity|channel_id)$/;
