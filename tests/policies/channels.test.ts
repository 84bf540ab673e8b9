import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { membersAndService, serviceAlone, testTable } from './table-cases.ts';
import { hashOf, hex } from './world.ts';

const people = usePeople();

describe(covers('table', 'channels'), () => {
  testTable(people, 'channels', {
    row: (world) => ({ id: world.channel }),
    read: membersAndService,
    insert: {
      ...serviceAlone,
      values: (world) => ({ business_id: world.business, kind: 'manual', name: 'Kanal contoh' }),
    },
    update: { ...serviceAlone, values: { name: 'Instagram contoh lain' } },
    remove: { ...serviceAlone, service: 'denied' },
  });
});

describe(covers('table', 'channel_secrets'), () => {
  testTable(people, 'channel_secrets', {
    row: (world) => ({ channel_id: world.channel }),
    read: serviceAlone,
    insert: { ...serviceAlone, values: (world) => ({ channel_id: world.assisted, sealed: 'contoh' }) },
    update: { ...serviceAlone, values: { sealed: 'contoh lain' } },
    remove: serviceAlone,
  });

  test('a channel does not bring its credentials along', async () => {
    for (const who of ['owner', 'staff', 'stranger', 'nobody'] as const) {
      const { data, error } = await people.as(who).from('channels').select('id, channel_secrets(sealed)');
      expect([data, error !== null]).toEqual([null, true]);
    }
  });
});

describe(covers('table', 'connection_flows'), () => {
  testTable(people, 'connection_flows', {
    row: (world) => ({ id: world.flow }),
    read: serviceAlone,
    insert: {
      ...serviceAlone,
      values: (world) => ({
        business_id: world.business,
        user_id: world.owner.id,
        network: 'sandbox',
        state_hash: hex(hashOf('state lain')),
      }),
    },
    update: { ...serviceAlone, values: { sealed: 'contoh' } },
    remove: serviceAlone,
  });
});

test('the service finds a connection flow by the hash of its state', async () => {
  const found = people
    .as('service')
    .from('connection_flows')
    .select('id')
    .eq('state_hash', hex(hashOf('state a')));
  expect((await found.throwOnError()).data).toEqual([{ id: people.a.flow }]);
});

describe(covers('function', 'connect_channel'), () => {
  const args = (more: Record<string, unknown> = {}) => ({
    business: people.a.business,
    member: people.owner.id,
    kind: 'facebook',
    network: 'sandbox',
    external_id: 'fb-contoh',
    page_id: 'fb-contoh',
    name: 'Halaman contoh',
    sealed: 'sealed contoh',
    ...more,
  });

  test('people are refused', () => expectServiceAlone(people, 'connect_channel', args()));

  describe('only an owner of the business connects', () => {
    const refuse = (member: string, more: Record<string, unknown> = {}) =>
      expectRefusal(people, 'service', 'connect_channel', args({ member, ...more }));
    const renewal = () => ({ kind: 'instagram', external_id: people.a.account, name: 'Instagram contoh' });

    test.each(['staff', 'stranger'] as const)('%s neither connects nor renews', async (who) => {
      await refuse(people[who].id);
      await refuse(people[who].id, renewal());
    });
    test('nor does someone who does not exist', () => refuse(randomUUID()));
    test('nor does an owner for the business of another', () =>
      refuse(people.owner.id, { business: people.b.business }));
    test('nor does an owner who was demoted between consent and choice', async () => {
      const { sql, a } = people;
      const rule = (person: string, role: string) =>
        sql`update members set role = ${role} where business_id = ${a.business} and user_id = ${person}`;
      await rule(people.staff.id, 'owner');
      await rule(people.owner.id, 'staff');
      await refuse(people.owner.id);
      await refuse(people.owner.id, renewal());
      await rule(people.owner.id, 'owner');
      await rule(people.staff.id, 'staff');
    });
  });

  test('an account another business holds live is refused, and its credentials stay', async () => {
    const taken = { kind: 'instagram', external_id: people.b.account, name: 'Curian contoh' };
    await expectRefusal(people, 'service', 'connect_channel', args(taken), { code: '23505' });
  });

  test('the service connects, and connecting again renews the same channel', async () => {
    const first = await call<string>(people, 'service', 'connect_channel', args());
    const again = await call<string>(people, 'service', 'connect_channel', args({ sealed: 'baru' }));
    expect(again).toBe(first);
    const kept = await people.sql`select sealed from channel_secrets where channel_id = ${first}`;
    expect([...kept]).toEqual([{ sealed: 'baru' }]);
  });
});

describe(covers('function', 'disconnect_channel'), () => {
  const args = () => ({ channel: people.a.channel });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'disconnect_channel', args()),
  );
  test.each(['staff', 'stranger'] as const)('%s disconnects nothing', (who) =>
    expectRefusal(people, who, 'disconnect_channel', args(), { answer: false }),
  );

  test('the owner disconnects, once, and the credentials are gone', async () => {
    expect(await people.sql`select from channel_secrets where channel_id = ${people.a.channel}`).toHaveLength(
      1,
    );
    expect(await call(people, 'owner', 'disconnect_channel', args())).toBe(true);
    expect(await call(people, 'owner', 'disconnect_channel', args())).toBe(false);
    expect(await people.sql`select from channel_secrets where channel_id = ${people.a.channel}`).toHaveLength(
      0,
    );
    const [channel] = await people.sql`
      select disconnected_by, disconnected_at is null as live from channels where id = ${people.a.channel}`;
    expect(channel).toEqual({ disconnected_by: people.owner.id, live: false });
  });
});
