import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { testTable } from './table-cases.ts';

const people = usePeople();
const members = {
  owner: 'done',
  staff: 'done',
  stranger: 'nothing',
  nobody: 'denied',
  service: 'denied',
} as const;

describe(covers('table', 'reply_templates'), () => {
  testTable(people, 'reply_templates', {
    row: (world) => ({ id: world.replyTemplate }),
    read: members,
    insert: {
      ...members,
      stranger: 'denied',
      values: (world) => ({
        id: '11111111-1111-4111-8111-111111111111',
        business_id: world.business,
        shortcut: 'baru',
        body: 'Contoh',
      }),
    },
    update: { ...members, values: { shortcut: 'lain', body: 'Diubah' } },
    remove: members,
  });

  test('a short name is small, and one of its kind', async () => {
    const add = async (shortcut: string) =>
      (
        await people
          .as('owner')
          .from('reply_templates')
          .insert({ business_id: people.a.business, shortcut, body: 'Contoh' })
      ).error?.code;
    expect(await add('contoh')).toBe('23505');
    for (const wrong of ['', 'Harga', 'dua kata', '/harga', 'a'.repeat(31)])
      expect(await add(wrong)).toBe('23514');
  });
});

describe(covers('function', 'start_reply_templates'), () => {
  const start = () => ({
    business: people.a.business,
    templates: [
      { shortcut: 'contoh', body: 'Tidak menimpa' },
      { shortcut: 'halo', body: 'Halo {nama}' },
    ],
  });
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'start_reply_templates', start()),
  );
  test('a stranger starts nothing', () =>
    expectRefusal(people, 'stranger', 'start_reply_templates', start(), { answer: 0 }));
  test('a business is given its first ones once, beside what it has', async () => {
    expect(await call(people, 'staff', 'start_reply_templates', start())).toBe(1);
    expect(await call(people, 'owner', 'start_reply_templates', start())).toBe(0);
    const rows = await people.sql`
      select shortcut, body from reply_templates where business_id = ${people.a.business} order by shortcut`;
    expect([...rows]).toEqual([
      { shortcut: 'contoh', body: 'Jawaban contoh' },
      { shortcut: 'halo', body: 'Halo {nama}' },
    ]);
  });
});
