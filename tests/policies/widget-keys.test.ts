/** Turning the widget on, and its public keys: the owner's alone; replaced, ended, and bound to sites. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';

const people = usePeople();
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of ['channels', 'widget_keys', 'businesses'])
    await putBack(people.sql, table, before[table]!);
});

const greet = (key: string) =>
  call<{ origins: string[] } | null>(people, 'service', 'widget_greeting', { key });
const keysOf = (business: string) =>
  people.sql<{ id: string; key: string; ends_at: Date | null }[]>`
    select id, key, ends_at from widget_keys where business_id = ${business} order by made_at, id`;

describe(covers('function', 'turn_on_widget'), () => {
  const args = () => ({ business: people.a.business });
  test.each(['staff', 'stranger'] as const)('%s turns nothing on', (who) =>
    expectRefusal(people, who, 'turn_on_widget', args(), { answer: null }),
  );
  test.each(['nobody', 'service'] as const)('%s may not', (who) =>
    expectRefusal(people, who, 'turn_on_widget', args(), denied),
  );

  test('the first time makes channel and key; twice at once is once', async () => {
    const { data: fresh } = await people
      .as('owner')
      .rpc('create_business', { name: 'Usaha baru', slug: 'usaha-baru-widget', timezone: 'Asia/Jakarta' })
      .throwOnError();
    const business = (fresh as { id: string }).id;
    const turned = await Promise.all([1, 2].map(() => call(people, 'owner', 'turn_on_widget', { business })));
    expect(new Set(turned).size).toBe(1);
    expect(await keysOf(business)).toMatchObject([
      { key: expect.stringMatching(/^tg_[0-9a-f]{32}$/), ends_at: null },
    ]);
    await people.sql`delete from businesses where id = ${business}`;
  });

  test('turned off it greets nobody, and comes back with its key', async () => {
    expect(await greet(people.a.publicKey)).toMatchObject({ name: 'Usaha contoh A', sample: true });
    await call(people, 'owner', 'disconnect_channel', { channel: people.a.widget });
    expect(await greet(people.a.publicKey)).toBeNull();
    expect(await call(people, 'service', 'widget_greeting', { slug: people.a.slug })).toBeNull();
    expect(await call(people, 'owner', 'turn_on_widget', args())).toBe(people.a.widget);
    expect(await greet(people.a.publicKey)).toMatchObject({ slug: people.a.slug });
  });
});

describe(covers('function', 'rotate_widget_key'), () => {
  const args = () => ({ widget_key: people.a.widgetKey });
  test.each(['staff', 'stranger'] as const)('%s replaces nothing', (who) =>
    expectRefusal(people, who, 'rotate_widget_key', args(), { answer: null }),
  );
  test.each(['nobody', 'service'] as const)('%s may not', (who) =>
    expectRefusal(people, who, 'rotate_widget_key', args(), denied),
  );

  test('the new one takes over the sites, the old one works for seven days, and then no more', async () => {
    await call(people, 'owner', 'set_widget_origins', { ...args(), origins: ['https://toko.test'] });
    const made = await Promise.all([1, 2].map(() => call(people, 'owner', 'rotate_widget_key', args())));
    expect(made.filter(Boolean)).toHaveLength(1);
    const keys = await keysOf(people.a.business);
    const fresh = keys.find(({ ends_at }) => ends_at === null)!;
    expect(await greet(fresh.key)).toMatchObject({ origins: ['https://toko.test'] });
    expect(await greet(people.a.publicKey)).toMatchObject({ slug: people.a.slug });
    const [{ days }] = await people.sql<[{ days: number }]>`
      select extract(epoch from ends_at - now()) / 86400 as days from widget_keys where id = ${people.a.widgetKey}`;
    expect(Number(days)).toBeCloseTo(7, 1);
    await people.sql`update widget_keys set ends_at = now() - interval '1 second' where id = ${people.a.widgetKey}`;
    expect(await greet(people.a.publicKey)).toBeNull();
  });
});

describe(covers('function', 'end_widget_key'), () => {
  const args = () => ({ widget_key: people.a.endingKey });
  test.each(['staff', 'stranger'] as const)('%s ends nothing', (who) =>
    expectRefusal(people, who, 'end_widget_key', args(), { answer: false }),
  );
  test.each(['nobody', 'service'] as const)('%s may not', (who) =>
    expectRefusal(people, who, 'end_widget_key', args(), denied),
  );
  test('the one in use is replaced, never ended', () =>
    expectRefusal(people, 'owner', 'end_widget_key', { widget_key: people.a.widgetKey }, { answer: false }));
  test('a replaced one ends at once', async () => {
    expect(await call(people, 'owner', 'end_widget_key', args())).toBe(true);
    expect(await call(people, 'owner', 'end_widget_key', args())).toBe(false);
  });
});

describe(covers('function', 'set_widget_origins'), () => {
  const args = (origins: (string | null)[] = ['https://toko.test']) => ({
    widget_key: people.a.widgetKey,
    origins,
  });
  test.each(['staff', 'stranger'] as const)('%s changes nothing', (who) =>
    expectRefusal(people, who, 'set_widget_origins', args(), { answer: false }),
  );
  test.each(['nobody', 'service'] as const)('%s may not', (who) =>
    expectRefusal(people, who, 'set_widget_origins', args(), denied),
  );
  test.each([
    'toko.test',
    'https://toko.test/',
    'javascript:alert(1)',
    'https://toko.test https://lain.test',
    null,
  ])('%s is no origin', (origin) =>
    expectRefusal(people, 'owner', 'set_widget_origins', args([origin]), { code: '23514' }),
  );
  test('they are told to who greets', async () => {
    await call(people, 'owner', 'set_widget_origins', args(['https://toko.test', 'http://127.0.0.1:8080']));
    expect((await greet(people.a.publicKey))?.origins).toEqual([
      'https://toko.test',
      'http://127.0.0.1:8080',
    ]);
  });
});

describe(covers('function', 'widget_greeting'), () => {
  test('the program alone asks', () =>
    expectServiceAlone(people, 'widget_greeting', { key: people.a.publicKey }));
  test.each(['', 'tg_', `tg_${'0'.repeat(32)}`])('no key, nothing told: %j', async (key) =>
    expect(await greet(key)).toBeNull(),
  );
});
