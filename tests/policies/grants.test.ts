/** People who take back what they granted on the network, or have themselves forgotten there. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putAllBack, snapshot, type Snapshot } from './snapshot.ts';
import { noOne, testTable } from './table-cases.ts';
import { hashOf, hex } from './world.ts';

const people = usePeople();
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(() => putAllBack(people.sql, before));

describe(covers('table', 'data_deletions'), () => {
  testTable(people, 'data_deletions', {
    row: (world) => ({ code_hash: hex(hashOf(world.deletionCode)) }),
    read: noOne,
    insert: { ...noOne, values: () => ({ code_hash: hex(hashOf('kode contoh lain')), channels: 0 }) },
    update: { ...noOne, values: { channels: 5 } },
    remove: noOne,
  });
});

describe(covers('function', 'find_data_deletion'), () => {
  test('everybody with the code reads when it was done, and nobody without', async () => {
    for (const who of ['nobody', 'stranger'] as const) {
      expect(await call(people, who, 'find_data_deletion', { code: people.a.deletionCode })).toEqual({
        deleted_at: expect.any(String) as string,
        channels: 1,
      });
      expect(await call(people, who, 'find_data_deletion', { code: 'tebakan' })).toBeNull();
    }
  });
});

describe(covers('function', 'withdraw_grants'), () => {
  const args = (more = {}) => ({ network: 'sandbox', granted_by: 'orang-contoh', ...more });
  const secrets = () => people.sql`select channel_id from channel_secrets order by channel_id`;
  beforeEach(
    () =>
      people.sql`update channel_secrets set granted_by = 'orang-contoh' where channel_id = ${people.a.channel}`,
  );

  test('people are refused', () => expectServiceAlone(people, 'withdraw_grants', args()));

  test('only what this person granted on this network ends, and the channel asks for its owner', async () => {
    expect(await call(people, 'service', 'withdraw_grants', args({ network: 'meta' }))).toBe(0);
    expect(await call(people, 'service', 'withdraw_grants', args({ granted_by: 'orang-lain' }))).toBe(0);
    const all = (await secrets()).length;
    expect(await call(people, 'service', 'withdraw_grants', args())).toBe(1);
    expect(await secrets()).toHaveLength(all - 1);
    const [channel] = await people.sql`select problem from channels where id = ${people.a.channel}`;
    expect(channel).toEqual({ problem: 'token_dead' });
    expect(await people.sql`select from data_deletions`).toHaveLength(2);
  });

  test('who asks to be forgotten leaves a code and nothing else', async () => {
    const code_hash = hex(hashOf('kode contoh baru'));
    expect(await call(people, 'service', 'withdraw_grants', args({ code_hash }))).toBe(1);
    expect(JSON.stringify(await snapshot(people.sql))).not.toContain('orang-contoh');
    expect(await call(people, 'nobody', 'find_data_deletion', { code: 'kode contoh baru' })).toMatchObject({
      channels: 1,
    });
  });
});
