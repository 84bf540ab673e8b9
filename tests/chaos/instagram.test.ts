import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.ts';
import { publishThrough } from './posts.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** In their order: the container's round, then the post's. */
const moments = [
  { at: 'attempt:claimed' },
  { at: 'attempt:prepare_opened' },
  { at: 'ig.container received' },
  { at: 'ig.container accepted' },
  { at: 'ig.container answered' },
  { at: 'attempt:settling' },
  { at: 'attempt:settled' },
  { at: 'attempt:claimed', nth: 2 },
  { at: 'attempt:publish_opened' },
  { at: 'ig.publish received' },
  { at: 'ig.publish accepted' },
  { at: 'ig.publish answered' },
  { at: 'attempt:answered' },
  { at: 'attempt:settling', nth: 2 },
  { at: 'attempt:settled', nth: 2 },
];

describe.each([
  { who: 'Node', together: false },
  { who: 'Node and PostgreSQL', together: true },
])('Instagram: kill -9 of $who', ({ together }) => {
  test.each(moments)('at $at $nth: one post', async (moment) => {
    const end = await publishThrough(stage, 'instagram', { ...moment, together });
    if (process.env.CHAOS_SAY) process.stderr.write(`${JSON.stringify({ ...moment, together, ...end })}\n`);
    expect(end).toMatchObject({ state: 'published', posts: [end.remoteId], taken: 1 });
    expect(end.attempts.at(-1)).toMatch(/^publish:(ok|found)$/);
  });
});
