/** The adapters against the sandbox. Long, because both networks walk the same way. */
import { expect, test } from 'vitest';
import { channels } from '#channels/registry.ts';
import { plainAnswer } from '#channels/meta/texts.ts';
import { parseBody, splitItems, verifySignature } from '#channels/meta/webhook.ts';
import { jpeg } from '../sandbox/support.ts';
import { certain, connect, publish, settled, type Connected, type Kind } from './connected.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Draft } from '#channels/contract/publishing.ts';
import type { Incoming } from '#channels/contract/incoming.ts';

const kinds: Kind[] = ['instagram', 'facebook'];
const step = { instagram: 'ig.publish', facebook: 'fb.photo' };

test.each(kinds)('a photo is published on %s, found again and has an address', async (kind) => {
  const { account, draft, sandbox } = await connect();
  const { outcome, attempt } = await publish(kind, account(kind), draft());
  const { remoteId } = certain(outcome);
  expect(sandbox.state().posts).toMatchObject([
    { id: remoteId, caption: 'Rabeg hari ini', altText: 'Semangkuk rabeg', pictures: 1 },
  ]);
  const address = certain(await channels[kind].permalink(account(kind), remoteId));
  expect(address.permalink).toBe(`${sandbox.url}/p/${remoteId}`);
  expect(certain(await channels[kind].lookup(account(kind), attempt)).remoteId).toBe(remoteId);
});

test.each(kinds)('several pictures become one post on %s', async (kind) => {
  const { account, draft, sandbox } = await connect();
  const [picture] = draft().pictures;
  const { outcome } = await publish(kind, account(kind), {
    ...draft(),
    pictures: [picture!, picture!, picture!],
  });
  certain(outcome);
  expect(sandbox.state().posts).toMatchObject([{ caption: 'Rabeg hari ini', pictures: 3 }]);
});

test('words and a link are published on Facebook', async () => {
  const { account, draft, sandbox } = await connect();
  const words: Draft = { ...draft('Buka sampai jam 8'), mediaType: 'text', pictures: [] };
  certain(await channels.facebook.publish(account('facebook'), words, null));
  const link: Draft = { ...words, mediaType: 'link', link: 'https://contoh.id/menu' };
  certain(await channels.facebook.publish(account('facebook'), link, null));
  expect(sandbox.state().posts.map((post) => post.link)).toEqual([null, 'https://contoh.id/menu']);
  const again = await channels.facebook.publish(account('facebook'), link, null);
  expect(again).toMatchObject({ ok: false, retry: 'never', reason: 'duplicate_post' });
});

test.each([
  ['a PNG', 'a.png', 'media_format'],
  ['a picture that is not there', 'b.jpg', 'media_unreachable'],
  ['a picture above 8 MiB', 'big.jpg', 'media_too_large'],
  ['a picture that is too tall', 'tall.jpg', 'media_ratio'],
])('Instagram refuses %s', async (_name, file, reason) => {
  const { account, draft, hub } = await connect();
  hub.files['/big.jpg'] = jpeg(1080, 1080, 9 * 1024 * 1024);
  hub.files['/tall.jpg'] = jpeg(1000, 1400);
  const outcome = await channels.instagram.prepare(account('instagram'), draft('x', file));
  expect(outcome).toMatchObject({ ok: false, retry: 'never', reason, trace: expect.stringMatching(/^A/) });
});

test('what our limits let pass, the network takes, and what they refuse, it refuses', async () => {
  const { account, draft } = await connect();
  const captions = [
    'a'.repeat(2200),
    'a'.repeat(2201),
    '#sate '.repeat(30),
    '#sate '.repeat(31),
    '@a '.repeat(21),
  ];
  for (const caption of captions) {
    const isTaken = channels.instagram.refuses(draft(caption)).length === 0;
    const outcome = await channels.instagram.prepare(account('instagram'), draft(caption));
    expect(outcome.ok, caption.slice(0, 5) + caption.length).toBe(isTaken);
  }
});

test('a spent quota and a dead token are told apart', async () => {
  const spent = await connect({ settings: { quotaTotal: 0 } });
  const { outcome } = await publish('instagram', spent.account('instagram'), spent.draft());
  expect(outcome).toMatchObject({ ok: false, retry: 'later', reason: 'quota_reached' });
  const dead = await connect();
  dead.sandbox.tokens({ action: 'expire' });
  const refused = await channels.facebook.publish(dead.account('facebook'), dead.draft(), null);
  expect(refused).toMatchObject({ ok: false, retry: 'never', reason: 'token_dead' });
});

test('a rate limit has a wait, and the network is not asked again before', async () => {
  const { account, draft, sandbox } = await connect();
  sandbox.fault({ kind: 'rate_limit', op: 'ig.container', code: 80002, minutes: 3 });
  const first = await channels.instagram.prepare(account('instagram'), draft());
  expect(first).toMatchObject({ ok: false, retry: 'later', reason: 'rate_limited' });
  expect((first as { after: number }).after).toBeGreaterThanOrEqual(180);
  const calls = sandbox.calls().length;
  const second = await channels.instagram.prepare(account('instagram'), draft());
  expect(second).toMatchObject({ ok: false, retry: 'later', reason: 'rate_limited' });
  expect(sandbox.calls()).toHaveLength(calls);
});

test('a container that is not ready is waited for', async () => {
  const { account, draft } = await connect({ settings: { containerPolls: 1 } });
  const { prepare, publish: send, poll } = channels.instagram;
  const { containerId } = certain(await prepare(account('instagram'), draft()));
  const early = await send(account('instagram'), draft(), containerId);
  expect(early).toMatchObject({ ok: false, retry: 'later', reason: 'container_not_ready' });
  expect(certain(await poll(account('instagram'), containerId!)).ready).toBe(false);
  expect(certain(await poll(account('instagram'), containerId!)).ready).toBe(true);
});

test.each([
  ['container_error', 'container_expired'],
  ['container_expired', 'container_expired'],
] as const)('after the fault %s a new container is needed', async (kind, reason) => {
  const { account, draft, sandbox } = await connect();
  sandbox.fault({ kind });
  const { containerId } = certain(await channels.instagram.prepare(account('instagram'), draft()));
  const outcome = await channels.instagram.poll(account('instagram'), containerId!);
  expect(outcome).toMatchObject({ ok: false, retry: 'later', reason });
});

test('a container that was published already leaves no doubt that one must look', async () => {
  const { account, draft, sandbox } = await connect();
  const { attempt } = await publish('instagram', account('instagram'), draft());
  const again = await channels.instagram.publish(account('instagram'), draft(), attempt.containerId);
  expect(again.ok).toBe('unknown');
  expect((await channels.instagram.poll(account('instagram'), attempt.containerId!)).ok).toBe('unknown');
  expect(sandbox.state().posts).toHaveLength(1);
});

for (const kind of kinds) {
  test.each(['accept_then_500', 'accept_then_drop'] as const)(
    `${kind}: after %s nobody knows, and looking finds the one post`,
    async (fault) => {
      const { account, draft, sandbox } = await connect();
      sandbox.fault({ kind: fault, op: step[kind] });
      const { outcome, attempt } = await publish(kind, account(kind), draft());
      expect(outcome.ok).toBe('unknown');
      const [post] = sandbox.state().posts;
      expect(certain(await channels[kind].lookup(account(kind), attempt)).remoteId).toBe(post?.id);
      expect(sandbox.state().posts).toHaveLength(1);
    },
  );

  test.each(['error_before', 'drop_before'] as const)(
    `${kind}: after %s nobody knows, and looking finds that there is none`,
    async (fault) => {
      const { account, draft, sandbox } = await connect();
      sandbox.fault({ kind: fault, op: step[kind] });
      const { outcome, attempt } = await publish(kind, account(kind), draft());
      expect(outcome.ok).toBe('unknown');
      expect(certain(await channels[kind].lookup(account(kind), settled(attempt))).remoteId).toBeNull();
    },
  );

  test(`${kind}: a list that lags behind is not taken for absence`, async () => {
    const { account, draft, sandbox } = await connect();
    sandbox.fault({ kind: 'accept_then_500', op: step[kind] });
    sandbox.fault({ kind: 'hidden_from_list' });
    const { attempt } = await publish(kind, account(kind), draft());
    expect((await channels[kind].lookup(account(kind), attempt)).ok).toBe('unknown');
    const [post] = sandbox.state().posts;
    expect(certain(await channels[kind].lookup(account(kind), settled(attempt))).remoteId).toBe(post?.id);
  });

  test(`${kind}: a comment arrives signed, is answered, and the answer is found`, async () => {
    const { account, draft, sandbox, hub } = await connect();
    const { remoteId } = certain((await publish(kind, account(kind), draft())).outcome);
    const comment = sandbox.comments({ postId: remoteId, persona: 'siti.contoh', text: 'Berapa harganya?' });
    const outgoing = {
      kind: 'comment' as const,
      text: '15 ribu, Kak',
      inReplyTo: comment.id,
      recipientId: null,
      ...plainAnswer,
    };
    const openedAt = new Date();
    const reply = certain(await channels[kind].send(account(kind), outgoing));
    const sought = { outgoing, openedAt, knownRemoteIds: [] };
    expect(certain(await channels[kind].lookupSent(account(kind), sought)).remoteId).toBe(reply.remoteId);

    await sandbox.settled();
    expect(messagesOf(kind, hub, account(kind))).toMatchObject([
      { externalId: comment.id, direction: 'in', text: 'Berapa harganya?', postId: remoteId, parentId: null },
      { externalId: reply.remoteId, direction: 'out', parentId: comment.id, person: null },
    ]);
    const polled = certain(await channels[kind].comments(account(kind), remoteId, openedAt));
    const byId = (one: Incoming, other: Incoming) => idOf(one).localeCompare(idOf(other));
    expect(polled.complete).toBe(true);
    expect(polled.messages.toSorted(byId)).toMatchObject(
      [
        { externalId: comment.id, direction: 'in', person: { id: comment.authorId }, postId: remoteId },
        { externalId: reply.remoteId, direction: 'out', parentId: comment.id },
      ].toSorted((one, other) => one.externalId.localeCompare(other.externalId)),
    );
  });

  test(`${kind}: a direct message is answered within its window and not after`, async () => {
    const { account, sandbox, hub } = await connect();
    const name = account(kind).externalId;
    const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
    sandbox.messages({ account: name, persona: 'agus.contoh', text: 'Masih buka?', createdAt: old });
    await sandbox.settled();
    const [first] = messagesOf(kind, hub, account(kind));
    const outgoing = {
      kind: 'direct' as const,
      text: 'Masih, Kak',
      inReplyTo: null,
      recipientId: first?.person?.id ?? '',
      ...plainAnswer,
    };
    expect(await channels[kind].send(account(kind), outgoing)).toMatchObject({
      ok: false,
      reason: 'window_closed',
    });

    sandbox.messages({ account: name, persona: 'agus.contoh', text: 'Halo?' });
    const openedAt = new Date();
    sandbox.fault({ kind: 'accept_then_drop', op: 'message.send' });
    expect((await channels[kind].send(account(kind), outgoing)).ok).toBe('unknown');
    const sent = sandbox.state().messages.at(-1);
    const found = await channels[kind].lookupSent(account(kind), { outgoing, openedAt, knownRemoteIds: [] });
    expect(certain(found).remoteId).toBe(sent?.id);
    await sandbox.settled();
    expect(messagesOf(kind, hub, account(kind)).at(-1)).toMatchObject({
      externalId: sent?.id,
      direction: 'out',
      place: 'direct',
      person: { id: outgoing.recipientId },
    });
  });
}

test.each(kinds)(
  'all comments and replies of a crowded %s post are listed once, or only the new ones',
  async (kind) => {
    const { account, draft, sandbox } = await connect({ settings: { paused: true } });
    const { remoteId } = certain((await publish(kind, account(kind), draft())).outcome);
    const start = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
    const ids: string[] = [];
    for (let index = 0; index < 130; index += 1) {
      const createdAt = new Date(start + index * 1000).toISOString();
      ids.push(
        sandbox.comments({ postId: remoteId, persona: 'siti.contoh', text: `Nomor ${index}`, createdAt }).id,
      );
    }
    for (let index = 0; index < 60; index += 1) {
      const createdAt = new Date(start + 1_000_000 + index * 1000).toISOString();
      const said = { postId: remoteId, persona: 'agus.contoh', text: `Balasan ${index}`, createdAt };
      ids.push(sandbox.comments({ ...said, parentId: ids[0]! }).id);
    }
    const all = certain(await channels[kind].comments(account(kind), remoteId, null));
    expect(all.complete).toBe(true);
    expect(all.messages.map(idOf).toSorted()).toEqual(ids.toSorted());
    const fresh = certain(
      await channels[kind].comments(account(kind), remoteId, new Date(start + 1_000_500)),
    );
    expect(fresh.messages.map(idOf).toSorted()).toEqual(ids.slice(130).toSorted());
  },
);

test.each(['value_id', 'comment_id', 'flat'] as const)(
  'the comment shape %s is read',
  async (instagramShape) => {
    const { account, draft, sandbox, hub } = await connect({ settings: { instagramShape } });
    const { remoteId } = certain((await publish('instagram', account('instagram'), draft())).outcome);
    const comment = sandbox.comments({ postId: remoteId, persona: 'siti.contoh', text: 'Enak' });
    await sandbox.settled();
    expect(messagesOf('instagram', hub, account('instagram'))).toMatchObject([
      { externalId: comment.id, text: 'Enak' },
    ]);
  },
);

test('a Facebook comment that is edited and removed says so', async () => {
  const { account, draft, sandbox, hub } = await connect();
  const { remoteId } = certain((await publish('facebook', account('facebook'), draft())).outcome);
  const { id } = sandbox.comments({ postId: remoteId, persona: 'siti.contoh', text: 'Enak' });
  sandbox.edits({ commentId: id, text: 'Enak sekali' });
  sandbox.removals({ commentId: id });
  await sandbox.settled();
  const read = incomingOf('facebook', hub, account('facebook'));
  expect(read.map((each) => each.type).toSorted()).toEqual(['edit', 'message', 'removal']);
  expect(read.every((each) => idOf(each) === id)).toBe(true);
});

function idOf(said: Incoming): string {
  return 'externalId' in said ? said.externalId : JSON.stringify(said);
}

function incomingOf(kind: Kind, hub: Connected['hub'], account: Account): Incoming[] {
  return hub.webhooks.flatMap(({ headers, body }) => {
    const bytes = Buffer.from(body);
    const header = headers['x-hub-signature-256'] as string;
    expect(verifySignature(bytes, header, ['another', account.settings.appSecret])).toBe(true);
    expect(verifySignature(bytes, header, ['another'])).toBe(false);
    return splitItems(parseBody(bytes), new Date())
      .filter((item) => item.accountId === account.externalId)
      .flatMap((item) => channels[kind].read(item) ?? []);
  });
}

function messagesOf(kind: Kind, hub: Connected['hub'], account: Account) {
  const messages = incomingOf(kind, hub, account).filter((each) => each.type === 'message');
  return messages.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}
