import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';
import { noOne, testTable, type Everyone } from './table-cases.ts';

const people = usePeople();

const members: Everyone = {
  owner: 'done',
  staff: 'done',
  stranger: 'nothing',
  nobody: 'denied',
  service: 'denied',
};
const membersInsert: Everyone = { ...members, stranger: 'denied' };

// What was said and judged is written by the verbs alone, and by nobody changed.
describe(covers('table', 'post_revisions'), () => {
  testTable(people, 'post_revisions', {
    row: (world) => ({ post_id: world.post, version: 1 }),
    read: members,
    insert: {
      ...noOne,
      values: (world) => ({ post_id: world.post, business_id: world.business, version: 2, content: {} }),
    },
    update: { ...noOne, values: { content: {} } },
    remove: noOne,
  });
});

describe(covers('table', 'post_reviews'), () => {
  testTable(people, 'post_reviews', {
    row: (world) => ({ id: world.review }),
    read: members,
    insert: {
      ...noOne,
      values: (world) => ({
        post_id: world.post,
        business_id: world.business,
        version: 1,
        verdict: 'approved',
      }),
    },
    update: { ...noOne, values: { verdict: 'approved' } },
    remove: noOne,
  });
});

describe(covers('table', 'post_notes'), () => {
  testTable(people, 'post_notes', {
    row: (world) => ({ id: world.note }),
    read: members,
    insert: {
      ...membersInsert,
      values: (world) => ({
        id: randomUUID(),
        post_id: world.post,
        business_id: world.business,
        body: 'Catatan lain',
      }),
    },
    update: { ...noOne, values: { body: 'Diubah' } },
    remove: noOne,
  });

  test('is signed by who wrote it, and has words', async () => {
    const note = { id: randomUUID(), post_id: people.a.post, business_id: people.a.business };
    await people
      .as('staff')
      .from('post_notes')
      .insert({ ...note, body: 'Dari staf' })
      .throwOnError();
    const [row] = await people.sql`select written_by from post_notes where id = ${note.id}`;
    expect(row).toEqual({ written_by: people.staff.id });
    const { error } = await people
      .as('staff')
      .from('post_notes')
      .insert({ ...note, id: randomUUID(), body: ' ' });
    expect(error?.code).toBe('23514');
  });
});

describe(covers('table', 'post_promotions'), () => {
  testTable(people, 'post_promotions', {
    row: (world) => ({ post_id: world.post }),
    read: members,
    insert: {
      ...membersInsert,
      values: (world) => ({
        post_id: world.unsurePost,
        business_id: world.business,
        account: 'akun.lain',
        agreement: 'Kesepakatan lain',
        link: 'https://contoh.test/p/1',
        result: 'Hasil contoh',
      }),
    },
    update: {
      ...members,
      // Known once the people are there.
      get values() {
        return {
          post_id: people.a.post,
          business_id: people.a.business,
          account: 'akun.lain',
          agreement: 'Diubah',
          link: 'https://contoh.test/p/1',
          result: '12 pesanan',
        };
      },
    },
    remove: members,
  });
});

describe.each(['post_revisions', 'post_reviews', 'post_notes', 'post_promotions'])('%s', (table) => {
  test('not even the superuser ties a post to another business', async () => {
    const { sql, a, b } = people;
    const move = sql`update ${sql(table)} set business_id = ${b.business} where post_id = ${a.post}`;
    await expect(move).rejects.toMatchObject({ code: '23503' });
  });
});

describe(covers('table', 'hashtag_sets'), () => {
  testTable(people, 'hashtag_sets', {
    row: (world) => ({ id: world.tagSet }),
    read: members,
    insert: {
      ...membersInsert,
      values: (world) => ({
        id: randomUUID(),
        business_id: world.business,
        name: 'Set lain',
        tags: '#satu #dua',
      }),
    },
    update: { ...members, values: { name: 'Set yang diubah', tags: '#tiga' } },
    remove: members,
  });

  test('a name is taken once, whatever its case, and tags are tags', async () => {
    const code = async (name: string, tags: string) =>
      (await people.as('owner').from('hashtag_sets').insert({ business_id: people.a.business, name, tags }))
        .error?.code;
    expect(await code(' SET contoh ', '#satu')).toBe('23505');
    for (const tags of ['', 'satu', '#satu  #dua', '#satu#dua', '#', '#satu '.repeat(31).trim()]) {
      expect(await code('Set salah', tags), tags).toBe('23514');
    }
  });
});

describe(covers('table', 'post_templates'), () => {
  testTable(people, 'post_templates', {
    row: (world) => ({ id: world.template }),
    read: members,
    insert: {
      ...membersInsert,
      values: (world) => ({
        id: randomUUID(),
        business_id: world.business,
        name: 'Templat lain',
        caption: 'Contoh',
        first_comment: 'Komentar',
        message_type: 'promotional',
        pillar: 'Produk',
        goal: 'Tujuan',
        goal_figure: 'reach',
        goal_value: 10,
      }),
    },
    update: { ...noOne, values: { caption: 'Diubah' } },
    remove: members,
  });
});
