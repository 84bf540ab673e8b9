import { describe, expect, test } from 'vitest';
import { afterCall, afterLookup, whenAgain } from '#platform/ledger/verdict.ts';

const later = { ok: false, retry: 'later' } as const;
const never = { ok: false, retry: 'never' } as const;
const unknown = { ok: 'unknown' } as const;

describe('after a call that must not be made twice', () => {
  test('what went out is done', () => {
    expect(afterCall({ ok: true }, 1)).toEqual({ next: 'done', outcome: 'ok' });
  });

  test('what nobody knows is looked up, however often it was tried', () => {
    for (const tries of [1, 8, 99]) {
      expect(afterCall(unknown, tries)).toMatchObject({ next: 'open', outcome: 'unknown' });
    }
  });

  test('what was refused for now is tried again, later each time, and as the network asks', () => {
    const waits = [1, 2, 7].map((tries) => afterCall(later, tries).retry_seconds);
    expect(waits).toEqual([10, 20, 600]);
    expect(afterCall({ ...later, after: 77 }, 1)).toEqual({
      ...{ next: 'again', outcome: 'failed', retry_seconds: 77 },
    });
  });

  test('what was refused for good, or too often, has failed', () => {
    expect(afterCall(never, 1)).toEqual({ next: 'failed', outcome: 'failed' });
    expect(afterCall(later, 8)).toEqual({ next: 'failed', outcome: 'failed' });
  });
});

describe('after a look-up', () => {
  const openedAt = new Date(0);
  const minute = 60_000;

  test('what is there is done, and what is not is tried again', () => {
    expect(afterLookup({ ok: true, remoteId: '7' }, openedAt, 0)).toMatchObject({
      next: 'done',
      outcome: 'found',
    });
    expect(afterLookup({ ok: true, remoteId: null }, openedAt, 0)).toMatchObject({
      ...{ next: 'again', outcome: 'absent' },
    });
  });

  test('what nobody can know is looked at again for ten minutes, then put before a person', () => {
    for (const came of [unknown, later]) {
      expect(afterLookup(came, openedAt, 10 * minute)).toMatchObject({ next: 'open', retry_seconds: 15 });
      expect(afterLookup(came, openedAt, 10 * minute + 1)).toMatchObject({ next: 'unconfirmed' });
    }
    expect(afterLookup({ ...unknown, after: 600 }, openedAt, 0)).toMatchObject({ retry_seconds: 60 });
  });

  test('what can never be known is put before a person at once', () => {
    expect(afterLookup(never, openedAt, 0)).toMatchObject({ next: 'unconfirmed', outcome: 'unknown' });
  });
});

describe('what may be done twice without harm', () => {
  const tries = { most: 3, first: 30 };

  test('is tried again after what nobody knows and after what was refused for now, so many times', () => {
    expect([1, 2, 3].map((n) => whenAgain(unknown, n, tries))).toEqual([60, 120, null]);
    expect(whenAgain({ ...later, after: 5 }, 1, tries)).toBe(5);
  });

  test('is not tried again when it is done, or refused for good', () => {
    expect(whenAgain({ ok: true }, 1, tries)).toBeNull();
    expect(whenAgain(never, 1, tries)).toBeNull();
  });
});
