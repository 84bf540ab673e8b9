/** What comes of a row next, from what its call or a look-up said. No calls, no database. */

/** What a call came to, as far as a ledger cares: every answer of a channel is one. */
export type Came =
  | { ok: true }
  | { ok: false; retry: 'later' | 'never'; after?: number; untried?: true }
  | { ok: 'unknown'; after?: number };

export interface Verdict {
  /** `open`: it may have taken effect, and is looked up; `unconfirmed`: only a person can know. */
  next: 'done' | 'again' | 'open' | 'failed' | 'unconfirmed';
  /** How the attempt ended, for its row. */
  outcome: 'ok' | 'failed' | 'unknown' | 'found' | 'absent';
  retry_seconds?: number;
}

export interface Tries {
  /** How often it may be tried. */
  most: number;
  /** Seconds to wait at first; each try doubles them. */
  first: number;
  /** Seconds to wait at most. */
  longest?: number;
}

/** What a person waits for: soon at first, and some twenty minutes in all. */
export const ofSends: Tries = { most: 8, first: 5, longest: 600 };
/** After this long without an answer a person is asked. */
const patienceMs = 10 * 60_000;
const lookSeconds = 10;
const lookAgainSeconds = 15;
const longestLookSeconds = 60;

/**
 * After a call that must not be made twice. Whether it took effect must be looked up where nobody knows.
 * @param tries how often it was tried, this time among them
 */
export function afterCall(came: Came, tries: number): Verdict {
  if (came.ok === true) return { next: 'done', outcome: 'ok' };
  if (came.ok === 'unknown') return { next: 'open', outcome: 'unknown', retry_seconds: lookSeconds };
  const wait = whenAgain(came, tries, ofSends);
  if (wait === null) return { next: 'failed', outcome: 'failed' };
  return { next: 'again', outcome: 'failed', retry_seconds: wait };
}

/**
 * After a look-up of a call whose caller died, or whose answer was lost: only what the network shows decides. What can't
 * be known is looked at again for ten minutes, then put before a person.
 */
export function afterLookup(
  came: Came & { remoteId?: string | null },
  openedAt: Date,
  now = Date.now(),
): Verdict {
  if (came.ok === true && came.remoteId !== null) return { next: 'done', outcome: 'found' };
  if (came.ok === true) return { next: 'again', outcome: 'absent', retry_seconds: 1 };
  const hopeless = came.ok === false && came.retry === 'never';
  if (hopeless || now - openedAt.getTime() > patienceMs) return { next: 'unconfirmed', outcome: 'unknown' };
  const wait = Math.min(came.after ?? lookAgainSeconds, longestLookSeconds);
  return { next: 'open', outcome: 'unknown', retry_seconds: wait };
}

/** When something is tried again that may be done twice without harm, or certainly was not done; null for never. */
export function whenAgain(came: Came, tries: number, { most, first, longest }: Tries): number | null {
  if (came.ok === true || (came.ok === false && came.retry === 'never')) return null;
  const counts = came.ok === 'unknown' || came.untried !== true;
  if (counts && tries >= most) return null;
  return came.after ?? Math.min(longest ?? Infinity, first * 2 ** tries);
}
