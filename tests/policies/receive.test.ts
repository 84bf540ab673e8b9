import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { noOne, serviceAlone, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'webhook_items'), () => {
  testTable(people, 'webhook_items', {
    row: (world) => ({ id: world.item }),
    read: serviceAlone,
    insert: {
      ...noOne,
      values: (world) => ({
        network: 'sandbox',
        key: 'kunci-lain',
        object: 'instagram',
        account_id: world.account,
        field: 'messages',
        item_at: '2026-11-01T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { outcome: 'diubah' } },
    remove: noOne,
  });
});

// The tests from here on follow one item from the network into a conversation.
let stored: number;

describe(covers('function', 'store_webhook_items'), () => {
  const items = () => ({
    network: 'sandbox',
    items: [
      {
        key: 'kunci-baru',
        object: 'instagram',
        account_id: people.a.account,
        field: 'messages',
        value: { text: 'Halo contoh' },
        item_at: '2026-11-01T00:00:00Z',
      },
    ],
  });
  test('people are refused', () => expectServiceAlone(people, 'store_webhook_items', items()));
  test('the service stores an item once, however often it comes', async () => {
    expect(await call(people, 'service', 'store_webhook_items', items())).toBe(1);
    await expectRefusal(people, 'service', 'store_webhook_items', items(), { answer: 0 });
    const [item] = await people.sql`select id::integer, value from webhook_items where key = 'kunci-baru'`;
    expect(item!.value).toEqual({ text: 'Halo contoh' });
    stored = item!.id;
  });
});

describe(covers('function', 'claim_webhook_items'), () => {
  const claim = { size: 10, lease_seconds: 60 };
  test('people are refused', () => expectServiceAlone(people, 'claim_webhook_items', claim));
  test('the service takes what waits, once', async () => {
    const rounds = await Promise.all([
      call<{ id: number }[]>(people, 'service', 'claim_webhook_items', claim),
      call<{ id: number }[]>(people, 'service', 'claim_webhook_items', claim),
    ]);
    expect(rounds.flat().map(({ id }) => id)).toEqual([stored]);
  });
});

describe(covers('function', 'project_items'), () => {
  const said = () => ({
    items: [
      {
        item_id: stored,
        network: 'sandbox',
        kind: 'instagram',
        incoming: [
          {
            type: 'message',
            accountId: people.a.account,
            externalId: 'pesan-baru',
            direction: 'in',
            place: 'direct',
            person: { id: 'pelanggan-contoh', username: 'pelanggan.contoh' },
            text: 'Halo contoh',
            wordless: false,
            at: '2026-11-01T00:00:00Z',
          },
        ],
      },
    ],
  });
  test('people are refused', () => expectServiceAlone(people, 'project_items', said()));
  test('the service projects into the business of the account, and again into the same rows', async () => {
    for (const round of [1, 2]) {
      expect([round, await call(people, 'service', 'project_items', said())]).toEqual([round, 1]);
      const made = await people.sql`
        select business_id, conversation_id, direction, body from messages where external_id = 'pesan-baru'`;
      expect([...made]).toEqual([
        {
          business_id: people.a.business,
          conversation_id: people.a.conversation,
          direction: 'in',
          body: 'Halo contoh',
        },
      ]);
    }
  });
  test('an account that nobody has connected reaches no business', async () => {
    const before = await people.sql`select id from messages`;
    const [item] = said().items;
    const astray = { ...item!, incoming: [{ ...item!.incoming[0]!, accountId: 'ig-lain', externalId: 'x' }] };
    await call(people, 'service', 'project_items', { items: [astray] });
    expect(await people.sql`select id from messages`).toHaveLength(before.length);
    const [{ outcome }] = await people.sql<
      [{ outcome: string }]
    >`select outcome from webhook_items where id = ${stored}`;
    expect(outcome).toBe('no_channel');
  });
});

describe(covers('function', 'replay_webhook_items'), () => {
  const since = { since: '2000-01-01T00:00:00Z' };
  test('people are refused', () => expectServiceAlone(people, 'replay_webhook_items', since));
  test('the service opens what it received since', async () => {
    await expectRefusal(
      people,
      'service',
      'replay_webhook_items',
      { since: '2100-01-01T00:00:00Z' },
      { answer: 0 },
    );
    expect(await call(people, 'service', 'replay_webhook_items', since)).toBe(3);
    expect(await people.sql`select from webhook_items where projected_at is null`).toHaveLength(3);
  });
});
