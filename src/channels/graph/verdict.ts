import type { Reason } from '../contract/outcome.ts';

/** What an error of the Graph API means for us; `look`: the call may have taken effect all the same. */
export interface Verdict {
  retry: 'later' | 'never' | 'look';
  reason: Reason;
  /** Seconds to wait before the next try. */
  after?: number;
  /** Whose budget is used up, where it is one. */
  bucket?: 'app' | 'account';
}

/** @param after seconds to wait before the next try */
export const later = (reason: Reason, after: number): Verdict => ({ retry: 'later', reason, after });

export const never = (reason: Reason): Verdict => ({ retry: 'never', reason });

/** Nobody knows: Meta stumbled, or something in between answered. */
export const temporary: Verdict = { retry: 'look', reason: 'temporary', after: 30 };
