/** What a business keeps no longer: nothing until it has chosen, and then by the last word and by cases that are closed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putAllBack, snapshot, type Snapshot } from './snapshot.ts';

const people = usePeople();
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(() => putAllBack(people.sql, before));

describe(covers('function', 'count_expired'), () => {
  const args = () => ({ business: people.a.business, months: 6 });
  test('only an owner is told', async () => {
    for (const who of ['staff', 'stranger'] as const)
      await expectRefusal(people, who, 'count_expired', args(), { answer: null });
    await expectRefusal(people, 'nobody', 'count_expired', args(), denied);
  });
});

describe(covers('function', 'erase_expired'), () => {
  const old = (months: number) => people.sql`
    update contacts set created_at = now() - make_interval(months => ${months}) where business_id = ${people.a.business}`;
  const silent = (months: number) => people.sql`
    update conversations set last_at = now() - make_interval(months => ${months}) where business_id = ${people.a.business}`;
  const keep = (months: number | null) => people.sql`
    update businesses set retention_months = ${months} where id = ${people.a.business}`;
  const expire = () => call<number>(people, 'service', 'erase_expired', { size: 100 });
  const kept = async () => {
    const rows = await people.sql<{ id: string }[]>`
      select id from contacts where erased_at is null and merged_into is null and business_id = ${people.a.business}`;
    return rows.map(({ id }) => id);
  };

  // It stands in the register alone.
  beforeEach(() => people.sql`delete from erasures where contact_id = ${people.a.otherContact}`);

  test('people are refused', () => expectServiceAlone(people, 'erase_expired', { size: 10 }));

  test('nothing goes until a business has chosen, and nothing of another business', async () => {
    await old(100);
    await silent(100);
    expect(await expire()).toBe(0);
    await people.sql`update businesses set retention_months = 6 where id = ${people.b.business}`;
    expect(await expire()).toBe(0);
  });

  test('who was heard within the months stays, and so does an open case', async () => {
    await keep(12);
    await old(13);
    await silent(13);
    const withCase = await people.sql<{ contact_id: string }[]>`
      select distinct c.contact_id from conversations c join cases k on k.conversation_id = c.id
      where k.state <> 'closed' and c.business_id = ${people.a.business}`;
    const stays = withCase.map(({ contact_id }) => contact_id);
    const expected = (await kept()).filter((id) => !stays.includes(id)).length;
    const told = await call(people, 'owner', 'count_expired', { business: people.a.business, months: 12 });
    expect(told).toBe(expected);
    expect(await expire()).toBe(expected);
    expect((await kept()).sort()).toEqual(stays.sort());
    expect(await expire()).toBe(0);
  });

  test('one word within the months keeps the whole customer', async () => {
    const { a, sql } = people;
    await keep(12);
    await old(13);
    await silent(13);
    await sql`update conversations set last_at = now() - interval '11 months' where id = ${a.conversation}`;
    await expire();
    expect(await kept()).toContain(a.contact);
  });
});

describe(covers('function', 'delete_old_items'), () => {
  const receive = (account: string, days: number) => people.sql`
    insert into webhook_items (network, key, object, account_id, field, item_at, received_at)
      values ('sandbox', ${`umur-${account}-${days}`}, 'instagram', ${account}, 'comments', now(),
        now() - make_interval(days => ${days}))`;
  const left = async () => {
    const rows = await people.sql<
      { key: string }[]
    >`select key from webhook_items where key like 'umur-%' order by key`;
    return rows.map(({ key }) => key);
  };
  const remove = (size = 100) => call<number>(people, 'service', 'delete_old_items', { size });

  beforeEach(() => people.sql`delete from webhook_items`);

  test('people are refused', () => expectServiceAlone(people, 'delete_old_items', { size: 10 }));

  test('items of a business go by its months, and by none before it has chosen', async () => {
    const { a, sql } = people;
    for (const days of [340, 380]) await receive(a.account, days);
    expect(await remove()).toBe(0);
    await sql`update businesses set retention_months = 12 where id = ${a.business}`;
    expect(await remove()).toBe(1);
    expect(await left()).toEqual([`umur-${a.account}-340`]);
  });

  test('items of nobody go after ninety days, all of them, however few at once', async () => {
    for (const days of [1, 80, 91, 92, 93]) await receive('akun-siapa', days);
    await receive('bukan-siapa', 100);
    expect([await remove(2), await remove(2), await remove(2)]).toEqual([3, 1, 0]);
    expect(await left()).toEqual(['umur-akun-siapa-1', 'umur-akun-siapa-80']);
  });
});
