/** Whatever order deliveries come in, however often and however late, they end in the same rows. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { projectPending, replay } from '#inbox/receiving/receive.ts';
import { goldenEvents, pageId, postId } from '../channels/golden-events.ts';
import { openReceiving, type Receiving } from './receiving.ts';

let inbox: Receiving;
beforeAll(async () => {
  inbox = await openReceiving();
});
beforeEach(() => inbox.reset());
afterAll(() => inbox?.close());

const at = 1780000000;
const siti = { id: '7100000000000009', name: 'Siti (contoh)' };
const feed = (value: object, time: number) => ({
  object: 'page',
  entry: [{ id: pageId, time, changes: [{ field: 'feed', value: { post_id: postId, ...value } }] }],
});
/** What only an order can spoil: edits in a row, an edit after a removal, hidden and shown, a reaction changed. */
const tangled = [
  ...['satu', 'dua', 'tiga'].map((message, index) =>
    feed({ item: 'comment', verb: 'edited', comment_id: 'k_1', message, from: siti }, at + 10 + index),
  ),
  feed(
    {
      item: 'comment',
      verb: 'add',
      comment_id: 'k_1',
      parent_id: postId,
      message: 'nol',
      from: siti,
      created_time: at,
    },
    at,
  ),
  ...['hide', 'unhide', 'hide'].map((verb, index) =>
    feed({ item: 'comment', verb, comment_id: 'k_1', from: siti }, at + 20 + index),
  ),
  feed(
    { item: 'comment', verb: 'add', comment_id: 'k_2', message: 'Tarik', from: siti, created_time: at },
    at,
  ),
  feed({ item: 'comment', verb: 'edited', comment_id: 'k_2', message: 'Tarik!', from: siti }, at + 5),
  feed({ item: 'comment', verb: 'remove', comment_id: 'k_2', from: siti }, at + 6),
  ...['love', 'angry'].map((reaction_type, index) =>
    feed(
      {
        item: 'reaction',
        verb: 'add',
        comment_id: 'k_1',
        reaction_type,
        from: siti,
        created_time: at + 30 + index,
      },
      at + 30 + index,
    ),
  ),
  // The Page answers under a visitor's post, which may come later than the answer.
  feed(
    {
      ...{
        item: 'comment',
        verb: 'add',
        post_id: `${pageId}_990`,
        parent_id: `${pageId}_990`,
        comment_id: '990_1',
      },
      ...{ message: 'Kami cek, Kak', from: { id: pageId, name: 'Dapur' }, created_time: at + 40 },
    },
    at + 40,
  ),
];
const bodies: unknown[] = [...goldenEvents.map(({ body }) => body), ...tangled];

async function inOrder(): Promise<Record<string, unknown[]>> {
  for (const body of bodies) await inbox.deliver(body);
  await inbox.project();
  return inbox.rows();
}

test('in order, every kind of event ends where it belongs', async () => {
  const { messages, items, mentions } = await inOrder();
  const outcomes = Object.groupBy(items as { outcome: string }[], ({ outcome }) => outcome);
  expect(Object.keys(outcomes).toSorted()).toEqual(['ignored', 'projected']);
  expect(outcomes['ignored']).toHaveLength(goldenEvents.filter(({ reads }) => reads.length === 0).length);
  expect(mentions).toHaveLength(3);
  const byId = Object.fromEntries(
    (messages as { external_id: string }[]).map((row) => [row.external_id, row]),
  ) as Record<string, unknown>;
  expect(byId['k_1']).toMatchObject({ body: 'tiga', hidden_at: new Date((at + 22) * 1000) });
  expect(byId['k_1']).toMatchObject({ reactions: [[siti.id, false, '😡', expect.any(String)]] });
  expect(byId['k_2']).toMatchObject({ body: '', removed_at: new Date((at + 6) * 1000), edited_at: null });
  expect(byId['ig-1']).toMatchObject({ body: 'Masih buka, Kak?', kind: 'dm' });
  expect(byId['ig-9']).toMatchObject({ body: '', quotes_external_id: 'ig-1' });
  expect(byId['ig-10']).toMatchObject({
    direction: 'out',
    delivery: null,
    read_at: new Date(at * 1000 + 4123),
  });
  expect(byId['m_6']).toMatchObject({ delivered_at: new Date(at * 1000 + 2123) });
  expect(byId['990_1']).toMatchObject({ direction: 'out', place: `${pageId}_990`, person: siti.id });
  expect(byId[`${pageId}_990`]).toMatchObject({ about: 'visitor_post', body: 'Pesanan saya belum datang!' });
  expect(byId['ig-7']).toMatchObject({ files: [[1, 'image', null, null, 'gone', 'no_address']] });
});

test('shuffled, duplicated and delayed deliveries end in the same rows', async () => {
  const expected = await inOrder();
  const anyOrder = fc
    .tuple(
      fc.shuffledSubarray([...bodies.keys()], { minLength: bodies.length }),
      fc.array(fc.nat(bodies.length - 1), { maxLength: 12 }),
      fc.array(fc.nat(bodies.length), { maxLength: 6 }),
    )
    .map(([order, twice, pauses]) => ({ order: [...order, ...twice.map((index) => order[index]!)], pauses }));
  await fc.assert(
    fc.asyncProperty(anyOrder, async ({ order, pauses }) => {
      await inbox.reset();
      for (const [index, body] of order.entries()) {
        await inbox.deliver(bodies[body]);
        if (pauses.includes(index)) await projectPending(inbox.backend);
        // So long a delay that what waits is put aside in between.
        if (pauses[0] === index) await inbox.project();
      }
      await inbox.project();
      expect(await inbox.rows()).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('projecting everything again changes nothing', async () => {
  const expected = await inOrder();
  expect(await replay(inbox.backend, new Date(0))).toBe(bodies.length);
  await inbox.project();
  expect(await inbox.rows()).toEqual(expected);
});
