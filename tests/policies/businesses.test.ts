import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, serviceAlone, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'businesses'), () => {
  testTable(people, 'businesses', {
    row: (world) => ({ id: world.business }),
    read: membersAndService,
    insert: { ...serviceAlone, values: () => ({ slug: 'usaha-contoh-c', name: 'Usaha contoh C' }) },
    update: {
      owner: 'done',
      staff: 'nothing',
      stranger: 'nothing',
      nobody: 'denied',
      service: 'denied',
      values: {
        name: 'Usaha contoh lain',
        timezone: 'Asia/Jayapura',
        language: 'en',
        posting_target_per_week: 5,
        answer_promise_hours: 12,
      },
    },
    remove: noOne,
  });

  test('a timezone that does not exist is refused', async () => {
    const { error } = await people
      .as('owner')
      .from('businesses')
      .update({ timezone: 'Asia/Serang' })
      .eq('id', people.a.business);
    expect(error?.code).toBe('23514');
  });
});

describe(covers('function', 'create_business'), () => {
  const args = { name: '  Usaha contoh D ', slug: 'usaha-contoh-d', timezone: 'Asia/Makassar' };

  test('nobody is refused', () => expectRefusal(people, 'nobody', 'create_business', args));
  test('the service has no business of its own', () =>
    expectRefusal(people, 'service', 'create_business', args));
  test('an address that is taken is refused', () =>
    expectRefusal(
      people,
      'stranger',
      'create_business',
      { ...args, slug: people.a.slug },
      { code: '23505' },
    ));

  test('whoever makes it owns it, and no one else sees it', async () => {
    const made = await call<{ id: string; name: string; created_by: string }>(
      people,
      'staff',
      'create_business',
      args,
    );
    expect(made).toMatchObject({ name: 'Usaha contoh D', created_by: people.staff.id, sample: false });
    const members = await people.sql`select user_id, role from members where business_id = ${made.id}`;
    expect([...members]).toEqual([{ user_id: people.staff.id, role: 'owner' }]);
    const { data: seen } = await people.as('owner').from('businesses').select('id').eq('id', made.id);
    expect(seen).toEqual([]);
    // The tests after this one know of A and B only.
    await people.sql`delete from businesses where id = ${made.id}`;
  });
});
