import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

let before: unknown[];
beforeEach(async () => {
  before = (await snapshot(people.sql)).messages!;
});
afterEach(() => putBack(people.sql, 'messages', before));

describe(covers('table', 'messages'), () => {
  testTable(people, 'messages', {
    row: (world) => ({ id: world.question }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        id: randomUUID(),
        business_id: world.business,
        conversation_id: world.conversation,
        channel_id: world.channel,
        body: 'Jawaban contoh',
      }),
    },
    update: { ...noOne, values: { body: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('function', 'decide_message'), () => {
  const decide = (sent: boolean, expected_version = 1) => ({
    message: people.a.answer,
    expected_version,
    sent,
  });

  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'decide_message', decide(true)),
  );
  test('a stranger decides nothing', async () => {
    const { data } = await people.as('owner').from('messages').select('delivery').eq('id', people.a.answer);
    expect(data).toEqual([{ delivery: 'failed' }]);
    for (const sent of [true, false]) {
      await expectRefusal(people, 'stranger', 'decide_message', decide(sent), { answer: null });
    }
  });
  test.each([
    ['owner', true, 'sent'],
    ['staff', false, 'queued'],
  ] as const)('%s decides, once', async (who, sent, delivery) => {
    expect(await call(people, who, 'decide_message', decide(sent))).toBe(delivery);
    const [message] = await people.sql`select delivery, version from messages where id = ${people.a.answer}`;
    expect(message).toEqual({ delivery, version: 2 });
    for (const version of [1, 2]) {
      await expectRefusal(people, who, 'decide_message', decide(!sent, version), { answer: null });
    }
  });
  test('an old screen decides nothing', async () => {
    // A colleague sent it again meanwhile, and it failed again.
    await people.sql`update messages set version = 4 where id = ${people.a.answer}`;
    for (const sent of [true, false]) {
      for (const version of [1, 3, 5]) {
        await expectRefusal(people, 'owner', 'decide_message', decide(sent, version), { answer: null });
      }
    }
    expect(await call(people, 'owner', 'decide_message', decide(false, 4))).toBe('queued');
  });
  test('of two who decide at once one does', async () => {
    const answers = await Promise.all([
      call(people, 'owner', 'decide_message', decide(true)),
      call(people, 'staff', 'decide_message', decide(false)),
    ]);
    expect(answers.filter((state) => state !== null)).toHaveLength(1);
  });
  test("a customer's message is not ours to decide", () =>
    expectRefusal(
      people,
      'owner',
      'decide_message',
      { ...decide(true), message: people.a.question },
      { answer: null },
    ));
});
