import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

// Members write through save_product and its sisters alone: a product, its pictures and marks must agree.
describe(covers('table', 'products'), () => {
  testTable(people, 'products', {
    row: (world) => ({ id: world.product }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ business_id: world.business, name: 'Contoh', place: 2 }),
    },
    update: { ...noOne, values: { name: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'product_media'), () => {
  testTable(people, 'product_media', {
    row: (world) => ({ product_id: world.product, position: 1 }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        product_id: world.product,
        business_id: world.business,
        position: 2,
        media_id: world.spareMedia,
        alt_text: 'Contoh',
      }),
    },
    update: { ...noOne, values: { alt_text: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'product_marks'), () => {
  testTable(people, 'product_marks', {
    row: (world) => ({ product_id: world.product, kind: 'halal' }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        product_id: world.product,
        business_id: world.business,
        kind: 'sni',
        number: 'CONTOH-002',
        expires_on: '2030-01-01',
      }),
    },
    update: { ...noOne, values: { number: 'CONTOH-003' } },
    remove: noOne,
  });

  test('only a halal certificate may be without an end', async () => {
    const { a, sql } = people;
    await expect(
      sql`insert into product_marks (product_id, business_id, kind, number)
        values (${a.product}, ${a.business}, 'pirt', 'CONTOH-004')`,
    ).rejects.toMatchObject({ code: '23514' });
  });
});

describe(covers('table', 'post_facts'), () => {
  testTable(people, 'post_facts', {
    row: (world) => ({ post_id: world.post, product_id: world.product, fact: 'price' }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        post_id: world.post,
        business_id: world.business,
        product_id: world.product,
        fact: 'benefits',
      }),
    },
    update: { ...noOne, values: { fact: 'strengths' } },
    remove: noOne,
  });
});

describe('not even the superuser', () => {
  test("ties another business's picture, post or product to a product", async () => {
    const { a, b, sql } = people;
    const picture = (product: string, media: string) => sql`
      insert into product_media (product_id, business_id, position, media_id, alt_text)
      values (${product}, ${b.business}, 3, ${media}, 'Contoh')`;
    await expect(picture(b.product, a.media)).rejects.toMatchObject({ code: '23503' });
    await expect(picture(a.product, b.spareMedia)).rejects.toMatchObject({ code: '23503' });
    const carried = (post: string, product: string) => sql`
      insert into post_facts (post_id, business_id, product_id, fact)
      values (${post}, ${b.business}, ${product}, 'benefits')`;
    await expect(carried(b.post, a.product)).rejects.toMatchObject({ code: '23503' });
    await expect(carried(a.post, b.product)).rejects.toMatchObject({ code: '23503' });
  });

  test('stores a fact that indicators do not know, or an empty one', async () => {
    const { a, sql } = people;
    await expect(
      sql`insert into post_facts (post_id, business_id, product_id, fact)
        values (${a.post}, ${a.business}, ${a.product}, 'colour')`,
    ).rejects.toMatchObject({ code: '23514' });
    await expect(sql`update products set weaknesses = '  ' where id = ${a.product}`).rejects.toMatchObject({
      code: '23514',
    });
  });
});
