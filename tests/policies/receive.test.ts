/**
 * What comes in: stored once, projected into the business of its account, and again.
 * Long, because each verb meets each person.
 */
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { noOne, serviceAlone, testTable } from './table-cases.ts';
import type { World } from './world.ts';

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

describe('an account that was away', () => {
  const account = () => people.a.account;
  const message = (id: string, accountId = account()) => ({
    type: 'message',
    accountId,
    externalId: id,
    direction: 'in',
    place: 'direct',
    person: { id: 'pelanggan-contoh' },
    text: 'Halo contoh',
    wordless: false,
    at: '2026-11-01T00:00:00Z',
  });
  /** Stores an item as the network brings it; `id` is its key, and that of the message in it. */
  const arrive = async (id: string, account_id = account()): Promise<number> => {
    const item = { object: 'instagram', field: 'messages', value: {}, item_at: '2026-11-01T00:00:00Z' };
    const items = [{ ...item, key: id, account_id }];
    await call(people, 'service', 'store_webhook_items', { network: 'sandbox', items });
    const [row] = await people.sql`select id::integer from webhook_items where key = ${id}`;
    return row!.id as number;
  };
  const project = (item_id: number, incoming: unknown[] | null) =>
    call(people, 'service', 'project_items', {
      items: [{ item_id, network: 'sandbox', kind: 'instagram', incoming }],
    });
  const state = async (item: number) => {
    const [row] = await people.sql`
      select outcome, projected_at is null as open from webhook_items where id = ${item}`;
    return row;
  };
  const business = async (id: string) =>
    (await people.sql`select business_id from messages where external_id = ${id}`).map(
      ({ business_id }) => business_id as string,
    );
  const connect = (world: World, external_id: string) =>
    call<string>(people, 'service', 'connect_channel', {
      business: world.business,
      member: world.owner.id,
      kind: 'instagram',
      network: 'sandbox',
      external_id,
      page_id: 'hal-contoh',
      name: 'Instagram contoh',
      sealed: 'sealed contoh',
    });
  const disconnect = (who: 'owner' | 'stranger', channel: string) =>
    call(people, who, 'disconnect_channel', { channel });

  test('what waited for it is opened when it comes back, and nothing else', async () => {
    await disconnect('owner', people.a.channel);
    const items = {
      meanwhile: await arrive('sementara-itu'),
      // Somebody else may have had the account before this business connected it.
      earlier: await arrive('sebelumnya'),
      elsewhere: await arrive('di-tempat-lain', 'ig-lain'),
      unreadable: await arrive('tak-terbaca'),
    };
    await people.sql`update webhook_items w set received_at = c.connected_at - interval '1 second'
      from channels c where c.id = ${people.a.channel} and w.id = ${items.earlier}`;
    await project(items.meanwhile, [message('sementara-itu')]);
    await project(items.earlier, [message('sebelumnya')]);
    await project(items.elsewhere, [message('di-tempat-lain', 'ig-lain')]);
    await project(items.unreadable, null);
    const waits = { outcome: 'no_channel', open: false };
    expect(await state(items.meanwhile)).toEqual(waits);
    expect(await state(items.earlier)).toEqual(waits);

    expect(await connect(people.a, account())).toBe(people.a.channel);
    expect(await state(items.meanwhile)).toEqual({ outcome: null, open: true });
    expect(await state(items.earlier)).toEqual(waits);
    expect(await state(items.elsewhere)).toEqual(waits);
    expect(await state(items.unreadable)).toEqual({ outcome: 'unknown', open: false });

    const claimed = await call<{ id: number }[]>(people, 'service', 'claim_webhook_items', {
      size: 100,
      lease_seconds: 60,
    });
    expect(claimed.map(({ id }) => id)).toContain(items.meanwhile);
    expect(await project(items.meanwhile, [message('sementara-itu')])).toBe(1);
    expect(await state(items.meanwhile)).toEqual({ outcome: 'projected', open: false });
    expect(await business('sementara-itu')).toEqual([people.a.business]);
  });

  test('the stranger who comes back opens nothing of ours', async () => {
    await disconnect('owner', people.a.channel);
    const ours = await arrive('punya-kami');
    await project(ours, [message('punya-kami')]);
    await disconnect('stranger', people.b.channel);
    await connect(people.b, people.b.account);
    expect(await state(ours)).toEqual({ outcome: 'no_channel', open: false });
    await connect(people.a, account());
    expect(await state(ours)).toEqual({ outcome: null, open: true });
  });

  test('another business gets only what arrives after it connected the account', async () => {
    const ours = await arrive('untuk-kami');
    await disconnect('owner', people.a.channel);
    const between = await arrive('di-antara');
    const theirs = await connect(people.b, account());
    const later = await arrive('untuk-mereka');
    for (const [item, id] of [
      [ours, 'untuk-kami'],
      [between, 'di-antara'],
      [later, 'untuk-mereka'],
    ] as const) {
      await project(item, [message(id)]);
    }
    expect(await business('untuk-kami')).toEqual([]);
    expect(await business('di-antara')).toEqual([]);
    expect(await business('untuk-mereka')).toEqual([people.b.business]);
    expect(await state(ours)).toEqual({ outcome: 'no_channel', open: false });
    expect(await state(between)).toEqual({ outcome: 'no_channel', open: false });

    // Nor when they go and come back.
    await disconnect('stranger', theirs);
    expect(await connect(people.b, account())).toBe(theirs);
    expect(await state(ours)).toEqual({ outcome: 'no_channel', open: false });
    expect(await state(between)).toEqual({ outcome: 'no_channel', open: false });
  });
});
