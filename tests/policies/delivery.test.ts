import { randomUUID } from 'node:crypto';
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
interface Work {
  id: string;
  version: number;
  attempt: { id: string } | null;
}
let claimed: Work;

describe(covers('function', 'claim_messages'), () => {
  const claim = { size: 10, lease_seconds: 60 };
  test('people are refused', async () => {
    await call(people, 'owner', 'decide_message', {
      message: people.a.answer,
      expected_version: 1,
      sent: false,
    });
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
  test('a sender that lost its lease settles nothing, and leaves the ledger to the one that took over', async () => {
    await people.sql`update messages set lease_until = now() - interval '1 second' where id = ${people.a.answer}`;
    const [taken] = await call<Work[]>(people, 'service', 'claim_messages', { size: 10, lease_seconds: 60 });
    const [open] = await people.sql`select id from message_sends where closed_at is null`;
    expect(taken).toMatchObject({
      id: people.a.answer,
      version: claimed.version + 1,
      attempt: { id: open!.id },
    });
    for (const [state, outcome] of [
      ['sent', 'ok'],
      ['failed', 'failed'],
      ['queued', 'failed'],
      ['unconfirmed', 'unknown'],
      ['sending', 'unknown'],
    ]) {
      const late = { ...settle(claimed.version), state, outcome };
      await expectRefusal(people, 'service', 'settle_message', late, { answer: null });
    }
    claimed = taken!;
  });
  test('one that is still being sent keeps its lease and its ledger row', async () => {
    const unsure = { ...settle(claimed.version), state: 'sending', outcome: 'unknown', external_id: null };
    expect(await call(people, 'service', 'settle_message', unsure)).toBe('sending');
    const [message] = await people.sql`
      select version, lease_until > now() as leased from messages where id = ${people.a.answer}`;
    expect(message).toEqual({ version: claimed.version + 1, leased: true });
    expect(await people.sql`select from message_sends where closed_at is null`).toHaveLength(1);
    claimed = { ...claimed, version: claimed.version + 1 };
  });
  test('the service settles, and the ledger row is closed', async () => {
    expect(await call(people, 'service', 'settle_message', settle(claimed.version))).toBe('sent');
    const [message] = await people.sql`
      select delivery, external_id, lease_until from messages where id = ${people.a.answer}`;
    expect(message).toEqual({ delivery: 'sent', external_id: 'jawaban-di-jaringan', lease_until: null });
    expect(await people.sql`select from message_sends where closed_at is null`).toHaveLength(0);
  });
  test('an echo settles the answer and its ledger row, and its sender finds nothing left to do', async () => {
    const reply = { id: randomUUID(), conversation: people.a.conversation, body: 'Jawaban bergema' };
    await call(people, 'owner', 'queue_reply', { ...reply, way: 'direct' });
    expect(
      await call(people, 'service', 'claim_messages', { size: 10, lease_seconds: 60, message: reply.id }),
    ).toEqual([]);
    await people.sql`update messages set next_try_at = now() where id = ${reply.id}`;
    const claim = { size: 10, lease_seconds: 60, message: reply.id };
    const [sending] = await call<Work[]>(people, 'service', 'claim_messages', claim);
    const echo = {
      type: 'message',
      accountId: people.a.account,
      externalId: 'gema',
      direction: 'out',
      place: 'direct',
      person: { id: 'pelanggan-contoh' },
      text: 'Jawaban bergema',
      wordless: false,
      at: new Date().toISOString(),
    };
    const items = [{ item_id: null, network: 'sandbox', kind: 'instagram', incoming: [echo] }];
    expect(await call(people, 'service', 'project_items', { items })).toBe(1);
    const ledger = async () =>
      (await people.sql`select outcome from message_sends where message_id = ${reply.id}`).map(
        ({ outcome }) => outcome as string | null,
      );
    const message = () => people.sql`select * from messages where id = ${reply.id}`;
    const settled = [...(await message())];
    expect(settled).toMatchObject([
      { delivery: 'sent', external_id: 'gema', version: sending!.version + 1, lease_until: null },
    ]);
    expect(await ledger()).toEqual(['found']);

    const late = { ...settle(sending!.version), message: reply.id, external_id: 'gema' };
    expect(await call(people, 'service', 'settle_message', late)).toBeNull();
    expect([...(await message())]).toEqual(settled);
    expect(await ledger()).toEqual(['found']);
  });
});
