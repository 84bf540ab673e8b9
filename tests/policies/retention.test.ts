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

  test('one word within the months keeps the whole customer, and raw items go by their age', async () => {
    const { a, sql } = people;
    await keep(12);
    await old(13);
    await silent(13);
    await sql`update conversations set last_at = now() - interval '11 months' where id = ${a.conversation}`;
    for (const months of [11, 13]) {
      await sql`insert into webhook_items (network, key, object, account_id, field, item_at, received_at)
        values ('sandbox', ${`umur-${months}`}, 'instagram', ${a.account}, 'comments', now(),
          now() - make_interval(months => ${months}))`;
    }
    await expire();
    expect(await kept()).toContain(a.contact);
    const items = await sql`select key from webhook_items where key like 'umur-%'`;
    expect([...items]).toEqual([{ key: 'umur-11' }]);
  });
});
