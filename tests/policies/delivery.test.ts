import { describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

describe(covers('table', 'message_sends'), () => {
  testTable(people, 'message_sends', {
    row: (world) => ({ id: world.send }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ message_id: world.answer, business_id: world.business }),
    },
    update: { ...noOne, values: { reason: 'diubah' } },
    remove: noOne,
  });
});

// The tests from here on follow one answer from the queue to the network.
let claimed: { id: string; version: number };

describe(covers('function', 'claim_messages'), () => {
  const claim = { size: 10, lease_seconds: 60 };
  test('people are refused', async () => {
    await call(people, 'owner', 'decide_message', { message: people.a.answer, sent: false });
    await expectServiceAlone(people, 'claim_messages', claim);
    await expectServiceAlone(people, 'claim_messages', { ...claim, message: people.a.answer });
  });
  test('the service takes what waits, once, and the ledger row stands', async () => {
    const rounds = await Promise.all([
      call<(typeof claimed)[]>(people, 'service', 'claim_messages', claim),
      call<(typeof claimed)[]>(people, 'service', 'claim_messages', claim),
    ]);
    expect(rounds.flat()).toMatchObject([
      {
        id: people.a.answer,
        channel_id: people.a.channel,
        recipient: 'pelanggan-contoh',
        known_remote_ids: [],
      },
    ]);
    claimed = rounds.flat()[0]!;
    const open = await people.sql`select message_id from message_sends where closed_at is null`;
    expect([...open]).toEqual([{ message_id: people.a.answer }]);
  });
});

describe(covers('function', 'settle_message'), () => {
  const settle = (expected_version: number) => ({
    message: people.a.answer,
    expected_version,
    state: 'sent',
    outcome: 'ok',
    external_id: 'jawaban-di-jaringan',
  });
  test('people are refused', () => expectServiceAlone(people, 'settle_message', settle(claimed.version)));
  test('a sender that lost its lease settles nothing', () =>
    expectRefusal(people, 'service', 'settle_message', settle(claimed.version - 1), { answer: null }));
  test('the service settles, and the ledger row is closed', async () => {
    expect(await call(people, 'service', 'settle_message', settle(claimed.version))).toBe('sent');
    const [message] = await people.sql`
      select delivery, external_id, lease_until from messages where id = ${people.a.answer}`;
    expect(message).toEqual({ delivery: 'sent', external_id: 'jawaban-di-jaringan', lease_until: null });
    expect(await people.sql`select from message_sends where closed_at is null`).toHaveLength(0);
  });
});
