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

/** Until when the dead hold what was under way. */
const leasesOf = (targets: string[], message: string) => stage.sql<{ id: string; until: number }[]>`
  select id, extract(epoch from lease_until)::float8 as until from post_targets where id = any(${targets})
  union all
  select id, extract(epoch from lease_until)::float8 from messages where id = ${message}`;

/** When what the dead had begun was settled. */
async function endedAt(id: string): Promise<number> {
  const [row] = await stage.sql<{ at: number }[]>`
    select extract(epoch from max(closed_at))::float8 as at from (
      select closed_at from publish_attempts where target_id = ${id} and step = 'publish'
      union all select closed_at from message_sends where message_id = ${id}) ended`;
  return row!.at;
}

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
  await stage.kill();
  const leases = await leasesOf([instagram, facebook], message);
  stops.forEach((stop) => stop());
  dead.resolve();
  await stage.restart();

  const [rabeg, sate] = await Promise.all([
    postEnd(stage, instagram, 90_000),
    postEnd(stage, facebook, 90_000),
  ]);
  const reply = await answerEnd(stage, asked, message);
  expect(leases).toHaveLength(3);
  for (const { id, until } of leases) expect(await endedAt(id), id).toBeGreaterThan(until);
  expect(rabeg).toMatchObject({ state: 'published', posts: [rabeg.remoteId], taken: 2 });
  expect(sate).toMatchObject({ state: 'published', posts: [sate.remoteId], taken: 2 });
  expect(reply).toMatchObject({ state: 'sent', replies: [reply.remoteId], sends: ['found'], rows: 1 });
}, 150_000);
