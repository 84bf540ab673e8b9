/** What colleagues keep about conversations among themselves. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();
const touched = ['conversation_labels', 'labels', 'conversation_reads', 'conversation_notes', 'saved_views'];
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of touched) await putBack(people.sql, table, before[table]!);
});

const members = {
  owner: 'done',
  staff: 'done',
  stranger: 'denied',
  nobody: 'denied',
  service: 'denied',
} as const;
const membersRemove = { ...members, stranger: 'nothing' } as const;

describe(covers('table', 'labels'), () => {
  testTable(people, 'labels', {
    row: (world) => ({ id: world.label }),
    read: membersAndService,
    insert: { ...noOne, values: (world) => ({ business_id: world.business, name: 'Lain' }) },
    update: { ...noOne, values: { name: 'Diubah' } },
    remove: membersRemove,
  });
});

describe(covers('table', 'conversation_labels'), () => {
  testTable(people, 'conversation_labels', {
    row: (world) => ({ label_id: world.label }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        conversation_id: world.otherConversation,
        label_id: world.label,
        business_id: world.business,
      }),
    },
    update: { ...noOne, values: { put_at: '2026-01-01T00:00:00Z' } },
    remove: noOne,
  });
});

describe(covers('function', 'label_conversations'), () => {
  const args = (label = 'Baru', put = true) => ({
    business: people.a.business,
    conversations: [people.a.conversation, people.b.conversation],
    label,
    put,
  });

  test('a stranger labels nothing, and nobody is refused', async () => {
    await expectRefusal(people, 'stranger', 'label_conversations', args(), { answer: 0 });
    await expectRefusal(people, 'nobody', 'label_conversations', args(), denied);
  });

  test('it is made once, whoever writes it how, and only on the own conversations', async () => {
    expect(await call(people, 'owner', 'label_conversations', args('Reseller'))).toBe(1);
    expect(await call(people, 'staff', 'label_conversations', args(' RESELLER '))).toBe(0);
    const labels = await people.sql`select name from labels where lower(name) = 'reseller'`;
    expect([...labels]).toEqual([{ name: 'Reseller' }]);
    expect(await call(people, 'staff', 'label_conversations', args('reseller', false))).toBe(1);
  });
});

describe(covers('table', 'conversation_notes'), () => {
  testTable(people, 'conversation_notes', {
    row: (world) => ({ id: world.conversationNote }),
    read: membersAndService,
    insert: {
      ...members,
      values: (world) => ({
        id: '0198c000-0000-7000-8000-000000000001',
        business_id: world.business,
        conversation_id: world.conversation,
        body: 'Catatan lain',
      }),
    },
    update: { ...noOne, values: { body: 'Diubah' } },
    // Only who wrote it takes a note away; this one was written by nobody of them.
    remove: { owner: 'nothing', staff: 'nothing', stranger: 'nothing', nobody: 'denied', service: 'denied' },
  });

  test('who wrote a note takes it away, and no colleague does', async () => {
    const note = {
      business_id: people.a.business,
      conversation_id: people.a.conversation,
      body: 'Milik staf',
    };
    await people.as('staff').from('conversation_notes').insert(note).throwOnError();
    const remove = (who: 'owner' | 'staff') =>
      people.as(who).from('conversation_notes').delete().eq('body', 'Milik staf').select('id');
    expect((await remove('owner')).data).toEqual([]);
    expect((await remove('staff')).data).toHaveLength(1);
  });
});

describe(covers('table', 'conversation_reads'), () => {
  testTable(people, 'conversation_reads', {
    row: (world) => ({ conversation_id: world.conversation, user_id: world.owner.id }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        conversation_id: world.otherConversation,
        user_id: world.owner.id,
        business_id: world.business,
      }),
    },
    update: { ...noOne, values: { read_at: '2026-01-01T00:00:00Z' } },
    remove: noOne,
  });
});

describe(covers('function', 'look_at_conversation'), () => {
  const args = () => ({ conversation: people.a.conversation });

  test('a stranger sees nothing, and nobody is refused', async () => {
    await expectRefusal(people, 'stranger', 'look_at_conversation', args(), { answer: null });
    await expectRefusal(people, 'nobody', 'look_at_conversation', args(), denied);
  });

  test('colleagues who look at the same moment see each other; who marked it unread has left', async () => {
    await people.sql`update conversation_reads set seen_at = now() - interval '1 hour'`;
    expect(await call(people, 'owner', 'look_at_conversation', args())).toEqual([]);
    expect(await call(people, 'staff', 'look_at_conversation', args())).toEqual([people.owner.id]);
    await call(people, 'owner', 'look_at_conversation', { ...args(), unread: true });
    expect(await call(people, 'staff', 'look_at_conversation', args())).toEqual([]);
    const [mine] = await people.sql`
      select read_at from conversation_reads
      where conversation_id = ${people.a.conversation} and user_id = ${people.owner.id}`;
    expect(mine).toEqual({ read_at: null });
  });
});

describe(covers('table', 'saved_views'), () => {
  testTable(people, 'saved_views', {
    row: (world) => ({ id: world.savedView }),
    read: membersAndService,
    insert: {
      ...members,
      values: (world) => ({ business_id: world.business, name: 'Lain', query: 'tampil=semua' }),
    },
    update: { ...noOne, values: { name: 'Diubah' } },
    remove: membersRemove,
  });
});
