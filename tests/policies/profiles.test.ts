/** Names of people who wrote for the first time are asked for by a job alone. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { noOne, testTable } from './table-cases.ts';

const people = usePeople();
/** Of business A, and asked for by nobody. */
let unasked: string;
let before: Snapshot;
beforeAll(async () => {
  const [row] = await people.sql<[{ id: string }]>`
    insert into identities (business_id, contact_id, channel_id, external_id)
    values (${people.a.business}, ${people.a.contact}, ${people.a.channel}, 'akun-contoh') returning id`;
  unasked = row.id;
});
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of ['profile_requests', 'identities', 'contacts', 'conversations'])
    await putBack(people.sql, table, before[table]!);
});

describe(covers('table', 'profile_requests'), () => {
  testTable(people, 'profile_requests', {
    row: (world) => ({ identity_id: world.identity }),
    read: { ...noOne, service: 'done' },
    insert: {
      ...noOne,
      values: (world) => ({ identity_id: unasked, business_id: world.business }),
    },
    update: { ...noOne, values: { state: 'known' } },
    remove: noOne,
  });
});

describe(covers('function', 'claim_profiles'), () => {
  test('jobs alone', () => expectServiceAlone(people, 'claim_profiles', { size: 9, lease_seconds: 60 }));
});

describe(covers('function', 'settle_profiles'), () => {
  const settle = (found: object) =>
    call<number>(people, 'service', 'settle_profiles', {
      results: [{ identity: people.a.identity, ...found }],
    });
  const name = async () =>
    (await people.sql`select name from contacts where id = ${people.a.contact}`)[0]!.name as string;

  test('jobs alone', () => expectServiceAlone(people, 'settle_profiles', { results: [] }));

  test('a name that somebody gave stays; one that is missing is filled in, once', async () => {
    expect(await settle({ name: 'Nama lain', username: null })).toBe(0);
    expect(await name()).toBe('Pelanggan contoh');
    await people.sql`update contacts set name = '' where id = ${people.a.contact}`;
    expect(await settle({ name: null, username: 'sari.contoh' })).toBe(1);
    expect(await name()).toBe('sari.contoh');
  });
});
