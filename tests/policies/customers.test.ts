/** Customers: merged and taken apart, named, searched for, and talks logged by hand. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();
const touched = ['contact_merges', 'messages', 'conversations', 'identities', 'contacts', 'channels'];
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of touched) await putBack(people.sql, table, before[table]!);
});

describe(covers('table', 'contact_merges'), () => {
  testTable(people, 'contact_merges', {
    row: (world) => ({ id: world.merge }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        kept_id: world.otherContact,
        merged_id: world.contact,
        identity_ids: [],
      }),
    },
    update: { ...noOne, values: { merged_at: '2026-01-01T00:00:00Z' } },
    remove: noOne,
  });
});

async function ownerOf(table: 'identities' | 'conversations', id: string): Promise<string> {
  const [row] = await people.sql<[{ contact_id: string }]>`
    select contact_id from ${people.sql(table)} where id = ${id}`;
  return row.contact_id;
}

describe(covers('function', 'merge_contacts'), () => {
  const args = () => ({ kept: people.a.otherContact, merged: people.a.contact });

  test('strangers and nobody merge nothing, and no two businesses are merged', async () => {
    await expectRefusal(people, 'stranger', 'merge_contacts', args(), { answer: null });
    await expectRefusal(people, 'nobody', 'merge_contacts', args(), denied);
    const across = { kept: people.a.contact, merged: people.b.contact };
    await expectRefusal(people, 'owner', 'merge_contacts', across, { answer: null });
    const same = { kept: people.a.contact, merged: people.a.contact };
    await expectRefusal(people, 'owner', 'merge_contacts', same, { answer: null });
  });

  test('accounts and conversations move, once, and a second account writes on as the same person', async () => {
    const merge = await call<string>(people, 'staff', 'merge_contacts', args());
    expect(await ownerOf('identities', people.a.identity)).toBe(people.a.otherContact);
    expect(await ownerOf('conversations', people.a.conversation)).toBe(people.a.otherContact);
    await expectRefusal(people, 'owner', 'merge_contacts', args(), { answer: null });
    expect(merge).not.toBeNull();
  });
});

describe(covers('function', 'undo_merge'), () => {
  test('a merge is taken apart by a colleague, once, and by no stranger', async () => {
    const merge = await call<string>(people, 'owner', 'merge_contacts', {
      kept: people.a.otherContact,
      merged: people.a.contact,
    });
    await expectRefusal(people, 'stranger', 'undo_merge', { merge }, { answer: false });
    await expectRefusal(people, 'nobody', 'undo_merge', { merge }, denied);
    expect(await call(people, 'staff', 'undo_merge', { merge })).toBe(true);
    expect(await ownerOf('identities', people.a.identity)).toBe(people.a.contact);
    expect(await ownerOf('conversations', people.a.conversation)).toBe(people.a.contact);
    await expectRefusal(people, 'owner', 'undo_merge', { merge }, { answer: false });
  });
});

describe(covers('function', 'rename_contact'), () => {
  const args = () => ({ contact: people.a.contact, name: '  Bu Contoh ' });

  test('a member names a customer; a stranger and nobody do not', async () => {
    await expectRefusal(people, 'stranger', 'rename_contact', args(), { answer: null });
    await expectRefusal(people, 'nobody', 'rename_contact', args(), denied);
    expect(await call(people, 'staff', 'rename_contact', args())).toBe(true);
    const [row] = await people.sql`select name from contacts where id = ${people.a.contact}`;
    expect(row).toEqual({ name: 'Bu Contoh' });
  });
});

describe(covers('function', 'search_conversations'), () => {
  interface Hit {
    conversation_id: string;
    message_id: string | null;
    excerpt: string | null;
  }
  const ask = (who: 'owner' | 'staff' | 'stranger', words: string) =>
    call<Hit[]>(people, who, 'search_conversations', { business: people.a.business, words });

  test('a stranger finds nothing, and nobody is refused', async () => {
    expect(await ask('owner', 'pertanyaan')).toHaveLength(1);
    expect(await ask('stranger', 'pertanyaan')).toEqual([]);
    const args = { business: people.a.business, words: 'pertanyaan' };
    await expectRefusal(people, 'nobody', 'search_conversations', args, denied);
  });

  test('words are found by their beginning from three letters on, and by their stem', async () => {
    await people.sql`update messages set body = 'Pesanan sate bandengnya terlambat' where id = ${people.a.question}`;
    for (const words of ['ban', 'bandeng', 'pesan', 'pesanan', 'sate terlambat', "o'r sate", 'SATE!']) {
      expect([words, (await ask('staff', words)).map((hit) => hit.message_id)]).toEqual([
        words,
        [people.a.question],
      ]);
    }
    for (const words of ['ba', '', '   ', 'bandeng mahal', "' | '", ':*']) {
      expect([words, await ask('staff', words)]).toEqual([words, []]);
    }
  });

  test('a customer is found by name, and what was removed is not found', async () => {
    const found = await ask('owner', 'pelanggan');
    expect(found.map((hit) => hit.conversation_id)).toContain(people.a.conversation);
    await people.sql`update messages set removed_at = now() where id = ${people.a.question}`;
    expect(await ask('owner', 'pertanyaan')).toEqual([]);
  });
});

describe(covers('function', 'log_talk'), () => {
  const talk = () => ({
    id: randomUUID(),
    business: people.a.business,
    contact: null as string | null,
    name: 'Bu contoh',
    way: 'talk',
    said: 'Masih ada sate bandeng?',
    answered: 'Ada, Bu.',
    at: new Date(Date.now() - 60_000).toISOString(),
  });

  test('a stranger logs nothing, and nobody is refused', async () => {
    await expectRefusal(people, 'stranger', 'log_talk', talk(), { answer: null });
    await expectRefusal(people, 'nobody', 'log_talk', talk(), denied);
    const theirs = { ...talk(), contact: people.b.contact };
    await expectRefusal(people, 'owner', 'log_talk', theirs, { answer: null });
    const ahead = { ...talk(), at: new Date(Date.now() + 3_600_000).toISOString() };
    await expectRefusal(people, 'owner', 'log_talk', ahead, { code: '23514' });
  });

  test('it counts like the rest: said, answered, and by the same customer next time', async () => {
    const first = talk();
    const conversation = await call<string>(people, 'staff', 'log_talk', first);
    expect(await call(people, 'staff', 'log_talk', first)).toBe(conversation);
    const [row] = await people.sql`
      select c.status, c.waiting_since, c.contact_id, p.name, count(*)::integer as messages
      from conversations c join contacts p on p.id = c.contact_id join messages m on m.conversation_id = c.id
      where c.id = ${conversation} group by c.id, p.name`;
    expect(row).toMatchObject({ status: 'waiting', waiting_since: null, name: 'Bu contoh', messages: 2 });
    const at = new Date().toISOString();
    const again = { ...talk(), contact: row!.contact_id as string, answered: '', at };
    expect(await call(people, 'owner', 'log_talk', again)).toBe(conversation);
    const [later] = await people.sql`select status from conversations where id = ${conversation}`;
    expect(later).toEqual({ status: 'open' });
  });
});
