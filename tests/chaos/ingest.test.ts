import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { installedFolder } from '../support/prepared.ts';
import { untilProjected } from './answers.ts';
import { inboxOf, makeFlood, pour, randomFrom, redelivery, storedOf } from './flood.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(await installedFolder());
});
beforeEach(() => stage.ready());
afterAll(() => stage?.close());

const many = 500;

test.each([
  { who: 'Node', together: false, seed: 1 },
  { who: 'Node and PostgreSQL', together: true, seed: 2 },
])('500 items, kill -9 of $who in the middle: each exactly once in the inbox', async ({ together, seed }) => {
  const random = randomFrom(seed);
  const { bodies, ids, people } = makeFlood(stage, many, random, seed * many);
  let dying: Promise<Date> | undefined;
  const taken = await pour(stage, bodies, (count) => {
    if (count >= bodies.length / 2) dying ??= stage.kill(together);
  });
  const died = await dying!;
  expect(taken.size).toBeLessThan(bodies.length);

  await stage.restart();
  // What was answered with 200 never comes again: it must be there.
  const acknowledged = [...taken].flatMap((body) => body.ids);
  expect(await storedOf(stage, acknowledged)).toBe(acknowledged.length);
  const again = redelivery(bodies, taken, random);
  expect((await pour(stage, again)).size).toBe(new Set(again).size);
  await stage.passTime(died);
  await untilProjected(stage);

  expect(await storedOf(stage, ids)).toBe(many);
  const each = { rows: many, comments: many, words: many, contacts: people, identities: people };
  expect(await inboxOf(stage, ids)).toEqual(each);
});

test('bodies that come three times at once are stored once', async () => {
  const random = randomFrom(3);
  const { bodies, ids } = makeFlood(stage, 60, random, 3 * many);
  await Promise.all([pour(stage, bodies), pour(stage, bodies), pour(stage, bodies.toReversed())]);
  await untilProjected(stage);
  expect(await storedOf(stage, ids)).toBe(60);
  expect(await inboxOf(stage, ids)).toMatchObject({ rows: 60, comments: 60 });
});
