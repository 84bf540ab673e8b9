import { expect, test } from 'vitest';
import { connect, type Connected } from './support.ts';

const prepare = async ({ graph, hub, instagram }: Connected): Promise<string> =>
  (await graph('POST', `${instagram}/media`, { image_url: `${hub.url}/a.jpg`, caption: 'Rabeg' })).body.id;

const publish = ({ graph, instagram }: Connected, id: string) =>
  graph('POST', `${instagram}/media_publish`, { creation_id: id });

test('accepted and then 500 leaves exactly one post, and the container tells', async () => {
  const world = await connect();
  const id = await prepare(world);
  world.sandbox.fault({ kind: 'accept_then_500', op: 'ig.publish' });
  const answer = await publish(world, id);
  expect(answer.status).toBe(500);
  expect(answer.body.error).toMatchObject({ code: 2, is_transient: true });
  expect(world.sandbox.state().posts).toHaveLength(1);
  expect((await world.graph('GET', id, { fields: 'status_code' })).body.status_code).toBe('PUBLISHED');
  expect((await publish(world, id)).status).toBe(400);
  expect(world.sandbox.state().posts).toHaveLength(1);
});

test('accepted and then dropped leaves one post; dropped before leaves none', async () => {
  const world = await connect();
  const say = () => world.graph('POST', `${world.page.id}/feed`, { message: 'Buka' });
  world.sandbox.fault({ kind: 'drop_before', op: 'fb.feed' });
  await expect(say()).rejects.toThrow();
  expect(world.sandbox.state().posts).toHaveLength(0);
  world.sandbox.fault({ kind: 'accept_then_drop', op: 'fb.feed' });
  await expect(say()).rejects.toThrow();
  expect(world.sandbox.state().posts).toHaveLength(1);
  expect(world.sandbox.calls().filter(({ op }) => op === 'fb.feed')).toMatchObject([
    { status: 0 },
    { status: 0 },
  ]);
});

test('a fault strikes as often as it was ordered, and only its operation', async () => {
  const world = await connect();
  world.sandbox.fault({ kind: 'error_before', op: 'ig.*', code: 4, subcode: 2207051, status: 403, times: 2 });
  expect((await world.graph('GET', world.page.id)).status).toBe(200);
  const read = () => world.graph('GET', world.instagram);
  expect((await read()).body.error).toMatchObject({ code: 4, error_subcode: 2207051 });
  expect((await read()).status).toBe(403);
  expect((await read()).status).toBe(200);
});

test('rate limits say how long to wait', async () => {
  const world = await connect();
  world.sandbox.fault({ kind: 'rate_limit', op: 'ig.read', code: 80002, minutes: 7 });
  const limited = await world.graph('GET', world.instagram);
  expect(limited.body.error.code).toBe(80002);
  const usage = JSON.parse(limited.headers.get('x-business-use-case-usage') ?? '{}');
  expect(usage[world.instagram][0]).toMatchObject({ type: 'instagram', estimated_time_to_regain_access: 7 });
  world.sandbox.settings({ usage: 90 });
  const next = await world.graph('GET', world.instagram);
  expect(JSON.parse(next.headers.get('x-app-usage') ?? '{}').call_count).toBe(90);
});

test('containers can be stuck, fail or run out', async () => {
  const world = await connect();
  const status = async (id: string) =>
    (await world.graph('GET', id, { fields: 'status_code' })).body.status_code;
  world.sandbox.fault({ kind: 'container_stuck', polls: 1 });
  const stuck = await prepare(world);
  expect([await status(stuck), await status(stuck)]).toEqual(['IN_PROGRESS', 'FINISHED']);
  world.sandbox.fault({ kind: 'container_error' });
  expect(await status(await prepare(world))).toBe('ERROR');
  const fine = await prepare(world);
  world.sandbox.fault({ kind: 'container_expired', op: 'ig.publish' });
  expect((await publish(world, fine)).body.error).toMatchObject({ code: 24, error_subcode: 2207008 });
});

test('media, quota, lists and tokens can fail on request', async () => {
  const world = await connect();
  const id = await prepare(world);
  world.sandbox.fault({ kind: 'media_unreachable' });
  expect(await prepare(world)).toBeUndefined();
  world.sandbox.fault({ kind: 'quota_reached' });
  expect((await publish(world, id)).body.error).toMatchObject({ code: 9, error_subcode: 2207042 });
  await publish(world, id);
  world.sandbox.fault({ kind: 'hidden_from_list' });
  const list = () => world.graph('GET', `${world.instagram}/media`);
  expect((await list()).body.data).toEqual([]);
  expect((await list()).body.data).toHaveLength(1);
  world.sandbox.fault({ kind: 'expire_token' });
  expect((await list()).body.error).toMatchObject({ code: 190, error_subcode: 463 });
  expect((await list()).body.error).toMatchObject({ code: 190, error_subcode: 463 });
});

test('a hook sees a call received, accepted and answered, and may hold it', async () => {
  const world = await connect();
  const phases: string[] = [];
  const stop = world.sandbox.onRequest('fb.feed', async (phase) => {
    phases.push(`${phase} ${world.sandbox.state().posts.length}`);
    await Promise.resolve();
  });
  await world.graph('POST', `${world.page.id}/feed`, { message: 'Buka' });
  await expect.poll(() => phases).toEqual(['received 0', 'accepted 1', 'answered 1']);
  stop();
});
