/** What is told to visitors of the widget, and what the holder of a private link may do beside writing. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putAllBack, snapshot, type Snapshot } from './snapshot.ts';

const people = usePeople();
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(() => putAllBack(people.sql, before));

describe(covers('table', 'private.answer_times'), () => {
  test.each(['owner', 'staff', 'stranger', 'nobody', 'service'] as const)(
    '%s does not reach it',
    async (who) => {
      for (const name of ['answer_times', 'private.answer_times']) {
        expect((await people.as(who).from(name).select()).error).not.toBeNull();
      }
    },
  );
});

describe(covers('function', 'tend_answer_times'), () => {
  test('the program alone', () => expectServiceAlone(people, 'tend_answer_times', { size: 10 }));
  test('counts each business whose widget is on, once in a while', async () => {
    const tend = (size: number) => call(people, 'service', 'tend_answer_times', { size });
    expect(await tend(10)).toBe(0);
    await people.sql`update private.answer_times set measured_at = now() - interval '7 hours'`;
    expect([await tend(1), await tend(10), await tend(10)]).toEqual([1, 1, 0]);
    const counted = await people.sql`select n, seconds from private.answer_times`;
    expect([...counted]).toEqual([1, 2].map(() => ({ n: 0, seconds: null })));
  });
});

describe(covers('function', 'answer_time'), () => {
  const args = () => ({ slug: people.a.slug });
  test('the program alone', () => expectServiceAlone(people, 'answer_time', args()));
  test('one figure of one business, where ten answers say so', async () => {
    const ask = (slug: string) => call(people, 'service', 'answer_time', { slug });
    expect([await ask(people.a.slug), await ask('tidak-ada')]).toEqual([5000, null]);
    await people.sql`update private.answer_times set n = 9 where business_id = ${people.a.business}`;
    expect([await ask(people.a.slug), await ask(people.b.slug)]).toEqual([null, 5000]);
  });
});
