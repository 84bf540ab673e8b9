/**
 * Approved messages of an account, sent with their gaps filled; and what was read, told to the network.
 * Long, because each function is asked as four people.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();
const touched = [
  ...['message_templates', 'read_receipts', 'conversation_reads', 'notice_choices', 'messages'],
  ...['conversations', 'channels', 'businesses'],
];
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of touched) await putBack(people.sql, table, before[table]!);
});

describe(covers('table', 'message_templates'), () => {
  testTable(people, 'message_templates', {
    row: (world) => ({ channel_id: world.channel, name: 'contoh' }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        channel_id: world.channel,
        business_id: world.business,
        ...{ name: 'lain', language: 'id', category: 'utility', body: 'Halo' },
      }),
    },
    update: { ...noOne, values: { body: 'Diubah' } },
    remove: noOne,
  });
});

describe(covers('table', 'read_receipts'), () => {
  testTable(people, 'read_receipts', {
    row: (world) => ({ conversation_id: world.conversation }),
    read: { ...noOne, service: 'done' },
    insert: {
      ...noOne,
      values: (world) => ({
        conversation_id: world.commentThread,
        business_id: world.business,
        message_id: world.comment,
      }),
    },
    update: { ...noOne, values: { state: 'told' } },
    remove: noOne,
  });
});

describe(covers('function', 'queue_template'), () => {
  const args = (change: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    conversation: people.a.conversation,
    name: 'contoh',
    language: 'id',
    gap_values: ['Bu Sari', 'rabeg'],
    ...change,
  });
  const queued = (id: string) => people.sql`select body, delivery, written_by, template,
    next_try_at > now() as held from messages where id = ${id}`;

  test('strangers, nobody and the service do not', async () => {
    await expectRefusal(people, 'stranger', 'queue_template', args(), { answer: null });
    await expectRefusal(people, 'nobody', 'queue_template', args(), denied);
    await expectRefusal(people, 'service', 'queue_template', args(), denied);
  });

  test.each(['owner', 'staff'] as const)('%s queues it once, with its words in the thread', async (who) => {
    const form = args();
    for (let n = 0; n < 2; n += 1) expect(await call(people, who, 'queue_template', form)).toBe('queued');
    expect([...(await queued(form.id))]).toEqual([
      {
        body: 'Halo Bu Sari, pesanan rabeg siap.',
        delivery: 'queued',
        written_by: people[who].id,
        template: { name: 'contoh', language: 'id', values: ['Bu Sari', 'rabeg'], gaps: ['1', '2'] },
        held: true,
      },
    ]);
  });

  test('what stands in a gap is never read as a gap, nor as a pattern', async () => {
    const form = args({ gap_values: ['{{2}}', String.raw`\1 & $1`] });
    await call(people, 'owner', 'queue_template', form);
    expect((await queued(form.id))[0]!.body).toBe(String.raw`Halo {{2}}, pesanan \1 & $1 siap.`);
  });

  test.each([
    [[]],
    [['Bu Sari']],
    [['Bu Sari', '']],
    [['Bu Sari', ' rabeg']],
    [['Bu Sari', 'dua\nbaris']],
    [['Bu Sari', 'jauh     sekali']],
    [['Bu Sari', 'x'.repeat(501)]],
    [['satu', 'dua', 'tiga']],
  ])('gaps filled with %j are refused', (gap_values) =>
    expectRefusal(people, 'owner', 'queue_template', args({ gap_values }), { code: '23514' }),
  );

  test('what the account does not have is gone; a comment takes none', async () => {
    await expectRefusal(people, 'owner', 'queue_template', args({ name: 'lama' }), { answer: 'gone' });
    await expectRefusal(people, 'owner', 'queue_template', args({ language: 'en' }), { answer: 'gone' });
    const conversation = people.a.commentThread;
    await expectRefusal(people, 'owner', 'queue_template', args({ conversation }), { answer: null });
  });

  test('it is taken back with what stood in its gaps', async () => {
    const form = args();
    await call(people, 'owner', 'queue_template', form);
    expect(await call(people, 'owner', 'cancel_reply', { message: form.id })).toMatchObject({
      template: { name: 'contoh', language: 'id', values: ['Bu Sari', 'rabeg'] },
    });
    expect(await queued(form.id)).toHaveLength(0);
  });
});

describe(covers('function', 'store_message_templates'), () => {
  const templates = [
    { name: 'baru', language: 'id', category: 'marketing', body: 'Menu: {{menu}}', gaps: ['menu'] },
  ];

  test('jobs alone', () =>
    expectServiceAlone(people, 'store_message_templates', { channel: people.a.channel, templates }));

  test('what the network no longer offers goes, for this account alone', async () => {
    const stored = await call(people, 'service', 'store_message_templates', {
      channel: people.a.channel,
      templates: [...templates, ...templates],
    });
    expect(stored).toBe(1);
    const kept = await people.sql`select business_id, name from message_templates order by name`;
    expect([...kept]).toEqual([
      { business_id: people.a.business, name: 'baru' },
      { business_id: people.b.business, name: 'contoh' },
    ]);
  });

  test('of an account that was disconnected nothing is kept', async () => {
    await people.sql`update channels set disconnected_at = now() where id = ${people.a.channel}`;
    const args = { channel: people.a.channel, templates };
    expect(await call(people, 'service', 'store_message_templates', args)).toBe(0);
  });
});

describe('reading', () => {
  const receipts = () => people.sql`select message_id, state from read_receipts
    where conversation_id = ${people.a.conversation}`;
  const look = () => call(people, 'staff', 'look_at_conversation', { conversation: people.a.conversation });
  beforeEach(async () => {
    await people.sql`delete from read_receipts`;
    await people.sql`update channels set kind = 'whatsapp' where id = ${people.a.channel}`;
  });

  test('a direct conversation on WhatsApp notes its newest message, once', async () => {
    await look();
    await people.sql`update read_receipts set state = 'told'`;
    await look();
    expect([...(await receipts())]).toEqual([{ message_id: people.a.question, state: 'told' }]);
    const [row] = await people.sql<[{ id: string }]>`
      insert into messages (business_id, conversation_id, channel_id, direction, external_id, body)
      values (${people.a.business}, ${people.a.conversation}, ${people.a.channel}, 'in', 'baru', 'Halo?') returning id`;
    await look();
    expect([...(await receipts())]).toEqual([{ message_id: row.id, state: 'waiting' }]);
  });

  test('marking it as not read notes nothing, nor does a business that tells nobody', async () => {
    const args = { conversation: people.a.conversation, unread: true };
    await call(people, 'staff', 'look_at_conversation', args);
    expect(await receipts()).toHaveLength(0);
    const choose = (who: 'owner' | 'staff') =>
      people
        .as(who)
        .from('businesses')
        .update({ tells_read: false })
        .eq('id', people.a.business)
        .select('id');
    expect((await choose('staff')).data).toEqual([]);
    expect((await choose('owner')).data).toHaveLength(1);
    await look();
    expect(await receipts()).toHaveLength(0);
  });

  test.each(['instagram', 'facebook'])('nothing is noted on %s', async (kind) => {
    await people.sql`update channels set kind = ${kind} where id = ${people.a.channel}`;
    await look();
    expect(await receipts()).toHaveLength(0);
  });
});

describe(covers('function', 'claim_read_receipts'), () => {
  test('jobs alone', () => expectServiceAlone(people, 'claim_read_receipts', { size: 9, lease_seconds: 60 }));
});

describe(covers('function', 'settle_read_receipts'), () => {
  test('jobs alone', () => expectServiceAlone(people, 'settle_read_receipts', { results: [] }));

  test('where a newer message was read meanwhile, that one is still to be told', async () => {
    const results = [{ conversation: people.a.conversation, message: people.a.answer, told: true }];
    expect(await call(people, 'service', 'settle_read_receipts', { results })).toBe(0);
  });
});
