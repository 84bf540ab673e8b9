import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'events'), () => {
  testTable(people, 'events', {
    row: (world) => ({ business_id: world.business, number: 1 }),
    read: membersAndService,
    columns: ['business_id', 'number', 'kind', 'subject', 'actor', 'at'],
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        number: 1000,
        kind: 'post.created',
        subject: world.post,
      }),
    },
    update: { ...noOne, values: { kind: 'post.changed' } },
    remove: noOne,
  });

  test('a change through the API names the person who made it', async () => {
    await people
      .as('owner')
      .from('businesses')
      .update({ posting_target_per_week: 4 })
      .eq('id', people.a.business)
      .throwOnError();
    const [last] = await people.sql`
      select kind, subject, actor from events where business_id = ${people.a.business} order by number desc limit 1`;
    expect(last).toEqual({
      kind: 'business.changed',
      subject: people.a.business,
      actor: people.owner.id,
    });
  });
});

describe(covers('table', 'private.event_counters'), () => {
  test('the API shows it to no one, by whatever name', async () => {
    expect(await people.sql`select from private.event_counters`).toHaveLength(2);
    for (const who of ['owner', 'staff', 'stranger', 'nobody', 'service'] as const) {
      const inPrivate = await people.as(who).schema('private').from('event_counters').select();
      const inPublic = await people.as(who).from('event_counters').select();
      const qualified = await people.as(who).from('private.event_counters').select();
      expect([inPrivate.data, inPublic.data, qualified.data]).toEqual([null, null, null]);
    }
  });
});
