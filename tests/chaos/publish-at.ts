/** The kill points of publishing on one channel, as tests. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installedFolder } from '../support/prepared.ts';
import { publishThrough, type PostEnd } from './posts.ts';
import { openStage, type Death, type Kind, type Stage } from './stage.ts';

/** Who dies at each moment. */
export const both = [
  { who: 'Node', together: false },
  { who: 'Node and PostgreSQL', together: true },
];

/** Defines the tests of every moment; `stage()` is there once they run. */
export function testPublishing(kind: Kind, moments: Death[]): { stage(): Stage } {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(await installedFolder(), 'hub');
  });
  beforeEach(() => stage.ready());
  afterAll(() => stage?.close());

  describe.each(both)('kill -9 of $who', ({ together }) => {
    test.each(moments.map((moment) => ({ nth: 1, ...moment })))('at $at ($nth): one post', async (moment) => {
      expectOne(await publishThrough(stage, kind, { ...moment, together }));
    });
  });
  return { stage: () => stage };
}

/** Published, and nothing else: one post, one call that the network took, no attempt left open. */
export function expectOne(end: PostEnd): void {
  expect(end).toMatchObject({ state: 'published', posts: [end.remoteId], taken: 1 });
  const published = end.attempts.filter((attempt) => /^publish:(ok|found)$/.test(attempt));
  expect(published, end.attempts.join()).toHaveLength(1);
  expect(end.attempts.join()).not.toContain('null');
}
