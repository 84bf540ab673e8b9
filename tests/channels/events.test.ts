/** Every kind of event is read for what it is, alone and among anything that valid JSON can be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channels } from '#channels/registry.ts';
import { itemKey, parseBody, splitItems } from '#channels/meta/webhook.ts';
import type { Incoming } from '#channels/contract/incoming.ts';
import { goldenEvents } from './golden-events.ts';

const now = new Date('2026-08-01T00:00:00Z');

function readAll(kind: 'instagram' | 'facebook', body: unknown): Incoming[][] {
  const bytes = Buffer.from(JSON.stringify(body));
  return splitItems(parseBody(bytes), now).map((item) => {
    const read = channels[kind].read(item);
    expect(read, 'a shape that is known').not.toBeNull();
    return read!;
  });
}

test.each(goldenEvents)('$kind: $name', ({ kind, body, reads }) => {
  const [read] = readAll(kind, body);
  expect(read).toMatchObject(reads);
  expect(read).toHaveLength(reads.length);
});

test('each is told from every other', () => {
  const keys = goldenEvents.flatMap(({ body }) => splitItems(body, now).map(itemKey));
  expect(new Set(keys).size).toBe(goldenEvents.length);
});

/** A body like Meta's in which anything may stand in the place of anything. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 5 }),
  fc.constantFrom(...goldenEvents).chain(({ body }) => {
    const text = JSON.stringify(body);
    const places = [...text.matchAll(/"[^"]*"|-?\d+(\.\d+)?|true/g)];
    return fc.tuple(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 })).map(([place, value]) => {
      const before = text.slice(0, place.index);
      const after = text.slice(place.index + place[0].length);
      // A name must stay text.
      const put = after.startsWith(':') ? JSON.stringify(JSON.stringify(value)) : JSON.stringify(value);
      return JSON.parse(before + put + after) as unknown;
    });
  }),
);

test('valid JSON of any shape never throws and is never lost, and what is known among it is read as ever', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(strange, fc.constantFrom(...goldenEvents)), { maxLength: 12 }),
      (bodies) => {
        for (const given of bodies) {
          const golden = goldenEvents.find((event) => event === given);
          const body = golden ? golden.body : given;
          const items = splitItems(parseBody(Buffer.from(JSON.stringify(body))), now);
          expect(items.length > 0 || body === null).toBe(true);
          for (const item of items) {
            expect(itemKey(item)).toMatch(/^[0-9a-f]{64}$/);
            for (const channel of Object.values(channels)) {
              const read = channel.read(item);
              expect(channel.read(item)).toEqual(read);
              for (const each of read ?? []) expect(Number.isNaN(each.at.getTime())).toBe(false);
            }
          }
          if (golden) expect(readAll(golden.kind, body)[0]).toMatchObject(golden.reads);
        }
      },
    ),
    { numRuns: 400 },
  );
});
