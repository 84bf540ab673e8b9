import { z } from 'zod';
import type { Outcome } from '../contract/outcome.ts';

/** What Meta says when it did as it was told; older pages of the documentation print the text "true". */
export const done = z.object({ success: z.union([z.literal(true), z.literal('true')]) });

/** A comment that is not there any more was deleted before: what was wanted. */
export function goneIsDone(outcome: Outcome): Outcome {
  return outcome.ok === false && outcome.reason === 'not_found' ? { ok: true } : outcome;
}
