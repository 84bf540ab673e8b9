/** Anything that valid JSON can be arrives, stays, and keeps nothing that is known from reaching the inbox. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemKey, parseBody, splitItems } from '#channels/meta/index.ts';
import { listUnknown, shapeOf } from '#inbox/receiving/unknown.ts';
import { goldenEvents } from '../channels/golden-events.ts';
import { openReceiving, type Receiving } from './receiving.ts';

let inbox: Receiving;
beforeAll(async () => {
  inbox = await openReceiving();
});
afterAll(() => inbox?.close());

const keysOf = (body: unknown) =>
  splitItems(parseBody(Buffer.from(JSON.stringify(body))), new Date(0)).map((item) => ({
    item,
    key: itemKey(item),
  }));

test('strange bodies among known ones: every item is kept, and everything known is projected', async () => {
  const strange = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    // Under a name that is known, for an account that is connected.
    fc
      .record({
        event: fc.constantFrom(...goldenEvents),
        field: fc.constantFrom('feed', 'comments', 'mentions', 'mention', 'messages', 'messaging', 'x'),
        value: fc.jsonValue({ maxDepth: 4 }),
      })
      .map(({ event, field, value }) => {
        const { object, entry } = event.body as { object: string; entry: { id: string }[] };
        const { id } = entry[0]!;
        const item = field === 'messaging' ? { messaging: [value] } : { changes: [{ field, value }] };
        return { object, entry: [{ id, time: 1780000000, ...item }] };
      }),
  );
  const bodies = fc.sample(strange, 150).filter((body) => body !== null);
  const mixed = bodies.flatMap((body, index) => [goldenEvents[index]?.body ?? body, body]);
  for (const body of mixed) await inbox.deliver(body);
  await inbox.project();
  const stored = await inbox.backend.sql<
    { key: string; outcome: string }[]
  >`select key, outcome from webhook_items`;
  const outcomes = new Map(stored.map(({ key, outcome }) => [key, outcome]));
  // A strange item without a time of its own is named by when it came; the rest by what it holds.
  const expected = new Set(mixed.flatMap(keysOf).map(({ key }) => key));
  expect(outcomes.size).toBeGreaterThanOrEqual(expected.size);
  for (const { name, body, reads } of goldenEvents) {
    const { key } = keysOf(body)[0]!;
    expect([name, outcomes.get(key)]).toEqual([name, reads.length > 0 ? 'projected' : 'ignored']);
  }
  // Nothing failed in the database, whatever it was.
  expect([...new Set(outcomes.values())].filter((outcome) => /^[0-9A-Z]{5}$/.test(outcome))).toEqual([]);
});

test('the operator sees what is not understood, counted by kind, and nothing of what was written', async () => {
  await inbox.reset();
  const moon = (phase: string) => ({
    object: 'instagram',
    entry: [
      {
        id: '1',
        time: 1,
        changes: [{ field: 'moons', value: { phase, by: { 'Budi Santoso': 'rahasia' } } }],
      },
    ],
  });
  await inbox.deliver(moon('purnama'));
  await inbox.deliver(moon('sabit'));
  await inbox.project();
  const [kind] = await listUnknown(inbox.backend);
  expect(kind).toMatchObject({ object: 'instagram', field: 'moons', outcome: 'unknown', items: 2 });
  expect(kind!.shape.split(', ').toSorted()).toEqual(['by{…}', 'phase']);
  expect(shapeOf([{ a: [1], b: null }])).toBe('[a[number], b]');
});
