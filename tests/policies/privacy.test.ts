/**
 * A customer's rights: consent, a copy, and erasure everywhere.
 * Long, because each table and function of them is asked as four people.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { plantTraces, rowsOf, type Planted } from './erasure-world.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putAllBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(() => putAllBack(people.sql, before));

const count = async (table: string) => {
  const [row] = await people.sql<[{ n: number }]>`select count(*)::integer as n from ${people.sql(table)}`;
  return row.n;
};

describe(covers('table', 'consents'), () => {
  testTable(people, 'consents', {
    row: (world) => ({ id: world.consent }),
    read: membersAndService,
    insert: {
      ...membersAndService,
      stranger: 'denied',
      service: 'denied',
      values: (world) => ({
        id: randomUUID(),
        business_id: world.business,
        contact_id: world.contact,
        purpose: 'publication',
        way: 'paper',
        wording: 'Fotonya boleh dipasang (contoh)',
        given_at: '2026-01-05T03:00:00Z',
      }),
    },
    update: { ...noOne, values: { wording: 'lain' } },
    remove: noOne,
  });

  test('one for a purpose stands at a time, and none is given ahead of time', async () => {
    const { sql, a } = people;
    const give = (purpose: string, at: string) => sql`
      insert into consents (business_id, contact_id, purpose, way, wording, given_at)
      values (${a.business}, ${a.contact}, ${purpose}, 'chat', 'contoh', ${at})`;
    await expect(give('news', '2026-01-05')).rejects.toMatchObject({ code: '23505' });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    await expect(give('answers', tomorrow)).rejects.toMatchObject({ code: '23514' });
  });
});

describe(covers('function', 'withdraw_consent'), () => {
  const args = () => ({ consent: people.a.consent });
  test('a stranger withdraws nothing, and nobody is refused', async () => {
    await expectRefusal(people, 'stranger', 'withdraw_consent', args(), { answer: false });
    await expectRefusal(people, 'nobody', 'withdraw_consent', args(), denied);
  });
  test('it ends once, and another may be given', async () => {
    expect(await call(people, 'staff', 'withdraw_consent', args())).toBe(true);
    expect(await call(people, 'owner', 'withdraw_consent', args())).toBe(false);
    const [row] = await people.sql`select withdrawn_by from consents where id = ${people.a.consent}`;
    expect(row).toEqual({ withdrawn_by: people.staff.id });
    await people.sql`insert into consents (business_id, contact_id, purpose, way, wording, given_at)
      values (${people.a.business}, ${people.a.contact}, 'news', 'chat', 'contoh', now())`;
  });
});

describe(covers('table', 'contact_copies'), () => {
  testTable(people, 'contact_copies', {
    row: (world) => ({ id: world.copy }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ business_id: world.business, contact_id: world.contact }),
    },
    update: { ...noOne, values: { made_at: '2026-01-01T00:00:00Z' } },
    remove: noOne,
  });
});

describe(covers('function', 'contact_copy'), () => {
  const args = () => ({ contact: people.a.contact });
  test('only an owner gets one', async () => {
    for (const who of ['staff', 'stranger'] as const)
      await expectRefusal(people, who, 'contact_copy', args(), { answer: null });
    await expectRefusal(people, 'nobody', 'contact_copy', args(), denied);
  });
  test('it holds what there is, of those merged into the customer as well, and is written down', async () => {
    const planted = await plantTraces(people.sql, people.a.contact);
    await people.sql`update contacts set merged_into = ${people.a.otherContact} where id = ${people.a.contact}`;
    const copy = await call(people, 'owner', 'contact_copy', { contact: people.a.otherContact });
    const text = JSON.stringify(copy);
    for (const what of [
      'messages.body',
      'conversation_notes.body',
      'identities.username',
      'consents.wording',
    ]) {
      expect([what, text.includes(planted.of(what))]).toEqual([what, true]);
    }
    expect(text).not.toContain('https://contoh.test/a.jpg');
    expect(await count('contact_copies')).toBe(3);
  });
});

describe(covers('table', 'erasures'), () => {
  testTable(people, 'erasures', {
    row: (world) => ({ id: world.erasure }),
    read: membersAndService,
    columns: [
      ...['id', 'business_id', 'contact_id', 'why', 'erased_by', 'erased_at'],
      ...['conversations', 'messages', 'files', 'finished_at'],
    ],
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        contact_id: world.contact,
        why: 'asked',
        conversations: 1,
        messages: 1,
        files: 1,
        finished_at: '2026-01-01T00:00:00Z',
      }),
    },
    update: { ...noOne, values: { why: 'retention' } },
    remove: noOne,
  });
});

const everything = async () => JSON.stringify(await snapshot(people.sql));

describe(covers('function', 'erase_contact'), () => {
  const args = () => ({ contact: people.a.contact });
  const erase = () => call(people, 'owner', 'erase_contact', args());

  test('only an owner erases', async () => {
    for (const who of ['staff', 'stranger'] as const)
      await expectRefusal(people, who, 'erase_contact', args(), { answer: null });
    await expectRefusal(people, 'nobody', 'erase_contact', args(), denied);
    await expectRefusal(people, 'service', 'erase_contact', args(), denied);
    await expectRefusal(people, 'owner', 'erase_contact', { contact: people.b.contact }, { answer: null });
  });

  test.each(['conversation', 'feedbackTalk', 'otherConversation'] as const)(
    'of everything that can be written about the customer of %s nothing is left, in any table',
    async (talk) => {
      const { a, sql } = people;
      const [owner] = await sql<[{ contact_id: string }]>`
        select contact_id from conversations where id = ${a[talk]}`;
      const planted: Planted = await plantTraces(sql, owner.contact_id);
      expect(planted.columns.length).toBeGreaterThan(10);
      const left = async () => {
        const text = await everything();
        return planted.columns.filter((name) => text.includes(planted.of(name)));
      };
      expect(await left()).toEqual(planted.columns);
      expect(await call(people, 'owner', 'erase_contact', { contact: owner.contact_id })).toBe('erased');
      while (await call<boolean>(people, 'service', 'erase_raw_items', { size: 1 }));
      expect(await left()).toEqual([]);
    },
  );

  test('every table in which something of a customer may stand is among those', async () => {
    const tables = await people.sql<{ name: string }[]>`
      with recursive theirs (oid) as (
        select 'contacts'::regclass::oid
        union select c.conrelid from pg_constraint c join theirs t on t.oid = c.confrelid where c.contype = 'f')
      select oid::regclass::text as name from theirs order by name`;
    const { a } = people;
    const seen = new Set<string>();
    for (const talk of [a.conversation, a.feedbackTalk, a.otherConversation]) {
      const [owner] = await people.sql<[{ contact_id: string }]>`
        select contact_id from conversations where id = ${talk}`;
      for (const table of (await rowsOf(people.sql, owner.contact_id)).keys()) seen.add(table);
    }
    const unseen = tables.map(({ name }) => name).filter((name) => !seen.has(name));
    // These hold nothing but ids, times, counts and words of the program.
    expect(unseen).toEqual([
      ...['contact_copies', 'contact_merges', 'conversation_labels', 'conversation_reads'],
      ...['erasures', 'profile_requests', 'read_receipts'],
    ]);
  });

  test('what is counted stays counted, and what is another customer’s stays', async () => {
    const counted = ['messages', 'conversations', 'contacts', 'cases', 'ratings', 'case_promises'] as const;
    const rows = await Promise.all(counted.map(count));
    const [intent] =
      await people.sql`select intent, sent_at, direction from messages where id = ${people.a.question}`;
    const others =
      await people.sql`select * from messages where business_id = ${people.b.business} order by id`;
    expect(await erase()).toBe('erased');
    expect(await Promise.all(counted.map(count))).toEqual(rows);
    const [after] =
      await people.sql`select intent, sent_at, direction from messages where id = ${people.a.question}`;
    expect(after).toEqual(intent);
    expect(
      await people.sql`select * from messages where business_id = ${people.b.business} order by id`,
    ).toEqual(others);
  });

  test('members no longer see it, add nothing to it, and it waits for nobody', async () => {
    const { a, sql } = people;
    await erase();
    for (const [table, id] of [
      ['contacts', a.contact],
      ['conversations', a.conversation],
      ['messages', a.question],
    ] as const) {
      const { data } = await people.as('owner').from(table).select('id').eq('id', id).throwOnError();
      expect([table, data]).toEqual([table, []]);
    }
    const [talk] = await sql`select waiting_since from conversations where id = ${a.conversation}`;
    expect(talk).toEqual({ waiting_since: null });
    const note = { conversation_id: a.conversation, business_id: a.business, body: 'Catatan contoh' };
    const { error } = await people.as('owner').from('conversation_notes').insert(note);
    expect(error).toMatchObject({ code: '23514' });
    const rename = await people.as('owner').rpc('rename_contact', { contact: a.contact, name: 'Kembali' });
    expect(rename.error).toMatchObject({ code: '23514' });
    expect(await erase()).toBeNull();
  });

  test('a case of theirs is seen no more, takes nothing new, and is not told of as overdue', async () => {
    const { a, sql } = people;
    const [owner] = await sql<[{ contact_id: string; version: number }]>`
      update cases k set due_at = now() - interval '1 day' from conversations c
      where k.id = ${a.openCase} and c.id = k.conversation_id returning c.contact_id, k.version`;
    await call(people, 'owner', 'erase_contact', { contact: owner.contact_id });
    const { data } = await people.as('owner').from('cases').select('id').eq('id', a.openCase).throwOnError();
    expect(data).toEqual([]);
    const closing = { of_case: a.openCase, expected_version: owner.version };
    expect(await call(people, 'owner', 'close_case', closing)).toBeNull();
    const overdue = await call<{ path: string }[]>(people, 'service', 'claim_overdue_cases', {
      size: 100,
      lease_seconds: 60,
    });
    expect(overdue.filter(({ path }) => path.includes(a.openCase))).toEqual([]);
  });

  test('it waits while an answer is on its way, and one that still waits never goes out', async () => {
    const { a, sql } = people;
    const now = (state: string) => sql`update messages set delivery = ${state}, reason = null,
      lease_until = now() + interval '1 minute' where id = ${a.answer}`;
    await now('sending');
    expect(await erase()).toBe('busy');
    await now('queued');
    expect(await erase()).toBe('erased');
    expect(
      await call(people, 'service', 'claim_messages', { size: 10, lease_seconds: 60 }),
    ).not.toContainEqual(expect.objectContaining({ id: a.answer }));
    const [answer] = await sql`select delivery, body from messages where id = ${a.answer}`;
    expect(answer).toEqual({ delivery: 'failed', body: '' });
  });

  test('those merged into the customer go with them', async () => {
    const { a, sql } = people;
    await sql`update contacts set merged_into = ${a.contact} where id = ${a.otherContact}`;
    await sql`delete from erasures where contact_id = ${a.otherContact}`;
    await erase();
    const [other] = await sql`select name from contacts where id = ${a.otherContact}`;
    expect(other).toEqual({ name: '' });
    await expectRefusal(people, 'owner', 'undo_merge', { merge: a.merge }, { answer: false });
  });

  test('one event says that it was done', async () => {
    const { a, sql } = people;
    await erase();
    const events = await sql`select kind, actor from events where subject = ${a.contact}`;
    expect([...events]).toContainEqual({ kind: 'contact.erased', actor: people.owner.id });
  });
});

describe(covers('function', 'forget_message'), () => {
  test('the service alone forgets, once and again', async () => {
    const args = { channel: people.a.channel, external_id: 'tak-dikenal' };
    await expectServiceAlone(people, 'forget_message', args);
    await call(people, 'service', 'forget_message', args);
  });
});

describe(covers('function', 'erase_raw_items'), () => {
  test('people are refused', () => expectServiceAlone(people, 'erase_raw_items', { size: 10 }));
  test('what speaks of somebody else stays', async () => {
    const { a, sql } = people;
    const [who] = await sql<
      [{ external_id: string }]
    >`select external_id from identities where id = ${a.identity}`;
    const item = async (value: Record<string, unknown>) => {
      const [row] = await sql<[{ id: string }]>`
        insert into webhook_items (network, key, object, account_id, field, value, item_at)
        values ('sandbox', ${randomUUID()}, 'instagram', ${a.account}, 'comments', ${sql.json(value as never)}, now())
        returning id`;
      return row.id;
    };
    const theirs = await item({ from: { id: who.external_id } });
    const longer = await item({ from: { id: `${who.external_id}9` } });
    const words = await item({ text: `halo ${who.external_id} apa kabar` });
    await call(people, 'owner', 'erase_contact', { contact: a.contact });
    while (await call<boolean>(people, 'service', 'erase_raw_items', { size: 1 }));
    const left =
      await sql`select id from webhook_items where id in (${theirs}, ${longer}, ${words}) order by id`;
    expect(left.map(({ id }) => id as string)).toEqual([longer, words]);
    const [done] =
      await sql`select traces, finished_at is not null as done from erasures where contact_id = ${a.contact}`;
    expect(done).toEqual({ traces: null, done: true });
  });
});

describe(covers('table', 'private.erased_messages'), () => {
  test('nobody reads which messages were erased', async () => {
    await call(people, 'owner', 'erase_contact', { contact: people.a.contact });
    expect(await count('private.erased_messages')).toBeGreaterThan(0);
    for (const who of ['owner', 'staff', 'stranger', 'nobody', 'service'] as const) {
      const { error } = await people.as(who).schema('private').from('erased_messages').select();
      expect([who, error !== null]).toEqual([who, true]);
    }
  });
});
