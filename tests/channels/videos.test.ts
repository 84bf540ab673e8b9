/** Videos, stories and carousels through the adapters. Long, because each kind is walked with its losses. */
import { expect, test } from 'vitest';
import { channels } from '#channels/registry.ts';
import { certain, connect, publish, settled, untilFound, untilReady } from './connected.ts';
import type { Connected, Kind } from './connected.ts';
import type { Draft, PublishAttempt } from '#channels/contract/publishing.ts';
import type { SandboxState } from '#sandbox/engine/state.ts';

const wide = { width: 1920, height: 1080 };

/** What each network makes of each kind, and which call makes it visible. */
const shapes: [name: string, kind: Kind, of: (world: Connected) => Draft, shows: string, seen: object][] = [
  ['a reel on Instagram', 'instagram', (w) => w.video(), 'ig.publish', { product: 'REELS', seconds: 15 }],
  ['a reel on Facebook', 'facebook', (w) => w.video(), 'fb.reel.finish', { product: 'REELS', seconds: 15 }],
  ['a wide video', 'facebook', (w) => w.video(wide), 'fb.video.publish', { product: 'FEED', seconds: 15 }],
  ['a long video', 'facebook', (w) => w.video({ seconds: 91 }), 'fb.video.publish', { product: 'FEED' }],
  [
    'a photo story on Instagram',
    'instagram',
    story('photo'),
    'ig.publish',
    { product: 'STORY', pictures: 1 },
  ],
  [
    'a video story on Instagram',
    'instagram',
    story('video'),
    'ig.publish',
    { product: 'STORY', seconds: 15 },
  ],
  [
    'a photo story on Facebook',
    'facebook',
    story('photo'),
    'fb.story.photo',
    { product: 'STORY', pictures: 1 },
  ],
  ['a video story on Facebook', 'facebook', story('video'), 'fb.story.finish', { product: 'STORY' }],
  ['an album on Facebook', 'facebook', album, 'fb.feed', { product: 'FEED', pictures: 2 }],
];

function story(kind: 'photo' | 'video') {
  return (world: Connected): Draft => ({
    ...(kind === 'photo' ? world.draft('') : world.video({}, '')),
    placement: 'story',
  });
}

function album({ draft }: Connected): Draft {
  const [picture] = draft().pictures;
  return { ...draft(), pictures: [picture!, picture!] };
}

const visible = ({ sandbox }: Connected): SandboxState['posts'] =>
  sandbox.state().posts.filter(({ published }) => published);

test.each(shapes)('%s goes out, is found again and has an address', async (_name, kind, of, shows, seen) => {
  const world = await connect();
  const [account, draft] = [world.account(kind), of(world)];
  expect(channels[kind].refuses(draft)).toEqual([]);
  expect(channels[kind].prepares(draft)).toBe(true);
  const { containerId } = certain(await channels[kind].prepare(account, draft));
  expect(world.sandbox.state().posts).toEqual([]);
  await untilReady(() => channels[kind].poll(account, containerId!));
  expect(world.sandbox.state().posts).toEqual([]);

  const attempt: PublishAttempt = { draft, containerId, openedAt: new Date(), knownRemoteIds: [] };
  const outcome = await channels[kind].publish(account, draft, containerId);
  expect(world.sandbox.calls().filter(({ op }) => op === shows)).toHaveLength(1);
  const found = await untilFound(() => channels[kind].lookup(account, attempt));
  // A reel or story is out when it is processed, which nobody can know at once.
  if (outcome.ok === true) expect(outcome.remoteId).toBe(found);
  else expect(outcome).toMatchObject({ ok: 'unknown', reason: 'container_not_ready' });
  expect(visible(world)).toMatchObject([{ id: found, ...seen, caption: draft.caption }]);
  const { permalink } = certain(await channels[kind].permalink(account, found!));
  expect(permalink).toBe(`${world.sandbox.url}/p/${found}`);
});

for (const fault of ['accept_then_500', 'accept_then_drop', 'accept_then_spam'] as const) {
  test.each(shapes)(
    `%s: after ${fault} nobody knows, and looking finds one post`,
    async (_n, kind, of, op) => {
      const world = await connect();
      world.sandbox.fault({ kind: fault, op });
      const { outcome, attempt } = await publish(kind, world.account(kind), of(world));
      expect(outcome.ok).toBe('unknown');
      const found = await untilFound(() => channels[kind].lookup(world.account(kind), attempt));
      expect(visible(world).map(({ id }) => id)).toEqual([found]);
    },
  );
}

for (const fault of ['error_before', 'drop_before', 'spam_suspected'] as const) {
  test.each(shapes)(
    `%s: after ${fault} nobody knows, looking finds none, and a second try makes one`,
    async (_n, kind, of, op) => {
      const world = await connect();
      world.sandbox.fault({ kind: fault, op });
      const { outcome, attempt } = await publish(kind, world.account(kind), of(world));
      expect(outcome.ok).toBe('unknown');
      const { lookup, publish: show } = channels[kind];
      expect(certain(await lookup(world.account(kind), settled(attempt))).remoteId).toBeNull();
      expect(world.sandbox.state().posts).toEqual([]);
      await show(world.account(kind), attempt.draft, attempt.containerId);
      const found = await untilFound(() => lookup(world.account(kind), attempt));
      expect(visible(world).map(({ id }) => id)).toEqual([found]);
    },
  );
}

test.each(shapes.filter(([name]) => !name.startsWith('an album')))(
  '%s is never shown twice, even when the ledger believed it lost',
  async (_name, kind, of) => {
    const world = await connect();
    const { attempt } = await publish(kind, world.account(kind), of(world));
    await untilFound(() => channels[kind].lookup(world.account(kind), attempt));
    const again = await channels[kind].publish(world.account(kind), attempt.draft, attempt.containerId);
    const [post] = visible(world);
    // Either nobody knows and looking finds it, or it is named at once. Never "refused".
    if (again.ok === true) expect(again.remoteId).toBe(post?.id);
    else expect(again.ok).toBe('unknown');
    expect(certain(await channels[kind].lookup(world.account(kind), attempt)).remoteId).toBe(post?.id);
    expect(visible(world)).toHaveLength(1);
  },
);

test.each(['reel', 'video', 'story'])(
  'a Facebook %s that a poll meets published asks to look',
  async (which) => {
    const world = await connect();
    const draft = which === 'story' ? story('video')(world) : world.video(which === 'video' ? wide : {});
    const { attempt } = await publish('facebook', world.account('facebook'), draft);
    await untilFound(() => channels.facebook.lookup(world.account('facebook'), attempt));
    const met = await channels.facebook.poll(world.account('facebook'), attempt.containerId!);
    expect(met).toMatchObject({ ok: 'unknown', reason: 'duplicate_post' });
  },
);

test('a video that Facebook works on long is not taken for lost, nor for published', async () => {
  const world = await connect({ settings: { videoPolls: 4 } });
  const { outcome, attempt } = await publish('facebook', world.account('facebook'), world.video());
  expect(outcome).toMatchObject({ ok: 'unknown', reason: 'container_not_ready', after: 15 });
  const look = () => channels.facebook.lookup(world.account('facebook'), settled(attempt));
  expect(await look()).toMatchObject({ ok: 'unknown', reason: 'container_not_ready' });
  expect(visible(world)).toEqual([]);
  expect(await untilFound(look)).toBe(visible(world)[0]?.id);
});

test('of two stories at once nobody knows which is ours, and another kind is never taken for it', async () => {
  const world = await connect();
  const account = world.account('instagram');
  await publish('instagram', account, story('photo')(world));
  world.sandbox.fault({ kind: 'accept_then_drop', op: 'ig.publish' });
  const ofVideo = await publish('instagram', account, story('video')(world));
  const found = await untilFound(() => channels.instagram.lookup(account, ofVideo.attempt));
  expect(found).toBe(world.sandbox.state().posts[1]?.id);
  const twin = await publish('instagram', account, story('video')(world));
  expect(await channels.instagram.lookup(account, twin.attempt)).toMatchObject({ ok: 'unknown' });
  const knownRemoteIds = [found!];
  const known = await channels.instagram.lookup(account, { ...twin.attempt, knownRemoteIds });
  expect(certain(known).remoteId).toBe(world.sandbox.state().posts[2]?.id);
});

test('a reel without words is found by its container and its time', async () => {
  const world = await connect();
  world.sandbox.fault({ kind: 'accept_then_drop', op: 'ig.publish' });
  const { attempt } = await publish('instagram', world.account('instagram'), world.video({}, ''));
  const found = await channels.instagram.lookup(world.account('instagram'), attempt);
  expect(certain(found).remoteId).toBe(world.sandbox.state().posts[0]?.id);
});

test('the cover and the place in the feed are asked for', async () => {
  const world = await connect();
  const calls: string[] = [];
  world.sandbox.onRequest('ig.container', (phase) => void calls.push(phase));
  const account = world.account('instagram');
  certain(await channels.instagram.prepare(account, world.video({ coverMs: 2500 })));
  const late = await channels.instagram.prepare(account, world.video({ coverMs: 60_000 }));
  expect(late).toMatchObject({ ok: false, retry: 'never', reason: 'bad_request' });
  expect(calls).toContain('accepted');
});

type Trouble = [
  name: string,
  more: Parameters<Connected['video']>[0],
  on: object,
  at: 'prepare' | 'poll',
  facebook: object,
];
const format = { ok: false, retry: 'never', reason: 'media_format' };
const troubles: Trouble[] = [
  ['that is too short', { seconds: 2 }, format, 'poll', format],
  ['that is no video', { url: '/a.jpg' }, format, 'poll', format],
  [
    'that is not there',
    { url: '/nothing.mp4' },
    { ok: false, retry: 'never', reason: 'media_unreachable' },
    'prepare',
    { ok: false, retry: 'never', reason: 'media_unreachable' },
  ],
];

test.each(troubles)(
  'a reel %s is refused with its reason',
  async (_name, more, onInstagram, at, onFacebook) => {
    const world = await connect();
    const draft = world.video(more);
    draft.video!.url = draft.video!.url.startsWith('/') ? world.hub.url + draft.video!.url : draft.video!.url;
    expect(await channels.instagram.prepare(world.account('instagram'), draft)).toMatchObject(onInstagram);
    // Upright and long enough by the draft, so that it goes up as a reel.
    const claimed: Draft = { ...draft, video: { ...draft.video!, seconds: 15 } };
    const prepared = await channels.facebook.prepare(world.account('facebook'), claimed);
    if (at === 'prepare') return expect(prepared).toMatchObject(onFacebook);
    const { containerId } = certain(prepared);
    return expect(await channels.facebook.poll(world.account('facebook'), containerId!)).toMatchObject(
      onFacebook,
    );
  },
);

test('a wide video of a wrong kind is refused at once', async () => {
  const world = await connect();
  const draft = world.video(wide);
  const as = (file: string): Draft => ({
    ...draft,
    video: { ...draft.video!, url: `${world.hub.url}/${file}` },
  });
  const prepare = (file: string) => channels.facebook.prepare(world.account('facebook'), as(file));
  expect(await prepare('a.jpg')).toMatchObject(format);
  expect(await prepare('nothing.mp4')).toMatchObject({ retry: 'never', reason: 'media_unreachable' });
});

test('an upload whose answer is lost is judged by the video itself', async () => {
  const world = await connect();
  world.sandbox.fault({ kind: 'accept_then_drop', op: 'fb.upload' });
  const { outcome, attempt } = await publish('facebook', world.account('facebook'), world.video());
  expect(outcome.ok).toBe('unknown');
  await untilFound(() => channels.facebook.lookup(world.account('facebook'), attempt));
  world.sandbox.fault({ kind: 'drop_before', op: 'fb.upload' });
  const { containerId } = certain(
    await channels.facebook.prepare(world.account('facebook'), world.video({}, 'Lagi')),
  );
  const met = await channels.facebook.poll(world.account('facebook'), containerId!);
  expect(met).toMatchObject({ ok: false, retry: 'later', reason: 'container_expired' });
});

test('what was prepared for one use is of no use for another', async () => {
  const world = await connect();
  const account = world.account('facebook');
  const { containerId } = certain(await channels.facebook.prepare(account, world.video()));
  for (const draft of [world.video(wide), story('video')(world), album(world)]) {
    expect(await channels.facebook.publish(account, draft, containerId)).toMatchObject({
      ok: false,
      retry: 'later',
      reason: 'container_expired',
    });
  }
  expect(world.sandbox.state().posts).toEqual([]);
});

test('a carousel of N pictures makes N+1 containers, the last of them what is published', async () => {
  const world = await connect();
  const [picture] = world.draft().pictures;
  const draft = { ...world.draft(), pictures: Array.from({ length: 10 }, () => picture!) };
  const { attempt } = await publish('instagram', world.account('instagram'), draft);
  const { containers, posts } = world.sandbox.state();
  expect(containers).toHaveLength(11);
  expect(containers.at(-1)).toMatchObject({
    id: attempt.containerId,
    state: 'published',
    mediaId: posts[0]?.id,
  });
  expect(posts).toMatchObject([{ pictures: 10 }]);
});
