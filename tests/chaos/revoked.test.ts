/** A token that dies in the middle delays; it drops nothing. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../support/backend.ts';
import { installedFolder } from '../support/prepared.ts';
import { answer, answerEnd, ask, deliveryOf, untilProjected } from './answers.ts';
import { inboxOf, makeFlood, pour, randomFrom, redelivery } from './flood.ts';
import { comeBack, dieWhilePublishing, plan, postEnd, stateOf, takenBy, untilInDoubt } from './posts.ts';
import { expectOne } from './publish-at.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(await installedFolder());
});
beforeEach(() => stage.ready());
afterAll(() => stage?.close());

const revoke = () => void stage.sandbox.tokens({ action: 'revoke' });

const problemOf = async (kind: 'instagram' | 'facebook') => {
  const { id } = stage.channels[kind];
  const [row] = await stage.sql<{ problem: string | null }[]>`select problem from channels where id = ${id}`;
  return row!.problem;
};

test.each(['instagram', 'facebook'] as const)(
  'a post on %s in doubt when the token dies is found when the owner has connected again',
  async (kind) => {
    const before = takenBy(stage);
    const at = kind === 'instagram' ? 'ig.publish accepted' : 'fb.photo accepted';
    const { target, died } = await dieWhilePublishing(stage, kind, { at });
    await comeBack(stage, died, false, { meanwhile: revoke });
    await untilInDoubt(stage, target);
    await stage.reconnect();
    await stage.passTime(died);
    const end = await postEnd(stage, target);
    expectOne({ ...end, taken: end.taken - before });
  },
);

test('an answer in doubt when the token dies is found when the owner has connected again', async () => {
  const asked = await ask(stage, 'facebook');
  stage.sandbox.settings({ paused: true });
  const dying = stage.arrange({ at: 'comment.reply accepted' });
  const message = await answer(stage, asked);
  const died = await dying;
  await comeBack(stage, died, false, { meanwhile: revoke });
  await until('the channel asks for its owner', () => problemOf('facebook'));
  expect(await deliveryOf(stage, message)).toBe('sending');
  await stage.reconnect();
  await stage.passTime(died);
  const end = await answerEnd(stage, asked, message);
  stage.sandbox.settings({ paused: false });
  expect(end).toMatchObject({ state: 'sent', replies: [end.remoteId], sends: ['found'], rows: 1 });
});

test('a post that was ready when the token died waits for its owner, and is published once', async () => {
  const before = takenBy(stage);
  const caption = 'Emping melinjo contoh';
  const target = await plan(stage, 'instagram', caption, 5);
  await until('the container is ready', async () => (await stateOf(stage, target)) === 'container_ready');
  revoke();
  await stage.sql`update post_targets set scheduled_at = now() where id = ${target}`;
  expect(await postEnd(stage, target)).toMatchObject({ state: 'failed', reason: 'token_dead', posts: [] });
  await until('the channel asks for its owner', () => problemOf('instagram'));
  await stage.reconnect();
  expect(await problemOf('instagram')).toBeNull();
  // "Unggah lagi".
  await stage.sql`update post_targets set state = 'scheduled', version = version + 1, reason = null,
    container_id = null, container_at = null, tries = 0 where id = ${target}`;
  const end = await postEnd(stage, target);
  expect({ ...end, taken: end.taken - before }).toMatchObject({
    ...{ state: 'published', posts: [end.remoteId], taken: 1 },
  });
});

test('comments that arrive while the token is dead and the process dies are all there, once', async () => {
  const random = randomFrom(4);
  const { bodies, ids } = makeFlood(stage, 200, random, 5_000, 10);
  let dying: Promise<Date> | undefined;
  revoke();
  const taken = await pour(stage, bodies, (count) => {
    if (count >= bodies.length / 3) dying ??= stage.kill();
  });
  const died = await dying!;
  await comeBack(stage, died);
  await pour(stage, redelivery(bodies, taken, random));
  await untilProjected(stage);
  expect(await inboxOf(stage, ids)).toMatchObject({ rows: 200, comments: 200, words: 200 });
  await stage.reconnect();
});
