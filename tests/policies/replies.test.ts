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
      owner: 'done',
      staff: 'done',
      stranger: 'denied',
      nobody: 'denied',
      service: 'denied',
      values: (world) => ({ id: randomUUID(), conversation_id: world.conversation, body: 'Jawaban contoh' }),
    },
    update: { ...noOne, values: { body: 'Diubah' } },
    remove: noOne,
  });

  test('an answer belongs where its conversation is, and waits to be sent', async () => {
    const reply = { id: randomUUID(), conversation_id: people.a.conversation, body: 'Jawaban contoh' };
    await people.as('staff').from('messages').insert(reply).throwOnError();
    const [message] = await people.sql`select * from messages where id = ${reply.id}`;
    expect(message).toMatchObject({
      business_id: people.a.business,
      channel_id: people.a.channel,
      direction: 'out',
      delivery: 'queued',
      written_by: people.staff.id,
      parent_external_id: 'tanya-a',
      external_id: null,
      automatic: false,
      tries: 0,
    });
  });

  test('nobody speaks for the customer, for another, or into the past', async () => {
    const reply = { conversation_id: people.a.conversation, body: 'Contoh' };
    for (const lie of [
      { direction: 'in' },
      { delivery: 'sent' },
      { written_by: people.stranger.id },
      { business_id: people.a.business },
      { channel_id: people.b.channel },
      { external_id: 'palsu' },
      { sent_at: '2020-01-01T00:00:00Z' },
    ]) {
      const { error } = await people
        .as('owner')
        .from('messages')
        .insert({ ...reply, ...lie });
      expect([lie, error?.code]).toEqual([lie, '42501']);
    }
  });

  test('a conversation of ours and one that does not exist look the same to a stranger', async () => {
    const into = async (conversation_id: string) => {
      const { error } = await people.as('stranger').from('messages').insert({ conversation_id, body: 'Hai' });
      return { code: error?.code, message: error?.message };
    };
    expect(await into(people.a.conversation)).toEqual(await into(randomUUID()));
  });

  test('an upsert does not overwrite what was said', async () => {
    const forged = { id: people.a.question, conversation_id: people.a.conversation, body: 'Palsu' };
    for (const who of ['owner', 'stranger'] as const) {
      const { error } = await people.as(who).from('messages').upsert(forged);
      expect(error).not.toBeNull();
    }
    const [{ body }] = await people.sql<
      [{ body: string }]
    >`select body from messages where id = ${people.a.question}`;
    expect(body).toBe('Pertanyaan contoh');
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
