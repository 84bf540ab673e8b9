/**
 * Where conversations stand: who may decide it, and what moves by itself.
 * Long, because each move is a case.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();
const touched = ['messages', 'conversations', 'conversation_states'] as const;
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of touched) await putBack(people.sql, table, before[table]!);
});

interface Standing {
  status: string;
  waiting_since: Date | null;
  closed_at: Date | null;
  snoozed_until: Date | null;
  assigned_to: string | null;
}

async function standing(): Promise<Standing> {
  const [row] = await people.sql<[Standing]>`
    select status, waiting_since, closed_at, snoozed_until, assigned_to from conversations
    where id = ${people.a.conversation}`;
  return row;
}

/** Somebody says something: the customer (`in`), or the business on the network (`out`). */
async function said(direction: 'in' | 'out', minutesAgo: number, more: Record<string, unknown> = {}) {
  const { business, conversation, channel } = people.a;
  const row = { business_id: business, conversation_id: conversation, channel_id: channel, direction };
  await people.sql`insert into messages ${people.sql({
    ...row,
    external_id: randomUUID(),
    body: 'Pesan contoh',
    sent_at: new Date(Date.now() - minutesAgo * 60_000),
    ...more,
  })}`;
}

const set = (who: 'owner' | 'staff', status: string, until?: string) =>
  call<number>(people, who, 'set_conversation_status', {
    conversations: [people.a.conversation],
    status,
    ...(until && { until }),
  });

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);

describe(covers('table', 'conversation_states'), () => {
  testTable(people, 'conversation_states', {
    row: (world) => ({ id: world.stated }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        conversation_id: world.conversation,
        status: 'resolved',
      }),
    },
    update: { ...noOne, values: { status: 'spam' } },
    remove: noOne,
  });
});

describe(covers('function', 'set_conversation_status'), () => {
  const args = () => ({ conversations: [people.a.conversation], status: 'resolved' });

  test('a stranger moves nothing, and nobody is refused', async () => {
    await expectRefusal(people, 'stranger', 'set_conversation_status', args(), { answer: 0 });
    await expectRefusal(people, 'nobody', 'set_conversation_status', args(), denied);
  });

  test('closing settles what was said so far; what is said later opens it again', async () => {
    await said('in', 5);
    expect((await standing()).waiting_since).not.toBeNull();
    expect(await set('staff', 'resolved')).toBe(1);
    expect(await standing()).toMatchObject({ status: 'resolved', waiting_since: null });
    const [row] = await people.sql`
      select status, set_by, automatic from conversation_states order by set_at desc limit 1`;
    expect(row).toEqual({ status: 'resolved', set_by: people.staff.id, automatic: false });

    await said('in', -1);
    expect(await standing()).toMatchObject({ status: 'open' });
    expect((await standing()).waiting_since).not.toBeNull();
    expect((await standing()).closed_at).not.toBeNull();
  });

  test('what arrives late but was said before the closing does not open it', async () => {
    await set('owner', 'resolved');
    await said('in', 30);
    expect(await standing()).toMatchObject({ status: 'resolved', waiting_since: null });
  });

  test('what is spam waits for nothing, whatever is said, and waits again when it is none', async () => {
    await said('in', 5);
    await set('owner', 'spam');
    await said('in', -1);
    expect(await standing()).toMatchObject({ status: 'spam', waiting_since: null });
    await set('owner', 'open');
    expect((await standing()).waiting_since).not.toBeNull();
  });

  test('a snooze has an end that lies ahead, and ends when the customer writes', async () => {
    await expectRefusal(
      people,
      'owner',
      'set_conversation_status',
      { ...args(), status: 'snoozed' },
      {
        code: '23514',
      },
    );
    const past = { ...args(), status: 'snoozed', until: '2020-01-01T00:00' };
    await expectRefusal(people, 'owner', 'set_conversation_status', past, { code: '23514' });
    await said('in', 5);
    await set('owner', 'snoozed', tomorrow());
    expect(await standing()).toMatchObject({ status: 'snoozed' });
    await said('in', -1);
    expect(await standing()).toMatchObject({ status: 'open', snoozed_until: null });
  });

  test("an answer by a person makes it the customer's turn; an automatic one does not", async () => {
    await said('in', 5);
    await said('out', 4, { automatic: true });
    expect(await standing()).toMatchObject({ status: 'open' });
    expect((await standing()).waiting_since).not.toBeNull();
    await said('out', 3);
    expect(await standing()).toMatchObject({ status: 'waiting', waiting_since: null });
    await said('in', 2);
    expect(await standing()).toMatchObject({ status: 'open' });
  });

  test('an answer that failed gives the turn back', async () => {
    await said('in', 5);
    await said('out', 4, { delivery: 'queued' });
    expect(await standing()).toMatchObject({ status: 'waiting' });
    await people.sql`update messages set delivery = 'failed' where delivery = 'queued'`;
    expect(await standing()).toMatchObject({ status: 'open' });
  });

  test('a private reply answers the comment it belongs to', async () => {
    await said('in', 5);
    const { business, channel, contact, identity, conversation } = people.a;
    const [direct] = await people.sql<[{ id: string }]>`
      insert into conversations (business_id, channel_id, contact_id, identity_id, kind, place)
      values (${business}, ${channel}, ${contact}, ${identity}, 'dm', 'lain') returning id`;
    await said('out', 1, { conversation_id: direct.id, answers_conversation_id: conversation });
    expect((await standing()).waiting_since).toBeNull();
  });

  test('spam, giveaway entries and what has no words need no answer', async () => {
    await set('owner', 'resolved');
    await said('in', -1, { intent: 'spam', sorted_by: 'model' });
    await said('in', -1, { intent: 'giveaway_entry', sorted_by: 'model' });
    await said('in', -1, { wordless: true });
    expect((await standing()).waiting_since).toBeNull();
  });

  test('two who decide at once end in one of the two states, with both on record', async () => {
    await Promise.all([set('owner', 'resolved'), set('staff', 'spam')]);
    expect(['resolved', 'spam']).toContain((await standing()).status);
    const [{ count }] = await people.sql<[{ count: number }]>`
      select count(*)::integer from conversation_states where set_by is not null`;
    expect(count).toBe(2);
  });
});

describe(covers('function', 'assign_conversations'), () => {
  const args = (member: string | null) => ({ conversations: [people.a.conversation], member });

  test('a stranger gives nothing, and nobody is refused', async () => {
    await expectRefusal(people, 'stranger', 'assign_conversations', args(people.stranger.id), { answer: 0 });
    await expectRefusal(people, 'nobody', 'assign_conversations', args(people.owner.id), denied);
  });

  test('it is given to a member, to no stranger, and back to nobody', async () => {
    expect(await call(people, 'staff', 'assign_conversations', args(people.owner.id))).toBe(1);
    expect(await standing()).toMatchObject({ assigned_to: people.owner.id });
    expect(await call(people, 'staff', 'assign_conversations', args(people.stranger.id))).toBe(0);
    expect(await standing()).toMatchObject({ assigned_to: people.owner.id });
    expect(await call(people, 'staff', 'assign_conversations', args(null))).toBe(1);
    expect(await standing()).toMatchObject({ assigned_to: null });
  });
});

describe(covers('function', 'tend_conversations'), () => {
  const args = { quiet_days: 7 };
  test('people are refused', () => expectServiceAlone(people, 'tend_conversations', args));

  test("a snooze that ended opens, and a long silence closes, on nobody's behalf", async () => {
    await said('in', 5);
    await set('owner', 'snoozed', tomorrow());
    expect(await call(people, 'service', 'tend_conversations', args)).toBe(0);
    await people.sql`update conversations set snoozed_until = now() where id = ${people.a.conversation}`;
    expect(await call(people, 'service', 'tend_conversations', args)).toBe(1);
    expect(await standing()).toMatchObject({ status: 'open' });

    await said('out', 1);
    expect(await call(people, 'service', 'tend_conversations', args)).toBe(0);
    await people.sql`
      update messages set sent_at = sent_at - interval '8 days' where conversation_id = ${people.a.conversation}`;
    await people.sql`
      update conversations set status_at = now() - interval '8 days' where id = ${people.a.conversation}`;
    expect(await call(people, 'service', 'tend_conversations', args)).toBe(1);
    expect(await standing()).toMatchObject({ status: 'resolved' });
    const [row] =
      await people.sql`select automatic, set_by from conversation_states order by set_at desc limit 1`;
    expect(row).toEqual({ automatic: true, set_by: null });
  });
});
