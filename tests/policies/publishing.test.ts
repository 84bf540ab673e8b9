import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

interface Work {
  id: string;
  version: number;
  business_id: string;
}

describe(covers('table', 'publish_attempts'), () => {
  testTable(people, 'publish_attempts', {
    row: (world) => ({ id: world.attempt }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ target_id: world.target, business_id: world.business, step: 'publish' }),
    },
    update: { ...noOne, values: { reason: 'diubah' } },
    remove: noOne,
  });
});

const claim = { size: 10, lease_seconds: 60, ahead_seconds: 600, ahead_kinds: ['instagram'] };
const due = () => people.sql`
  update post_targets set state = 'scheduled', version = version + 1, scheduled_at = now() - interval '1 minute'
  where id = ${people.a.target}`;

// The tests from here on follow one target from claim to link.
let claimed: Work;

describe(covers('function', 'claim_due_targets'), () => {
  test('people are refused', async () => {
    await due();
    await expectServiceAlone(people, 'claim_due_targets', claim);
  });
  test('the service takes what is due, and only once', async () => {
    const [first, second] = await Promise.all([
      call<Work[]>(people, 'service', 'claim_due_targets', claim),
      call<Work[]>(people, 'service', 'claim_due_targets', claim),
    ]);
    const taken = [...first, ...second];
    expect(taken).toMatchObject([
      { id: people.a.target, business_id: people.a.business, state: 'claimed', attempt: null },
    ]);
    claimed = taken[0]!;
  });
});

describe(covers('function', 'open_attempts'), () => {
  const attempts = () => ({
    attempts: [
      { id: randomUUID(), target_id: claimed.id, version: claimed.version, step: 'publish' },
      { id: randomUUID(), target_id: people.b.target, version: 1, step: 'publish' },
    ],
    lease_seconds: 60,
  });
  test('people are refused', () => expectServiceAlone(people, 'open_attempts', attempts()));
  test('the service opens one for what it claimed, and for nothing else', async () => {
    const wanted = attempts();
    expect(await call(people, 'service', 'open_attempts', wanted)).toEqual([wanted.attempts[0]!.id]);
    const open = await people.sql`select target_id from publish_attempts where closed_at is null`;
    expect([...open]).toEqual([{ target_id: claimed.id }]);
    expect(await call(people, 'service', 'open_attempts', wanted)).toEqual([]);
  });
});

describe(covers('function', 'settle_targets'), () => {
  const results = (version: number) => ({
    results: [
      {
        target_id: claimed.id,
        version,
        state: 'published',
        outcome: 'ok',
        remote_id: 'pos-contoh-di-jaringan',
      },
    ],
  });
  test('people are refused', () =>
    expectServiceAlone(people, 'settle_targets', results(claimed.version + 1)));
  test('a version that is not the present one settles nothing', () =>
    expectRefusal(people, 'service', 'settle_targets', results(claimed.version), { answer: 0 }));
  test('the service settles, and the attempt is closed', async () => {
    expect(await call(people, 'service', 'settle_targets', results(claimed.version + 1))).toBe(1);
    const [target] = await people.sql`select state, remote_id from post_targets where id = ${claimed.id}`;
    expect(target).toEqual({ state: 'published', remote_id: 'pos-contoh-di-jaringan' });
    expect(await people.sql`select from publish_attempts where closed_at is null`).toHaveLength(0);
  });
});

describe(covers('function', 'set_permalink'), () => {
  const args = (link: string) => ({ target: claimed.id, link });
  test('people are refused', () =>
    expectServiceAlone(people, 'set_permalink', args('https://contoh.test/p/1')));
  test('the service sets it once, and to a web address', async () => {
    await expectRefusal(people, 'service', 'set_permalink', args('javascript:alert(1)'), { code: '23514' });
    await call(people, 'service', 'set_permalink', args('https://contoh.test/p/1'));
    await call(people, 'service', 'set_permalink', args('https://contoh.test/p/2'));
    const [target] = await people.sql`select permalink from post_targets where id = ${claimed.id}`;
    expect(target).toEqual({ permalink: 'https://contoh.test/p/1' });
  });
});
