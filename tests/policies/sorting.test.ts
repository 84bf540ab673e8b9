/** What a message is about: the model proposes, a person decides. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, denied, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();
let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of ['messages', 'conversations', 'message_corrections']) {
    await putBack(people.sql, table, before[table]!);
  }
});

const correction = () => ({
  message: people.a.question,
  intent: 'complaint',
  topic: 'stock',
  sentiment: 'negative',
  urgency: 'high',
});
const proposal = () => ({
  sorted: [
    {
      id: people.a.question,
      intent: 'praise',
      topic: null,
      sentiment: 'positive',
      urgency: 'low',
      model: 'contoh-1',
      confidence: 0.7,
    },
  ],
});

async function question() {
  const [row] = await people.sql`
    select intent, topic, sentiment, urgency, sorted_by from messages where id = ${people.a.question}`;
  return row;
}

describe(covers('table', 'message_corrections'), () => {
  testTable(people, 'message_corrections', {
    row: (world) => ({ id: world.correction }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({
        business_id: world.business,
        message_id: world.question,
        was: {},
        intent: 'praise',
        sentiment: 'positive',
        urgency: 'low',
      }),
    },
    update: { ...noOne, values: { intent: 'spam' } },
    remove: noOne,
  });
});

describe(covers('function', 'sort_messages'), () => {
  test('people are refused', () => expectServiceAlone(people, 'sort_messages', proposal()));

  test('the model sorts, and again, but never over a person, and never what we wrote', async () => {
    expect(await call(people, 'service', 'sort_messages', proposal())).toBe(1);
    expect(await question()).toMatchObject({ intent: 'praise', sorted_by: 'model' });
    await call(people, 'owner', 'correct_sorting', correction());
    expect(await call(people, 'service', 'sort_messages', proposal())).toBe(0);
    expect(await question()).toMatchObject({ intent: 'complaint', sorted_by: 'person' });
    const ours = { sorted: [{ ...proposal().sorted[0]!, id: people.a.answer }] };
    expect(await call(people, 'service', 'sort_messages', ours)).toBe(0);
  });

  test('the conversation shows what its newest message is about', async () => {
    await call(people, 'service', 'sort_messages', proposal());
    const [row] = await people.sql`select intent from conversations where id = ${people.a.conversation}`;
    expect(row).toEqual({ intent: 'praise' });
  });
});

describe(covers('function', 'correct_sorting'), () => {
  test('a stranger corrects nothing, and nobody is refused', async () => {
    await expectRefusal(people, 'stranger', 'correct_sorting', correction(), { answer: false });
    await expectRefusal(people, 'nobody', 'correct_sorting', correction(), denied);
  });

  test('what we wrote has no intent to correct', async () => {
    const args = { ...correction(), message: people.a.answer };
    await expectRefusal(people, 'owner', 'correct_sorting', args, { answer: false });
  });

  test('a word outside the vocabulary is refused', async () => {
    await expectRefusal(
      people,
      'owner',
      'correct_sorting',
      { ...correction(), intent: 'lain' },
      { code: '23514' },
    );
  });

  test("a member's word stands, and what the model had said is kept beside it", async () => {
    await call(people, 'service', 'sort_messages', proposal());
    expect(await call(people, 'staff', 'correct_sorting', correction())).toBe(true);
    expect(await question()).toEqual({
      intent: 'complaint',
      topic: 'stock',
      sentiment: 'negative',
      urgency: 'high',
      sorted_by: 'person',
    });
    const [kept] = await people.sql`
      select was, intent, corrected_by from message_corrections order by corrected_at desc limit 1`;
    expect(kept).toMatchObject({
      was: { intent: 'praise', by: 'model', model: 'contoh-1' },
      intent: 'complaint',
      corrected_by: people.staff.id,
    });
  });
});
