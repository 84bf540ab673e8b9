import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { keepAwake } from '#platform/ledger/awake.ts';
import { orUnknown } from '#platform/ledger/mistake.ts';
import { runLedger, type Ledger } from '#platform/ledger/run.ts';
import { setLogLevel } from '#platform/log.ts';

beforeAll(() => setLogLevel('silent'));
afterEach(() => vi.restoreAllMocks());

const backend = { asService: () => ({}) } as unknown as Backend;
const row = z.object({ id: z.string(), words: z.string() });
type Row = z.infer<typeof row>;
type Result = [id: string, came: unknown];

const settled: Result[] = [];
const acted: string[] = [];
/** A loop that says the words of its rows, and writes down what came of each. */
function loop(
  given: unknown[],
  more: Partial<Ledger<Row, { id: string }, unknown, unknown, Result>> = {},
): Ledger<Row, { id: string }, unknown, unknown, Result> {
  settled.length = 0;
  acted.length = 0;
  return {
    ...{ name: 'test', why: 'test', row, keys: z.object({ id: z.string() }) },
    claim: async () => ({ data: given }),
    unreadable: ({ id }) => [id, 'unreadable'],
    act: async ({ id, words }) => {
      acted.push(id);
      return words;
    },
    judge: ({ id }, came) => [id, came],
    settle: { one: async (_db, result) => settled.push(result) },
    ...more,
  };
}
const rows = ['satu', 'dua', 'tiga'].map((id) => ({ id, words: `kata ${id}` }));
const said: Result[] = rows.map(({ id, words }) => [id, words]);

/** From now on the clock on the wall is this much further; the other one stood still. */
function sleepFor(seconds: number): void {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + seconds * 1000);
}

describe.each([{ inTurn: false }, { inTurn: true }])('in turn: $inTurn', ({ inTurn }) => {
  test('each row is acted on once and settled once, and the count is of what was claimed', async () => {
    expect(await runLedger(backend, loop(rows, { inTurn }))).toBe(3);
    expect(settled).toEqual(said);
    expect(await runLedger(backend, loop([], { inTurn }))).toBe(0);
    expect(settled).toEqual([]);
  });

  test('a row that cannot be read is settled, never acted on, and the others go on', async () => {
    const torn = { id: 'robek', words: 7 };
    expect(await runLedger(backend, loop([torn, ...rows], { inTurn }))).toBe(4);
    expect(settled).toEqual([...said, ['robek', 'unreadable']]);
    expect(acted).not.toContain('robek');
  });

  test('one that does not even say which it is waits for its lease, and the others go on', async () => {
    expect(await runLedger(backend, loop([null, { words: '' }, ...rows], { inTurn }))).toBe(5);
    expect(settled).toEqual(said);
  });

  test('of an act that throws nothing is known, and the others go on', async () => {
    const act = async ({ id, words }: Row) => {
      if (id === 'dua') throw new Error('a mistake of ours');
      return words;
    };
    await runLedger(backend, loop(rows, { act, inTurn }));
    expect(settled).toEqual([said[0], ['dua', { ok: 'unknown', reason: 'temporary' }], said[2]]);
  });

  test.each([
    ['while it claimed', 'claim'],
    ['while it asked for what all rows need', 'before'],
  ] as const)('a machine that slept %s makes no call, and settles nothing', async (_name, moment) => {
    const asleep = { claim: async () => ({ data: rows }), before: async () => null };
    const slow = async () => {
      sleepFor(11);
      return asleep[moment]();
    };
    expect(await runLedger(backend, loop(rows, { ...asleep, [moment]: slow, inTurn }))).toBe(3);
    expect([acted, settled]).toEqual([[], []]);
  });

  test('who was not away for long goes on', async () => {
    const claim = async () => {
      sleepFor(9);
      return { data: rows };
    };
    await runLedger(backend, loop(rows, { claim, inTurn }));
    expect(settled).toEqual(said);
  });

  test('where nothing brings a row back, what was slept over is settled as such', async () => {
    const claim = async () => {
      sleepFor(11);
      return { data: rows };
    };
    await runLedger(backend, loop(rows, { claim, inTurn, slept: ({ id }) => [id, 'slept'] }));
    expect(acted).toEqual([]);
    expect(settled).toEqual(rows.map(({ id }) => [id, 'slept']));
  });
});

test('a machine that slept between two rows makes no call for the second', async () => {
  const act = async ({ id }: Row) => {
    acted.push(id);
    sleepFor(11);
  };
  await runLedger(backend, loop(rows, { act, inTurn: true }));
  expect(acted).toEqual(['satu']);
  expect(settled).toEqual([['satu', undefined]]);
});

test('what one settling throws stops no other, and is thrown when all have ended', async () => {
  const settle = {
    one: async (_db: unknown, result: Result) => {
      if (result[0] === 'satu') throw new Error('the database is away');
      await new Promise((done) => setTimeout(done, 5));
      return settled.push(result);
    },
  };
  await expect(runLedger(backend, loop(rows, { settle }))).rejects.toThrow('the database is away');
  expect(settled).toEqual(said.slice(1));
});

test('where SQL takes a batch all is settled in one call, the unreadable with it', async () => {
  const calls: Result[][] = [];
  const settle = { all: async (_db: unknown, results: Result[]) => calls.push(results) };
  await runLedger(backend, loop([{ id: 'robek' }, ...rows], { settle }));
  expect(calls).toEqual([[...said, ['robek', 'unreadable']]]);
});

test('a verb for the whole batch gets what could be read', async () => {
  const { name, why, keys, claim, unreadable, settle } = loop([{ id: 'robek' }, ...rows]);
  const together = async (given: Row[]) => given.map(({ id, words }): Result => [id, words]);
  expect(await runLedger(backend, { name, why, row, keys, claim, unreadable, settle, together })).toBe(4);
  expect(settled).toEqual([...said, ['robek', 'unreadable']]);
});

test('tells the moments between which a crash can fall', async () => {
  const moments: unknown[] = [];
  const listen = (message: unknown) => void moments.push((message as { moment: string }).moment);
  subscribe('tanggap:test', listen);
  await runLedger(backend, loop([rows[0]]));
  unsubscribe('tanggap:test', listen);
  expect(moments).toEqual(['claimed', 'answered', 'settling', 'settled']);
});

test('awake is who came back within the time', () => {
  const awake = keepAwake(5);
  expect(awake()).toBe(true);
  sleepFor(6);
  expect(awake()).toBe(false);
});

test('a call that answers is passed on, whatever it says', async () => {
  expect(await orUnknown('test', {}, () => ({ ok: false }))).toEqual({ ok: false });
});
