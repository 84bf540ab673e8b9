import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { noOne, testTable } from './table-cases.ts';
import { hashOf, hex } from './world.ts';

const people = usePeople();

describe(covers('table', 'rate_limits'), () => {
  testTable(people, 'rate_limits', {
    row: (world) => ({ key: world.limited }),
    read: noOne,
    insert: { ...noOne, values: () => ({ key: hex(hashOf('batas contoh lain')), level: 1 }) },
    update: { ...noOne, values: { level: 0 } },
    remove: noOne,
  });
});

describe(covers('function', 'take_rate_limit'), () => {
  test('people are refused', () =>
    expectServiceAlone(people, 'take_rate_limit', { subject: 'masuk', size: 5, seconds: 60 }));

  test('parallel callers get no more than there is', async () => {
    const take = () =>
      call<boolean>(people, 'service', 'take_rate_limit', { subject: 'bersama', size: 5, seconds: 86_400 });
    const answers = await Promise.all(Array.from({ length: 25 }, take));
    expect(answers.filter(Boolean)).toHaveLength(5);
    expect(await take()).toBe(false);
  });

  test('subjects do not share, and no subject is kept in the clear', async () => {
    const take = (subject: string) =>
      call<boolean>(people, 'service', 'take_rate_limit', { subject, size: 1, seconds: 86_400 });
    expect([await take('satu'), await take('dua'), await take('satu')]).toEqual([true, true, false]);
    const keys = await people.sql<{ key: Buffer }[]>`select key from rate_limits`;
    expect(keys.map(({ key }) => hex(key))).toEqual(
      expect.arrayContaining([hex(hashOf('satu')), hex(hashOf('dua'))]),
    );
  });

  test('it leaks: what waits long enough passes again', async () => {
    const take = () =>
      call<boolean>(people, 'service', 'take_rate_limit', { subject: 'sabar', size: 2, seconds: 60 });
    expect([await take(), await take(), await take()]).toEqual([true, true, false]);
    await people.sql`update rate_limits set updated_at = updated_at - interval '61 seconds'
      where key = ${hashOf('sabar')}`;
    expect(await take()).toBe(true);
  });
});

describe(covers('function', 'forget_rate_limits'), () => {
  test('people are refused', () => expectServiceAlone(people, 'forget_rate_limits', {}));

  test('the service forgets what is old and keeps the rest', async () => {
    await people.sql`insert into rate_limits (key, level, updated_at)
      values (${hashOf('lama')}, 1, now() - interval '3 days')`;
    await call(people, 'service', 'forget_rate_limits', {});
    const keys = (await people.sql<{ key: Buffer }[]>`select key from rate_limits`).map(({ key }) =>
      hex(key),
    );
    expect(keys).not.toContain(hex(hashOf('lama')));
    expect(keys).toContain(people.a.limited);
  });
});
