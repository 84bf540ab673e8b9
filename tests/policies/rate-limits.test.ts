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

describe('who keeps asking', () => {
  const take = (subject: string) =>
    call<boolean>(people, 'service', 'take_rate_limit', { subject, size: 2, seconds: 60 });
  const wait = (subject: string, seconds: number) => people.sql`
    update rate_limits set updated_at = updated_at - make_interval(secs => ${seconds})
    where key = ${hashOf(subject)}`;

  test('what is refused does not count: at the permitted pace each try passes', async () => {
    expect([await take('tetap'), await take('tetap')]).toEqual([true, true]);
    for (let round = 1; round <= 5; round++) {
      const refused = [await take('tetap'), await take('tetap'), await take('tetap')];
      await wait('tetap', 30);
      expect([round, ...refused, await take('tetap')]).toEqual([round, false, false, false, true]);
    }
  });

  test('asking twice as fast passes every second time', async () => {
    expect([await take('cepat'), await take('cepat')]).toEqual([true, true]);
    const answers: boolean[] = [];
    for (let nth = 0; nth < 6; nth++) {
      await wait('cepat', 15);
      answers.push(await take('cepat'));
    }
    expect(answers).toEqual([false, true, false, true, false, true]);
  });
});

describe(covers('function', 'press_rate_limit'), () => {
  const tried = { subject: 'ditekan', calm: 3, most: 6, seconds: 60 };
  const press = (subject: string) =>
    call<boolean>(people, 'service', 'press_rate_limit', { ...tried, subject });
  const look = (subject: string) =>
    call<boolean>(people, 'service', 'is_pressed', { subject, calm: tried.calm, seconds: tried.seconds });
  const wait = (subject: string, seconds: number) => people.sql`
    update rate_limits set updated_at = updated_at - make_interval(secs => ${seconds})
    where key = ${hashOf(subject)}`;

  test('people are refused', () => expectServiceAlone(people, 'press_rate_limit', tried));

  test('more tries than are calm are pressure, also of parallel callers; others feel nothing of it', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => press('ramai')));
    expect(answers.filter(Boolean)).toHaveLength(9);
    expect([await look('ramai'), await press('sepi'), await look('sepi')]).toEqual([true, false, false]);
  });

  test('however many they were, it is calm again in the same time; a try within it counts', async () => {
    for (let n = 0; n < 40; n++) await press('reda');
    await wait('reda', 40);
    expect([await look('reda'), await press('reda')]).toEqual([true, true]);
    await wait('reda', 61);
    expect([await look('reda'), await press('reda')]).toEqual([false, false]);
  });
});

describe(covers('function', 'is_pressed'), () => {
  test('people are refused', () =>
    expectServiceAlone(people, 'is_pressed', { subject: 'lihat', calm: 1, seconds: 60 }));

  test('looking counts nothing', async () => {
    const rows = () => people.sql`select from rate_limits`.then(({ length }) => length);
    const before = await rows();
    for (let n = 0; n < 5; n++)
      expect(
        await call<boolean>(people, 'service', 'is_pressed', { subject: 'lihat', calm: 1, seconds: 60 }),
      ).toBe(false);
    expect(await rows()).toBe(before);
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
