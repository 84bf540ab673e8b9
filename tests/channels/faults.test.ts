/**
 * Each fault of the network at each thing we ask of it: what class of outcome, and for which reason.
 * Long, because it is one table.
 */
import { expect, test } from 'vitest';
import { channels } from '#channels/registry.ts';
import { reasonWords } from '#channels/words/reasons.ts';
import { plainAnswer } from '#channels/meta/texts.ts';
import { certain, connect, publish, settled, type Connected, type Kind } from './connected.ts';
import type { Draft } from '#channels/contract/publishing.ts';
import type { Outcome, Reason } from '#channels/contract/outcome.ts';
import type { Outgoing } from '#channels/contract/answering.ts';
import type { FaultInput } from '#sandbox/index.ts';

/**
 * How a verb may be repeated: `read` at will, `unseen` without harm, `shown` never; `look` asks what became of
 * something, and an answer it can't get leaves that unknown.
 */
type Sort = 'read' | 'unseen' | 'shown' | 'look';

interface Scene extends Connected {
  postId: string;
  commentId: string;
  containerId: string;
}

interface Verb {
  kind: Kind;
  name: string;
  sort: Sort;
  /** The sandbox's operation that the fault strikes. */
  op: string;
  run(scene: Scene): Promise<Outcome>;
}

const openedAt = new Date(Date.now() - 115_000);
const outgoing = (scene: Scene): Outgoing => ({
  kind: 'comment',
  text: 'Siap, Kak',
  inReplyTo: scene.commentId,
  recipientId: null,
  ...plainAnswer,
});
const reel = (scene: Scene): Draft => scene.video();
const wide = (scene: Scene): Draft => scene.video({ width: 1920, height: 1080 });
const words = (scene: Scene): Draft => ({ ...scene.draft('Buka'), mediaType: 'text', pictures: [] });
const story = (scene: Scene): Draft => ({ ...scene.draft(), placement: 'story' });

const own: Record<Kind, Verb[]> = {
  instagram: [
    verb('instagram', 'prepare', 'unseen', 'ig.container', (s) => on(s, 'instagram').prepare(s.draft())),
    verb('instagram', 'prepare a reel', 'unseen', 'ig.container', (s) => on(s, 'instagram').prepare(reel(s))),
    verb('instagram', 'poll', 'read', 'ig.status', (s) => on(s, 'instagram').poll(s.containerId)),
    verb('instagram', 'publish', 'shown', 'ig.publish', (s) =>
      on(s, 'instagram').publish(s.draft(), s.containerId),
    ),
    verb('instagram', 'lookup', 'look', 'ig.list', (s) => on(s, 'instagram').lookup(s.draft())),
    verb('instagram', 'lookup of a story', 'look', 'ig.story.list', (s) =>
      on(s, 'instagram').lookup(story(s)),
    ),
    verb('instagram', 'quota', 'read', 'ig.quota', (s) => on(s, 'instagram').quota()),
    ...both('instagram', {
      permalink: 'ig.media',
      followers: 'ig.read',
    }),
  ],
  facebook: [
    verb('facebook', 'prepare an album', 'unseen', 'fb.photo', (s) =>
      on(s, 'facebook').prepare({ ...s.draft(), pictures: [s.draft().pictures[0]!, s.draft().pictures[0]!] }),
    ),
    verb('facebook', 'prepare a reel', 'unseen', 'fb.reel.start', (s) => on(s, 'facebook').prepare(reel(s))),
    verb('facebook', 'prepare a video', 'unseen', 'fb.video', (s) => on(s, 'facebook').prepare(wide(s))),
    verb('facebook', 'poll', 'read', 'fb.video.read', (s) => on(s, 'facebook').poll(s.containerId)),
    verb('facebook', 'publish words', 'shown', 'fb.feed', (s) => on(s, 'facebook').publish(words(s), null)),
    verb('facebook', 'publish a photo', 'shown', 'fb.photo', (s) =>
      on(s, 'facebook').publish(s.draft('Baru'), null),
    ),
    verb('facebook', 'publish a reel', 'shown', 'fb.reel.finish', (s) =>
      on(s, 'facebook').publish(reel(s), s.containerId),
    ),
    verb('facebook', 'lookup', 'look', 'fb.list', (s) => on(s, 'facebook').lookup(s.draft())),
    verb('facebook', 'lookup of a video', 'look', 'fb.video.read', (s) => on(s, 'facebook').lookup(reel(s))),
    ...both('facebook', {
      permalink: 'fb.post',
      followers: 'page.read',
    }),
  ],
};

function both(kind: Kind, { permalink, followers }: { permalink: string; followers: string }): Verb[] {
  return [
    verb(kind, 'permalink', 'read', permalink, (s) => on(s, kind).permalink()),
    verb(kind, 'followers', 'read', followers, (s) => on(s, kind).followers()),
    verb(kind, 'metrics', 'read', 'insights.media', (s) => on(s, kind).metrics()),
    verb(kind, 'comments', 'read', 'comment.list', (s) => on(s, kind).comments()),
    verb(kind, 'comment', 'shown', 'comment.create', (s) => on(s, kind).commentOn()),
    verb(kind, 'lookup of a comment', 'look', 'comment.list', (s) => on(s, kind).lookupComment()),
    verb(kind, 'answer', 'shown', 'comment.reply', (s) => on(s, kind).send()),
    verb(kind, 'lookup of an answer', 'look', 'comment.list', (s) => on(s, kind).lookupSent()),
  ];
}

function verb(kind: Kind, name: string, sort: Sort, op: string, run: Verb['run']): Verb {
  return { kind, name, sort, op, run };
}

/** The channel's verbs with the scene's post filled in. */
function on(scene: Scene, kind: Kind) {
  const channel = channels[kind];
  const account = scene.account(kind);
  const { postId, containerId } = scene;
  const post = { remoteId: postId, mediaType: 'photo', placement: 'feed' } as const;
  const comment = { remotePostId: postId, text: 'Pesan lewat WA, Kak', openedAt, knownRemoteIds: [] };
  const attempt = (draft: Draft) => ({ draft, containerId, openedAt, knownRemoteIds: [] });
  return {
    prepare: (draft: Draft) => channel.prepare(account, draft),
    poll: (id: string) => channel.poll(account, id),
    publish: (draft: Draft, id: string | null) => channel.publish(account, draft, id),
    lookup: (draft: Draft) =>
      channel.lookup(
        account,
        draft.mediaType === 'video' ? attempt(draft) : { ...attempt(draft), containerId: null },
      ),
    permalink: () => channel.permalink(account, postId),
    followers: () => channel.followers(account),
    quota: () => channel.quota(account),
    metrics: () => channel.metrics(account, post),
    comments: () => channel.comments(account, postId, null),
    commentOn: () => channel.commentOn(account, postId, comment.text),
    lookupComment: () => channel.lookupComment(account, comment),
    send: () => channel.send(account, outgoing(scene)),
    lookupSent: () =>
      channel.lookupSent(account, { outgoing: outgoing(scene), openedAt, knownRemoteIds: [] }),
  };
}

/** A post with a comment, and a container that is ready to be published. */
async function scene(kind: Kind): Promise<Scene> {
  const world = await connect({ settings: { paused: true } });
  const account = world.account(kind);
  const { outcome } = await publish(kind, account, world.draft());
  const { remoteId: postId } = certain(outcome);
  const { id: commentId } = world.sandbox.comments({ postId, persona: 'siti.contoh', text: 'Harga?' });
  const next = kind === 'facebook' ? world.video() : world.draft();
  const { containerId } = certain(await channels[kind].prepare(account, next));
  return { ...world, postId, commentId, containerId: containerId! };
}

type Expected = { ok: false; retry: 'later' | 'never'; reason: Reason } | { ok: 'unknown'; reason: Reason };

/** Nobody knows whether the call took effect. */
const lost = (reason: Reason): Record<Sort, Expected> => ({
  read: { ok: false, retry: 'later', reason },
  unseen: { ok: false, retry: 'later', reason },
  shown: { ok: 'unknown', reason },
  look: { ok: 'unknown', reason },
});
/** The network said no. */
const no = (retry: 'later' | 'never', reason: Reason): Record<Sort, Expected> => ({
  read: { ok: false, retry, reason },
  unseen: { ok: false, retry, reason },
  shown: { ok: false, retry, reason },
  look: { ok: 'unknown', reason },
});

/** What a verb makes of a fault, in a world of its own. */
async function struck({ kind, op, run }: Verb, fault: FaultInput): Promise<Outcome> {
  const world = await scene(kind);
  world.sandbox.fault({ ...fault, op });
  return run(world);
}

type Kindly = FaultInput['kind'];
const faults: [kind: Kindly, more: Partial<FaultInput>, expected: Record<Sort, Expected>][] = [
  // Reads are repeated three times, so the fault must last.
  ['error_before', { times: 9 }, lost('temporary')],
  ['drop_before', { times: 9 }, lost('unreachable')],
  ['accept_then_500', { times: 9 }, lost('temporary')],
  ['accept_then_drop', { times: 9 }, lost('unreachable')],
  ['accept_then_spam', { times: 9 }, lost('spam_suspected')],
  ['spam_suspected', { times: 9 }, lost('spam_suspected')],
  ['rate_limit', { code: 80002, minutes: 3 }, no('later', 'rate_limited')],
  ['rate_limit', { code: 4, minutes: 0 }, no('later', 'rate_limited')],
  ['expire_token', {}, no('never', 'token_dead')],
  ['revoke_token', {}, no('never', 'token_dead')],
  ['permission_missing', {}, no('never', 'permission_missing')],
  ['policy_block', {}, no('never', 'policy_block')],
];

for (const kind of ['instagram', 'facebook'] as const) {
  for (const [fault, more, expected] of faults) {
    test(`${kind}: ${fault} ${more.code ?? ''} at each verb`, async () => {
      // Nothing is accepted in a read.
      const isRead = ({ sort }: Verb) => sort === 'read' || sort === 'look';
      const verbs = own[kind].filter((each) => !(fault.startsWith('accept') && isRead(each)));
      const outcomes = await Promise.all(verbs.map((each) => struck(each, { ...more, kind: fault })));
      const named = (found: Partial<Outcome>[]) => verbs.map(({ name }, at) => ({ name, ...found[at] }));
      expect(named(outcomes)).toMatchObject(named(verbs.map(({ sort }) => expected[sort])));
      for (const outcome of outcomes) {
        if (outcome.ok === true) expect.fail('a fault without effect');
        expect(reasonWords.id[outcome.reason]).toMatch(/\S/);
        if (more.minutes && outcome.ok === false) expect(outcome.after).toBeGreaterThanOrEqual(180);
      }
    });
  }

  test.each(['accept_then_500', 'accept_then_drop', 'accept_then_spam'] as const)(
    `${kind}: a first comment after %s is found and not said twice`,
    async (fault) => {
      const world = await scene(kind);
      const account = world.account(kind);
      const [text, at] = ['Pesan lewat WA, Kak', new Date()];
      const op = 'comment.create';
      world.sandbox.fault({ kind: fault, op });
      expect((await channels[kind].commentOn(account, world.postId, text)).ok).toBe('unknown');
      const attempt = { remotePostId: world.postId, text, openedAt: at, knownRemoteIds: [] };
      const found = certain(await channels[kind].lookupComment(account, attempt));
      const said = world.sandbox.state().comments.filter((comment) => comment.text === text);
      expect(said.map(({ id }) => id)).toEqual([found.remoteId]);
    },
  );

  test.each(['error_before', 'drop_before', 'spam_suspected'] as const)(
    `${kind}: a first comment after %s is known to be missing, once there was time`,
    async (fault) => {
      const world = await scene(kind);
      const account = world.account(kind);
      const text = 'Pesan lewat WA, Kak';
      const op = 'comment.create';
      // A customer's same words are not ours.
      world.sandbox.comments({ postId: world.postId, persona: 'siti.contoh', text });
      world.sandbox.fault({ kind: fault, op });
      expect((await channels[kind].commentOn(account, world.postId, text)).ok).toBe('unknown');
      const attempt = { remotePostId: world.postId, text, openedAt: new Date(), knownRemoteIds: [] };
      expect(await channels[kind].lookupComment(account, attempt)).toMatchObject({ ok: 'unknown' });
      const later = { ...attempt, openedAt };
      expect(certain(await channels[kind].lookupComment(account, later)).remoteId).toBeNull();
      certain(await channels[kind].commentOn(account, world.postId, text));
      expect(certain(await channels[kind].lookupComment(account, attempt)).remoteId).not.toBeNull();
    },
  );
}

test('a duplicate is refused by Facebook, whatever it is', async () => {
  const world = await scene('facebook');
  for (const draft of [words(world), world.draft('Baru')]) {
    world.sandbox.fault({ kind: 'duplicate_post' });
    const outcome = await channels.facebook.publish(world.account('facebook'), draft, null);
    expect(outcome).toMatchObject({ ok: false, retry: 'never', reason: 'duplicate_post' });
  }
  // A reel that Facebook calls a duplicate although it isn't out: so it stays refused.
  world.sandbox.fault({ kind: 'duplicate_post' });
  const reeled = await channels.facebook.publish(world.account('facebook'), reel(world), world.containerId);
  expect(reeled).toMatchObject({ ok: false, retry: 'never', reason: 'duplicate_post' });
});

test('a reached quota is waited for', async () => {
  const world = await scene('instagram');
  world.sandbox.fault({ kind: 'quota_reached' });
  const outcome = await on(world, 'instagram').publish(world.draft(), world.containerId);
  expect(outcome).toMatchObject({ ok: false, retry: 'later', reason: 'quota_reached', after: 3600 });
});

const media: [name: string, kind: Kind, draft: (scene: Scene) => Draft, reason: Reason][] = [
  ['a photo', 'instagram', (s) => s.draft(), 'media_unreachable'],
  ['a reel', 'instagram', reel, 'media_unreachable'],
  ['a story', 'instagram', story, 'media_unreachable'],
  ['a reel', 'facebook', reel, 'media_unreachable'],
  ['a wide video', 'facebook', wide, 'media_unreachable'],
  ['a video story', 'facebook', (s) => ({ ...reel(s), placement: 'story' }), 'media_unreachable'],
  // Facebook says of a photo that it is "missing or invalid", whichever it is.
  ['a photo story', 'facebook', story, 'media_format'],
];

test.each(media)('the address of %s on %s that can’t be reached', async (_name, kind, draft, reason) => {
  const world = await scene(kind);
  world.sandbox.fault({ kind: 'media_unreachable' });
  const outcome = await channels[kind].prepare(world.account(kind), draft(world));
  expect(outcome).toMatchObject({ ok: false, retry: 'never', reason });
});

const containers: [name: string, kind: Kind, draft: (scene: Scene) => Draft][] = [
  ['a photo', 'instagram', (s) => s.draft()],
  ['a reel', 'instagram', reel],
  ['a reel', 'facebook', reel],
  ['a wide video', 'facebook', wide],
  ['a video story', 'facebook', (s) => ({ ...reel(s), placement: 'story' })],
];

test.each(containers)(
  'the container of %s on %s that is stuck and then finished',
  async (_name, kind, draft) => {
    const world = await scene(kind);
    const [channel, account] = [channels[kind], world.account(kind)];
    world.sandbox.fault({ kind: 'container_stuck', polls: 3 });
    const { containerId } = certain(await channel.prepare(account, draft(world)));
    const poll = async () => certain(await channel.poll(account, containerId!)).ready;
    expect([await poll(), await poll(), await poll()]).toEqual([false, false, false]);
    await expect.poll(poll).toBe(true);
    const outcome = await channel.publish(account, draft(world), containerId);
    expect([true, 'unknown']).toContain(outcome.ok);
    const attempt = {
      draft: draft(world),
      containerId,
      openedAt: new Date(),
      knownRemoteIds: [world.postId],
    };
    await expect.poll(async () => (await channel.lookup(account, attempt)).ok).toBe(true);
  },
);

test.each(containers)('the container of %s on %s that is stuck for good', async (_name, kind, draft) => {
  const world = await scene(kind);
  const [channel, account] = [channels[kind], world.account(kind)];
  world.sandbox.fault({ kind: 'container_stuck' });
  const { containerId } = certain(await channel.prepare(account, draft(world)));
  for (let turn = 0; turn < 5; turn += 1) {
    expect(certain(await channel.poll(account, containerId!)).ready).toBe(false);
  }
});

test.each(containers)('the container of %s on %s that ran out is made anew', async (_name, kind, draft) => {
  const world = await scene(kind);
  const [channel, account] = [channels[kind], world.account(kind)];
  world.sandbox.fault({ kind: 'container_expired' });
  const { containerId } = certain(await channel.prepare(account, draft(world)));
  const expired = { ok: false, retry: 'later', reason: 'container_expired' };
  expect(await channel.poll(account, containerId!)).toMatchObject(expired);
});

test.each(containers)('the container of %s on %s that failed', async (_name, kind, draft) => {
  const world = await scene(kind);
  const [channel, account] = [channels[kind], world.account(kind)];
  world.sandbox.fault({ kind: 'container_error' });
  const { containerId } = certain(await channel.prepare(account, draft(world)));
  const outcome = await channel.poll(account, containerId!);
  expect(outcome).toMatchObject(
    // Instagram's "unknown upload error" is worth a new container; Facebook failed in processing what it has.
    kind === 'instagram'
      ? { ok: false, retry: 'later', reason: 'container_expired' }
      : { ok: false, retry: 'never', reason: 'media_format' },
  );
});

test('a container that ran out between poll and publish is made anew', async () => {
  const world = await scene('instagram');
  world.sandbox.fault({ kind: 'container_expired', op: 'ig.publish' });
  const outcome = await on(world, 'instagram').publish(world.draft(), world.containerId);
  expect(outcome).toMatchObject({ ok: false, retry: 'later', reason: 'container_expired' });
});

test('a Facebook video that fails after it was told to go out is known to be missing', async () => {
  const world = await scene('facebook');
  const account = world.account('facebook');
  world.sandbox.fault({ kind: 'container_error' });
  const { containerId } = certain(await channels.facebook.prepare(account, reel(world)));
  const outcome = await channels.facebook.publish(account, reel(world), containerId);
  expect(outcome).toMatchObject({ ok: false, retry: 'never', reason: 'media_format' });
  const attempt = { draft: reel(world), containerId, openedAt: new Date(), knownRemoteIds: [] };
  expect(certain(await channels.facebook.lookup(account, settled(attempt))).remoteId).toBeNull();
});

test.each(['instagram', 'facebook'] as const)('%s: what the preflight learns of a token', async (kind) => {
  const world = await scene(kind);
  const check = () => channels[kind].check(world.account(kind));
  expect(certain(await check())).toMatchObject({ missing: [], endsAt: expect.any(Date) });
  world.sandbox.fault({ kind: 'error_before', op: 'oauth.debug', times: 9 });
  expect(await check()).toMatchObject({ ok: false, retry: 'later', reason: 'temporary' });
  world.sandbox.clearFaults();
  world.sandbox.tokens({ action: 'expire' });
  expect(await check()).toMatchObject({ ok: false, retry: 'never', reason: 'token_dead' });
  world.sandbox.tokens({ action: 'remove_app' });
  expect(await check()).toMatchObject({ ok: false, retry: 'never', reason: 'token_dead' });
});
