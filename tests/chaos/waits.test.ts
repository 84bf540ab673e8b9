/** Time is not moved here: the leases of the dead really run out. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../support/backend.ts';
import { installedFolder } from '../support/prepared.ts';
import { answer, answerEnd, ask } from './answers.ts';
import { plan, postEnd, stateOf } from './posts.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(await installedFolder());
});
beforeEach(() => stage.ready());
afterAll(() => stage?.close());

test('what the network took when Node was killed is found once the lease has run out', async () => {
  const { sandbox, sql } = stage;
  const asked = await ask(stage, 'instagram');
  sandbox.settings({ paused: true });
  const instagram = await plan(stage, 'instagram', 'Rabeg contoh', 5);
  const facebook = await plan(stage, 'facebook', 'Sate bandeng contoh', 5);
  await until('the container is ready', async () => (await stateOf(stage, instagram)) === 'container_ready');

  // All three calls are under way, taken by the network and not yet answered, when their process dies.
  const held = new Set<string>();
  const dead = Promise.withResolvers<void>();
  const stops = ['ig.publish', 'fb.photo', 'comment.reply'].map((op) =>
    sandbox.onRequest(op, (phase) => {
      if (phase !== 'accepted') return;
      held.add(op);
      return dead.promise;
    }),
  );
  await sql`update post_targets set scheduled_at = now() where id in (${instagram}, ${facebook})`;
  const message = await answer(stage, asked);
  await until('all three are held', () => held.size === 3);
  const died = await stage.kill();
  stops.forEach((stop) => stop());
  dead.resolve();
  await stage.restart();

  const [rabeg, sate] = await Promise.all([
    postEnd(stage, instagram, 90_000),
    postEnd(stage, facebook, 90_000),
  ]);
  const reply = await answerEnd(stage, asked, message);
  expect(Date.now() - died.getTime()).toBeGreaterThan(50_000);
  expect(rabeg).toMatchObject({ state: 'published', posts: [rabeg.remoteId], taken: 2 });
  expect(sate).toMatchObject({ state: 'published', posts: [sate.remoteId], taken: 2 });
  expect(reply).toMatchObject({ state: 'sent', replies: [reply.remoteId], sends: ['found'], rows: 1 });
}, 150_000);
