/** Wishes for comments: asked by members, carried out by the service, never lost. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { covers } from './covers.ts';
import { call, expectRefusal, expectServiceAlone } from './function-cases.ts';
import { usePeople } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';
import { membersAndService, noOne, testTable } from './table-cases.ts';

const people = usePeople();

let before: Snapshot;
beforeEach(async () => {
  before = await snapshot(people.sql);
});
afterEach(async () => {
  for (const table of ['comment_actions', 'messages']) await putBack(people.sql, table, before[table]!);
});

const ask = (action: string, message = people.a.comment) => ({ message, action });
const claim = { size: 9, lease_seconds: 60 };
interface Wish {
  id: string;
  version: number;
  wanted: string;
}
const claimed = () => call<Wish[]>(people, 'service', 'claim_comment_actions', claim);
const settle = ({ id, version }: Wish, state: string, reason: string | null = null) =>
  call(people, 'service', 'settle_comment_action', { action: id, expected_version: version, state, reason });
const comment = async () =>
  (
    await people.sql`
      select hidden_at is not null as hidden, liked_at is not null as liked, removed_at is not null as removed, body
      from messages where id = ${people.a.comment}`
  )[0];

describe(covers('table', 'comment_actions'), () => {
  testTable(people, 'comment_actions', {
    row: (world) => ({ id: world.wish }),
    read: membersAndService,
    insert: {
      ...noOne,
      values: (world) => ({ business_id: world.business, message_id: world.comment, action: 'like' }),
    },
    update: { ...noOne, values: { reason: 'diubah' } },
    remove: noOne,
  });
});

describe(covers('function', 'ask_comment_action'), () => {
  test.each(['nobody', 'service'] as const)('%s is refused', (who) =>
    expectRefusal(people, who, 'ask_comment_action', ask('hide')),
  );
  test('a stranger asks for nothing', () =>
    expectRefusal(people, 'stranger', 'ask_comment_action', ask('delete'), { answer: false }));
  test.each(['owner', 'staff'] as const)('%s asks; the same wish twice is one', async (who) => {
    expect(await call(people, who, 'ask_comment_action', ask('hide'))).toBe(true);
    expect(await call(people, who, 'ask_comment_action', ask('hide'))).toBe(true);
    const wishes =
      await people.sql`select asked_by, action, state from comment_actions where state = 'queued'`;
    expect([...wishes]).toEqual([{ asked_by: people[who].id, action: 'hide', state: 'queued' }]);
  });
  test('a direct message, a failed answer and an unknown wish are refused', async () => {
    await expectRefusal(people, 'owner', 'ask_comment_action', ask('hide', people.a.question), {
      answer: false,
    });
    await expectRefusal(people, 'owner', 'ask_comment_action', ask('delete', people.a.answer), {
      answer: false,
    });
    await expectRefusal(people, 'owner', 'ask_comment_action', ask('eat'), { code: '23514' });
  });
  test('an answer of ours under a post can be deleted, and nothing else', async () => {
    const [ours] = await people.sql<[{ id: string }]>`
      insert into messages (business_id, conversation_id, channel_id, direction, external_id, body, delivery)
      values (${people.a.business}, ${people.a.commentThread}, ${people.a.channel}, 'out', 'jawab-a', 'Ya', 'sent')
      returning id`;
    await expectRefusal(people, 'owner', 'ask_comment_action', ask('hide', ours.id), { answer: false });
    expect(await call(people, 'owner', 'ask_comment_action', ask('delete', ours.id))).toBe(true);
  });
});

describe(covers('function', 'claim_comment_actions'), () => {
  test('people are refused', () => expectServiceAlone(people, 'claim_comment_actions', claim));
  test('the wishes of a comment are carried out in their order, each by one', async () => {
    for (const action of ['hide', 'like', 'unhide'])
      await call(people, 'owner', 'ask_comment_action', ask(action));
    const rounds = await Promise.all([claimed(), claimed()]);
    expect(rounds.flat()).toMatchObject([
      { wanted: 'hide', channel_id: people.a.channel, comment: 'komentar-a' },
    ]);
    expect(await claimed()).toEqual([]);
    expect(await settle(rounds.flat()[0]!, 'done')).toBe('done');
    const [second] = await claimed();
    expect(second).toMatchObject({ wanted: 'like' });
    // Its carrier died.
    await people.sql`update comment_actions set lease_until = now() - interval '1 second' where id = ${second!.id}`;
    expect(await claimed()).toMatchObject([{ id: second!.id, version: second!.version + 1, tries: 2 }]);
  });
});

describe(covers('function', 'settle_comment_action'), () => {
  test('people are refused', () =>
    expectServiceAlone(people, 'settle_comment_action', {
      action: people.a.wish,
      expected_version: 1,
      state: 'done',
    }));
  test.each([
    ['hide', { hidden: true }],
    ['unhide', { hidden: false }],
    ['like', { liked: true }],
    ['unlike', { liked: false }],
    ['delete', { removed: true, body: '' }],
  ])('what was done shows on the comment: %s', async (action, expected) => {
    await people.sql`
      update messages set hidden_at = ${action === 'unhide' ? new Date() : null},
        liked_at = ${action === 'unlike' ? new Date() : null} where id = ${people.a.comment}`;
    await call(people, 'owner', 'ask_comment_action', ask(action));
    const [wish] = await claimed();
    expect(await settle(wish!, 'done')).toBe('done');
    expect(await comment()).toMatchObject(expected);
  });
  test('what failed says why, changes nothing, and a late carrier settles nothing', async () => {
    await call(people, 'owner', 'ask_comment_action', ask('hide'));
    const [wish] = await claimed();
    expect(await settle(wish!, 'failed', 'permission_missing')).toBe('failed');
    expect(await comment()).toMatchObject({ hidden: false });
    expect(await settle(wish!, 'done')).toBeNull();
    const [row] =
      await people.sql`select reason, ended_at is not null as ended from comment_actions where id = ${wish!.id}`;
    expect(row).toEqual({ reason: 'permission_missing', ended: true });
  });
  test('what is tried again waits', async () => {
    await call(people, 'owner', 'ask_comment_action', ask('hide'));
    const [wish] = await claimed();
    expect(await settle(wish!, 'queued')).toBe('queued');
    expect(await claimed()).toEqual([]);
  });
});
