import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '#sandbox/index.ts';
import { appId, connect, jpeg } from './support.ts';

test('the same seed gives the same network', async () => {
  const states: unknown[] = [];
  for (const seed of [7, 7, 8]) {
    const sandbox = await startSandbox({ quiet: true, seed, now: () => 0 });
    await sandbox.posts({ account: 'dapurserang.contoh', caption: 'Rabeg' });
    states.push(sandbox.state().posts[0]?.id);
    await sandbox.stop();
  }
  expect(states[0]).toBe(states[1]);
  expect(states[0]).not.toBe(states[2]);
  expect(states[0]).toMatch(/^\d{17}$/);
});

test('a snapshot brings posts, tokens, pictures and waiting webhooks back', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'sandbox-')), 'network.json');
  const world = await connect({ file, settings: { paused: true } });
  const { id } = await world.sandbox.posts({
    account: world.instagram,
    caption: 'Rabeg',
    picture: jpeg().toString('base64'),
    createdAt: Date.UTC(2026, 6, 1),
  });
  world.sandbox.comments({ postId: id, persona: 'rina.contoh', text: 'Harga?' });
  await world.sandbox.stop();

  const again = await startSandbox({ quiet: true, file });
  onTestFinished(() => again.stop());
  await again.settled();
  expect(world.hub.webhooks).toHaveLength(1);
  expect(again.state().comments).toMatchObject([{ text: 'Harga?' }]);
  const read = await fetch(
    `${again.url}/v26.0/${id}?fields=media_url,timestamp&access_token=${world.page.token}`,
  );
  const media = await read.json();
  expect(media.timestamp).toBe('2026-07-01T00:00:00+0000');
  expect((await fetch(media.media_url)).headers.get('content-type')).toBe('image/jpeg');
});

test('the control API does over HTTP what the methods do', async () => {
  const { sandbox } = await connect();
  const control = async (name: string, body: unknown) =>
    fetch(`${sandbox.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) });
  const post = await (
    await control('posts', { account: 'facebook:dapurserang.contoh', caption: 'Buka' })
  ).json();
  expect(post.permalink).toBe(`${sandbox.url}/p/${post.id}`);
  const comment = await (
    await control('comments', { postId: post.id, persona: 'Pak Udin', text: 'Jam?' })
  ).json();
  await control('replies', { parentId: comment.id, text: 'Jam 8' });
  await control('likes', { id: post.id, persona: 'Pak Udin' });
  const state = await (await fetch(`${sandbox.url}/_sandbox/state`)).json();
  expect(state.posts).toMatchObject([{ id: post.id, likes: 1 }]);
  expect(state.comments).toMatchObject([{ text: 'Jam?' }, { text: 'Jam 8', parentId: comment.id }]);
  expect(state.apps[0].id).toBe(appId);
  expect(JSON.stringify(state)).not.toContain('rahasia');
  expect((await control('comments', { postId: 'tidak ada', persona: 'x', text: 'y' })).status).toBe(400);
  expect((await control('faults', { kind: 'gempa' })).status).toBe(400);
  expect((await control('kosong', {})).status).toBe(404);
});
