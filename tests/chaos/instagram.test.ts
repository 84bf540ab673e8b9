import { describe, expect, test } from 'vitest';
import { comeBack, plan, postEnd, publishThrough, takenBy } from './posts.ts';
import { expectOne, testPublishing } from './publish-at.ts';

// In their order: the container's round, then the post's.
const { stage } = testPublishing('instagram', [
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
]);

describe('with lookup switched off, a person is asked, and nothing is posted twice', () => {
  test.each([
    { at: 'attempt:publish_opened', fault: { kind: 'error_before', op: 'ig.status' }, posts: 0 },
    { at: 'ig.publish accepted', fault: { kind: 'error_before', op: 'ig.status' }, posts: 1 },
    { at: 'ig.publish accepted', fault: { kind: 'error_before', op: 'ig.list' }, posts: 1 },
    { at: 'ig.publish accepted', fault: { kind: 'hidden_from_list' }, posts: 1 },
  ] as const)('killed at $at, then $fault.kind $fault.op', async ({ at, fault, posts }) => {
    const meanwhile = () => stage().sandbox.fault({ ...fault, times: 1000 });
    const end = await publishThrough(stage(), 'instagram', { at }, { meanwhile, minutes: 11 });
    stage().sandbox.clearFaults();
    expect(end).toMatchObject({ state: 'unconfirmed', remoteId: null, taken: posts });
    expect(end.posts).toHaveLength(posts);
  });
});

test('a call of the dead that the network takes only after the lookup is found as well', async () => {
  const { sandbox } = stage();
  const before = takenBy(stage());
  const dying = Promise.withResolvers<Date>();
  const looked = Promise.withResolvers<void>();
  const stopHolding = sandbox.onRequest('ig.publish', (phase) => {
    if (phase !== 'received') return;
    stopHolding();
    void stage().kill().then(dying.resolve);
    return looked.promise;
  });
  const stopListening = sandbox.onRequest('ig.list', (phase) => {
    if (phase === 'answered') looked.resolve();
  });
  const target = await plan(stage(), 'instagram', 'Pecak bandeng contoh');
  await comeBack(stage(), await dying.promise);
  const end = await postEnd(stage(), target);
  stopListening();
  expect(end).toMatchObject({ state: 'published', posts: [end.remoteId], taken: before + 1 });
});

// The last: whoever comes after it would have to change back.
test('kill -9 of the whole server and PostgreSQL: one post', async () => {
  await stage().becomeWhole();
  const death = { at: 'ig.publish accepted', together: true };
  expectOne(await publishThrough(stage(), 'instagram', death));
});
