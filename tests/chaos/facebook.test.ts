import { describe, expect, test } from 'vitest';
import { comeBack, dieWhilePublishing, postEnd, publishThrough, takenBy, untilInDoubt } from './posts.ts';
import { expectOne, testPublishing } from './publish-at.ts';

const { stage } = testPublishing('facebook', [
  { at: 'attempt:claimed' },
  { at: 'attempt:publish_opened' },
  { at: 'fb.photo received' },
  { at: 'fb.photo accepted' },
  { at: 'fb.photo answered' },
  { at: 'attempt:answered' },
  { at: 'attempt:settling' },
  { at: 'attempt:settled' },
]);

describe('with lookup switched off, a person is asked, and nothing is posted twice', () => {
  test.each([
    { at: 'attempt:publish_opened', posts: 0 },
    { at: 'fb.photo accepted', posts: 1 },
  ])('killed at $at', async ({ at, posts }) => {
    const meanwhile = () => stage().sandbox.fault({ kind: 'error_before', op: 'fb.list', times: 1000 });
    const end = await publishThrough(stage(), 'facebook', { at }, { meanwhile, minutes: 11 });
    stage().sandbox.clearFaults();
    expect(end).toMatchObject({ state: 'unconfirmed', remoteId: null, taken: posts });
    expect(end.posts).toHaveLength(posts);
  });
});

test('a list that lags behind is asked again, not believed', async () => {
  const { sandbox, passTime } = stage();
  const before = takenBy(stage());
  const { target, died } = await dieWhilePublishing(stage(), 'facebook', { at: 'fb.photo accepted' });
  const meanwhile = () => sandbox.fault({ kind: 'hidden_from_list', times: 1000 });
  await comeBack(stage(), died, false, { meanwhile, minutes: 0 });
  await untilInDoubt(stage(), target);
  sandbox.clearFaults();
  // The living publisher looks again once a minute, and has just looked: its minute passes too.
  await passTime(new Date());
  const end = await postEnd(stage(), target);
  expectOne({ ...end, taken: end.taken - before });
});
