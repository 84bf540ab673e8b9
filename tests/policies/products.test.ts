/** Who may do what with products. Long, because every person is tried at every verb. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publicCatalogue } from '#catalogue/page/index.ts';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';

const people = usePeople();

let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of ['product_media', 'product_marks', 'products', 'businesses']) {
    await putBack(people.sql, table, before[table]!);
  }
});

type Args = Record<string, unknown>;
const product = (more: Args = {}): Args => ({
  id: randomUUID(),
  business: people.a.business,
  expected_version: 0,
  name: 'Emping contoh',
  price: 30_000,
  price_unit: 'per bungkus',
  weaknesses: 'Mudah remuk',
  pictures: [{ media_id: people.a.media, alt_text: 'Gambar contoh' }],
  marks: [{ kind: 'pirt', number: 'CONTOH-010', expires_on: '2030-01-01' }],
  ...more,
});
const save = (args: Args) => call<number | null>(people, 'owner', 'save_product', args);
const stored = async (id: unknown) => (await people.sql`select * from products where id = ${String(id)}`)[0]!;

describe(covers('function', 'save_product'), () => {
  test.each(['stranger', 'nobody', 'service'] as const)('%s is refused', async (who) => {
    await expectRefusal(people, who, 'save_product', product());
    await expectRefusal(people, who, 'save_product', product({ id: people.a.product, expected_version: 1 }));
  });

  test.each(['owner', 'staff'] as const)('%s saves a product with pictures and marks', async (who) => {
    const wanted = product();
    expect(await call(people, who, 'save_product', wanted)).toBe(1);
    expect(await stored(wanted.id)).toMatchObject({
      name: 'Emping contoh',
      price: 30_000,
      benefits: null,
      active: true,
      place: 2,
      version: 1,
    });
    const pictures =
      await people.sql`select media_id from product_media where product_id = ${String(wanted.id)}`;
    expect([...pictures]).toEqual([{ media_id: people.a.media }]);
    const [event] = await people.sql`select kind, actor from events where subject = ${String(wanted.id)}`;
    expect(event).toEqual({ kind: 'product.created', actor: people[who].id });
  });

  test('a form sent twice makes one product, also at the same moment', async () => {
    const wanted = product();
    expect(await Promise.all([1, 2, 3].map(() => save(wanted)))).toEqual([1, 1, 1]);
    expect(
      await save({ ...wanted, pictures: [{ media_id: people.a.spareMedia, alt_text: 'Gambar contoh' }] }),
    ).toBe(1);
    const [{ count }] = await people.sql<[{ count: number }]>`
      select count(*)::integer from products where name = 'Emping contoh'`;
    expect(count).toBe(1);
  });

  test('of two tabs the later one overwrites nothing, and learns it', async () => {
    const wanted = product();
    await save(wanted);
    expect(await save({ ...wanted, expected_version: 1, price: 32_000 })).toBe(2);
    const late = { ...wanted, expected_version: 1, weaknesses: 'Lain' };
    await expectRefusal(people, 'staff', 'save_product', late, { answer: null });
    for (const other of [{ marks: [] }, { pictures: [] }, { price: 1 }]) {
      const said = { ...wanted, price: 32_000, expected_version: 1, ...other };
      await expectRefusal(people, 'staff', 'save_product', said, { answer: null });
    }
    expect(await stored(wanted.id)).toMatchObject({ price: 32_000, weaknesses: 'Mudah remuk', version: 2 });
  });

  test('what is left out is no longer known', async () => {
    const wanted = product();
    await save(wanted);
    await save({ ...wanted, expected_version: 1, weaknesses: null, pictures: [], marks: [] });
    expect(await stored(wanted.id)).toMatchObject({ weaknesses: null });
    expect(await people.sql`select from product_media where product_id = ${String(wanted.id)}`).toHaveLength(
      0,
    );
    expect(await people.sql`select from product_marks where product_id = ${String(wanted.id)}`).toHaveLength(
      0,
    );
  });

  test("another business's picture or product is out of reach", async () => {
    const theirs = product({ pictures: [{ media_id: people.b.media, alt_text: 'x' }] });
    await expectRefusal(people, 'owner', 'save_product', theirs, { code: '23503' });
    const taken = product({ id: people.b.product, expected_version: 1 });
    await expectRefusal(people, 'owner', 'save_product', taken, { code: '23505' });
  });

  test('what is out of bounds is refused whole', async () => {
    const six = Array.from({ length: 6 }, () => ({ media_id: people.a.media, alt_text: 'x' }));
    for (const wrong of [
      { name: '  ' },
      { price: 0 },
      { benefits: ' ' },
      { weaknesses: 'x'.repeat(1001) },
      { pictures: [{ media_id: people.a.media, alt_text: '' }] },
      { marks: [{ kind: 'iso', number: '9001', expires_on: null }] },
      { marks: [{ kind: 'bpom', number: 'MD 1', expires_on: null }] },
    ]) {
      await expectRefusal(people, 'owner', 'save_product', product(wrong), { code: '23514' });
    }
    await expectRefusal(people, 'owner', 'save_product', product({ pictures: six }), { code: '23505' });
  });

  test('a catalogue holds 200 products', async () => {
    await people.sql`insert into products (business_id, name, place)
      select ${people.a.business}, 'Produk ' || n, n + 1 from generate_series(1, 199) as n`;
    await expectRefusal(people, 'owner', 'save_product', product(), { code: 'P0001' });
    expect(await save(product({ id: people.a.product, expected_version: 1 }))).toBe(2);
  });
});

describe(covers('function', 'list_products'), () => {
  test('nobody and the service are refused', async () => {
    for (const who of ['nobody', 'service'] as const)
      await expectRefusal(people, who, 'list_products', { business: people.a.business });
  });
  test('a stranger sees an empty list', () =>
    expectRefusal(people, 'stranger', 'list_products', { business: people.a.business }, { answer: [] }));
  test.each(['owner', 'staff'] as const)(
    '%s sees which facts are filled, archived ones last',
    async (who) => {
      await call(people, 'owner', 'archive_product', {
        product: people.a.product,
        expected_version: 1,
        archived: true,
      });
      await save(product());
      const rows = await call<Args[]>(people, who, 'list_products', { business: people.a.business });
      expect(rows.map(({ name, active, filled }) => ({ name, active, filled }))).toEqual([
        { name: 'Emping contoh', active: true, filled: ['weaknesses', 'price'] },
        { name: 'Produk contoh', active: false, filled: ['price'] },
      ]);
    },
  );
});

describe(covers('function', 'archive_product'), () => {
  const args = (archived: boolean, expected_version: number) => ({
    product: people.a.product,
    expected_version,
    archived,
  });
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'archive_product', args(true, 1)),
  );
  test('a stranger archives nothing', () =>
    expectRefusal(people, 'stranger', 'archive_product', args(true, 1), { answer: null }));
  test.each(['owner', 'staff'] as const)('%s archives and brings back, each once', async (who) => {
    await expectRefusal(people, who, 'archive_product', args(false, 1), { answer: null });
    expect(await call(people, who, 'archive_product', args(true, 1))).toBe(2);
    await expectRefusal(people, who, 'archive_product', args(true, 1), { answer: null });
    await expectRefusal(people, who, 'archive_product', args(true, 2), { answer: null });
    expect(await call(people, who, 'archive_product', args(false, 2))).toBe(3);
    const events = await people.sql`select kind from events
      where subject = ${people.a.product} order by number desc limit 2`;
    expect(events.map(({ kind }) => kind)).toEqual(['product.restored', 'product.archived']);
  });
});

describe(covers('function', 'place_product'), () => {
  const names = async () =>
    (await call<Args[]>(people, 'owner', 'list_products', { business: people.a.business })).map(
      ({ name }) => name,
    );
  const place = (product: string, wanted: number) =>
    call(people, 'staff', 'place_product', { product, wanted });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'place_product', { product: people.a.product, wanted: 1 }),
  );
  test('a stranger moves nothing', async () => {
    const args = { product: people.a.product, wanted: 2 };
    await expectRefusal(people, 'stranger', 'place_product', args, { answer: false });
  });
  test('a product goes where it is wanted, the others close up', async () => {
    const [x, y] = [product({ name: 'X' }), product({ name: 'Y' })];
    await save(x);
    await save(y);
    const { id } = y as { id: string };
    await place(id, 1);
    expect(await names()).toEqual(['Y', 'Produk contoh', 'X']);
    await place(id, 2);
    expect(await names()).toEqual(['Produk contoh', 'Y', 'X']);
    await place(id, 99);
    expect(await names()).toEqual(['Produk contoh', 'X', 'Y']);
    await place(id, -5);
    expect(await names()).toEqual(['Y', 'Produk contoh', 'X']);
  });
  test('an archived product has no place', async () => {
    await call(people, 'owner', 'archive_product', {
      product: people.a.product,
      expected_version: 1,
      archived: true,
    });
    const args = { product: people.a.product, wanted: 1 };
    await expectRefusal(people, 'owner', 'place_product', args, { answer: false });
  });
});

interface Shown {
  business_name: string;
  products: { name: string; marks: { kind: string }[] }[];
}

describe(covers('function', 'public_catalogue'), () => {
  const read = async (who: 'nobody' | 'stranger' | 'owner', slug = people.a.slug) =>
    call<Shown[]>(people, who, 'public_catalogue', { slug });
  const publish = () =>
    people.sql`update businesses set catalogue_public = true where id = ${people.a.business}`;

  test('until it is public nobody sees anything, not even the owner', async () => {
    for (const who of ['nobody', 'stranger', 'owner'] as const) expect(await read(who)).toEqual([]);
    await publish();
    for (const who of ['nobody', 'stranger', 'owner'] as const) expect(await read(who)).toHaveLength(1);
    expect(await read('nobody', people.b.slug)).toEqual([]);
    expect(await read('nobody', 'tidak-ada')).toEqual([]);
  });

  test('it has the columns that were written down, and no others', async () => {
    await publish();
    const [row] = await read('nobody');
    expect(Object.keys(row!).sort()).toEqual(
      ['business_name', 'business_slug', 'products', 'sample', 'timezone'].sort(),
    );
    expect(Object.keys(row!.products[0]!).sort()).toEqual(
      [
        'id',
        'name',
        'benefits',
        'strengths',
        'weaknesses',
        'price',
        'price_unit',
        'how_to_buy',
        'quality_assurance',
        'pictures',
        'marks',
      ].sort(),
    );
  });

  test('archived products and marks that ran out are not there; the last day still counts', async () => {
    await publish();
    const [{ today, yesterday }] = await people.sql<[{ today: string; yesterday: string }]>`
      select (now() at time zone 'Asia/Jakarta')::date::text as today,
        ((now() at time zone 'Asia/Jakarta')::date - 1)::text as yesterday`;
    await save(
      product({
        marks: [
          { kind: 'bpom', number: 'CONTOH-020', expires_on: yesterday },
          { kind: 'pirt', number: 'CONTOH-021', expires_on: today },
          { kind: 'halal', number: 'CONTOH-022', expires_on: null },
        ],
      }),
    );
    const [row] = await read('nobody');
    expect(row!.products.map(({ name }) => name)).toEqual(['Produk contoh', 'Emping contoh']);
    expect(row!.products[1]!.marks.map(({ kind }) => kind)).toEqual(['halal', 'pirt']);
    await call(people, 'owner', 'archive_product', {
      product: people.a.product,
      expected_version: 1,
      archived: true,
    });
    expect((await read('nobody'))[0]!.products.map(({ name }) => name)).toEqual(['Emping contoh']);
  });
});

test('an address that opens catalogues too fast is asked to wait, and no other is', async () => {
  await people.sql`update businesses set catalogue_public = true where id = ${people.a.business}`;
  const visit = (clientAddress: string) =>
    publicCatalogue(
      people.backend,
      { request: new Request('http://contoh.test/k'), clientAddress },
      people.a.slug,
    );
  expect(await visit('192.0.2.1')).toMatchObject({ name: 'Usaha contoh A' });
  await people.sql`update rate_limits set level = 1000000`;
  expect(await visit('192.0.2.1')).toBe('too_many');
  expect(await visit('192.0.2.2')).toMatchObject({ name: 'Usaha contoh A', sample: true });
});

describe(covers('function', 'preview_catalogue'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'preview_catalogue', { business: people.a.business }),
  );
  test('a stranger sees nothing', () =>
    expectRefusal(people, 'stranger', 'preview_catalogue', { business: people.a.business }, { answer: [] }));
  test.each(['owner', 'staff'] as const)('%s sees what the public would', async (who) => {
    const [preview] = await call<Shown[]>(people, who, 'preview_catalogue', { business: people.a.business });
    await people.sql`update businesses set catalogue_public = true where id = ${people.a.business}`;
    const [open] = await call<Shown[]>(people, 'nobody', 'public_catalogue', { slug: people.a.slug });
    expect(preview).toEqual(open);
    expect(preview!.products).toHaveLength(1);
  });
});
