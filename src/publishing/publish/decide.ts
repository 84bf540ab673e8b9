/** What a target's next state is, from what the network said: the ledger's verdict, and what is a post's own. */
import type { Failure, Outcome, Unknown } from '#channels/contract/outcome.ts';
import { afterCall, afterLookup as afterLooking, type Verdict } from '#platform/ledger/verdict.ts';
import type { Settlement, Work } from './work.ts';

type At = Pick<Settlement, 'target_id' | 'version'>;

export function afterPublish(target: Work, at: At, outcome: Outcome<{ remoteId: string }>): Settlement {
  if (outcome.ok === true) return { ...at, state: 'published', outcome: 'ok', remote_id: outcome.remoteId };
  // Nothing was sent and nobody but a person can know: there is no use in looking.
  if (outcome.ok === 'unknown' && outcome.reason === 'your_turn')
    return { ...at, ...why(outcome), state: 'unconfirmed', outcome: 'unknown' };
  return refused(target, at, outcome);
}

export function afterPrepare(
  target: Work,
  at: At,
  outcome: Outcome<{ containerId: string | null }>,
): Settlement {
  if (outcome.ok === true) {
    return {
      ...at,
      state: 'container_ready',
      outcome: 'ok',
      ...(outcome.containerId !== null && { container_id: outcome.containerId }),
    };
  }
  // A container nobody sees may be made once more.
  if (outcome.ok === 'unknown') return { ...at, ...again(target, 15), ...why(outcome), outcome: 'unknown' };
  return refused({ ...target, container_id: null }, at, outcome);
}

/** `null` when the container is ready and the target may be published. */
export function afterPoll(target: Work, at: At, outcome: Outcome<{ ready: boolean }>): Settlement | null {
  if (outcome.ok === true && outcome.ready) return null;
  if (outcome.ok === true) return { ...at, state: 'container_ready', retry_seconds: 15 };
  // Published already, by a call that arrived after its lookup: only another lookup can tell as what.
  if (outcome.reason === 'duplicate_post')
    return { ...at, ...why(outcome), state: 'publishing', retry_seconds: 1 };
  if (outcome.ok === 'unknown')
    return { ...at, state: 'container_ready', retry_seconds: 30, ...why(outcome) };
  return refused(target, at, outcome);
}

/** An attempt whose publisher died, or whose answer was lost: only what the network shows decides. */
export function afterLookup(
  target: Work,
  at: At,
  outcome: Outcome<{ remoteId: string | null }>,
  now = Date.now(),
): Settlement {
  const openedAt = target.attempt?.opened_at ?? target.scheduled_at;
  const settled = { ...at, ...inWords(target, afterLooking(outcome, openedAt, now)) };
  if (outcome.ok !== true) return { ...settled, ...why(outcome) };
  return outcome.remoteId === null ? settled : { ...settled, remote_id: outcome.remoteId };
}

/** Ready as it is: it waits for its hour, and nobody takes it before. */
export function beforeHour({ id, version }: Work): Settlement {
  return { target_id: id, version, state: 'container_ready' };
}

/** No live credentials: nothing was sent, or nobody can look. */
export function withoutAccount(target: Work, at: At): Settlement {
  return target.state === 'publishing'
    ? { ...at, state: 'unconfirmed', outcome: 'unknown', reason: 'token_dead' }
    : { ...at, state: 'failed', reason: 'token_dead' };
}

function refused(target: Work, at: At, outcome: Failure | Unknown): Settlement {
  const kept = outcome.reason === 'container_expired' ? { ...target, container_id: null } : target;
  return { ...at, ...inWords(kept, afterCall(outcome, target.tries)), ...why(outcome) };
}

function inWords(target: Work, { next, outcome, retry_seconds = 0 }: Verdict): Omit<Settlement, keyof At> {
  switch (next) {
    case 'done':
      return { state: 'published', outcome };
    case 'again':
      return { ...again(target, retry_seconds), outcome };
    case 'open':
      return { state: 'publishing', retry_seconds };
    default:
      return { state: next, outcome };
  }
}

function again(target: Work, seconds: number): Pick<Settlement, 'state' | 'retry_seconds'> {
  return { state: target.container_id === null ? 'scheduled' : 'container_ready', retry_seconds: seconds };
}

function why({ reason, trace }: Failure | Unknown): Pick<Settlement, 'reason' | 'trace'> {
  return { reason, ...(trace !== undefined && { trace }) };
}
