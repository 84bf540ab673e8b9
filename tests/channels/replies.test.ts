/**
 * Answers by every way, and what is done with comments, against the sandbox and its faults.
 * Long, because each way and each fault is a case.
 */
import { describe, expect, test } from 'vitest';
import { channels } from '#channels/registry.ts';
import { plainAnswer } from '#channels/meta/texts.ts';
import { certain, connect, type Connected, type Kind } from './connected.ts';
import type { CommentAction, Outgoing } from '#channels/contract/answering.ts';

const kinds: Kind[] = ['instagram', 'facebook'];
const hour = 3_600_000;

interface Scene extends Connected {
  commentId: string;
}

async function scene(kind: Kind, options: Parameters<typeof connect>[0] = {}): Promise<Scene> {
  const world = await connect({ ...options, settings: { paused: true, ...options.settings } });
  const { sandbox } = world;
  const { id: postId } = await sandbox.posts({ account: world.account(kind).externalId, caption: 'Rabeg' });
  const { id } = sandbox.comments({ postId, persona: 'siti.contoh', text: 'Berapa harganya?' });
  return { ...world, commentId: id };
}

const privately = (commentId: string, text = '15 ribu, Kak'): Outgoing => ({
  ...plainAnswer,
  kind: 'private',
  text,
  inReplyTo: commentId,
  recipientId: null,
});

const directly = (recipientId: string, more: Partial<Outgoing> = {}): Outgoing => ({
  ...plainAnswer,
  kind: 'direct',
  text: 'Masih, Kak',
  inReplyTo: null,
  recipientId,
  ...more,
});

function heard({ sandbox, account }: Connected, kind: Kind, hoursAgo = 0): string {
  const createdAt = new Date(Date.now() - hoursAgo * hour).toISOString();
  return sandbox.messages({
    account: account(kind).externalId,
    persona: 'siti.contoh',
    text: 'Masih buka?',
    createdAt,
  }).contactId;
}

describe.each(kinds)('on %s', (kind) => {
  const { send, lookupSent, moderate } = channels[kind];

  test('a private reply says whom it reached, and goes out once', async () => {
    const { account, sandbox, commentId } = await scene(kind);
    const sent = certain(await send(account(kind), privately(commentId)));
    const [message] = sandbox.state().messages;
    expect(sent).toMatchObject({ remoteId: message!.id, recipientId: message!.contactId });
    const again = await send(account(kind), privately(commentId));
    expect(again).toMatchObject({ ok: false, retry: 'never', reason: 'already_replied' });
    expect(sandbox.state().messages).toHaveLength(1);
  });

  test('a private reply after seven days is refused', async () => {
    let time = Date.now();
    const { account, commentId } = await scene(kind, { now: () => time });
    time += 7 * 24 * hour + 1;
    const late = await send(account(kind), privately(commentId));
    expect(late).toMatchObject({ ok: false, retry: 'never', reason: 'window_closed' });
  });

  test.each(['accept_then_500', 'accept_then_drop'] as const)(
    'after %s nobody knows, and looking finds the one private reply',
    async (fault) => {
      const { account, sandbox, commentId } = await scene(kind, { settings: { ownCommenterIds: true } });
      sandbox.fault({ kind: fault, op: 'message.send' });
      const openedAt = new Date();
      expect((await send(account(kind), privately(commentId))).ok).toBe('unknown');
      const [message] = sandbox.state().messages;
      // On Instagram the commenter's id is the one in direct messages; on a Page it leads nowhere.
      const recipientId = kind === 'instagram' ? message!.contactId : null;
      const outgoing = { ...privately(commentId), recipientId };
      const found = certain(await lookupSent(account(kind), { outgoing, openedAt, knownRemoteIds: [] }));
      expect(found).toMatchObject({ remoteId: message!.id, recipientId: message!.contactId });
    },
  );

  test('a private reply that never arrived is known to be absent, some time later', async () => {
    const { account, sandbox, commentId } = await scene(kind);
    const contactId = sandbox.state().comments[0]!.authorId;
    sandbox.fault({ kind: 'drop_before', op: 'message.send' });
    expect((await send(account(kind), privately(commentId))).ok).toBe('unknown');
    const outgoing = { ...privately(commentId), recipientId: kind === 'instagram' ? contactId : null };
    const look = (openedAt: Date) => lookupSent(account(kind), { outgoing, openedAt, knownRemoteIds: [] });
    expect((await look(new Date())).ok).toBe('unknown');
    expect(certain(await look(new Date(Date.now() - 115_000))).remoteId).toBeNull();
  });

  test('a picture goes as a message of its own', async () => {
    const world = await scene(kind);
    const recipientId = heard(world, kind);
    const pictures = [`${world.hub.url}/a.jpg`];
    const both = await send(world.account(kind), directly(recipientId, { pictures }));
    expect(both).toMatchObject({ ok: false, reason: 'bad_request' });
    certain(await send(world.account(kind), directly(recipientId, { pictures, text: '' })));
    expect(world.sandbox.state().messages.at(-1)).toMatchObject({
      text: '',
      files: [{ type: 'image', fileId: expect.any(String) }],
    });
  });

  test('a picture that cannot be fetched is refused', async () => {
    const world = await scene(kind);
    const outgoing = directly(heard(world, kind), { text: '', pictures: [`${world.hub.url}/none.jpg`] });
    expect(await send(world.account(kind), outgoing)).toMatchObject({ ok: false, retry: 'never' });
  });

  test.each([
    [false, 25, { ok: false, retry: 'never', reason: 'permission_missing' }],
    [true, 25, { ok: true }],
    [true, 24 * 7 + 1, { ok: false, retry: 'never', reason: 'window_closed' }],
  ])('as a human agent, with the feature %s, after %d hours', async (humanAgent, hours, expected) => {
    const world = await scene(kind, { settings: { humanAgent } });
    const recipientId = heard(world, kind, hours);
    expect(await send(world.account(kind), directly(recipientId))).toMatchObject({ reason: 'window_closed' });
    const outgoing = directly(recipientId, { tag: 'human_agent' });
    expect(await send(world.account(kind), outgoing)).toMatchObject(expected);
  });

  test('what was approved for WhatsApp is sent nowhere else', async () => {
    const world = await scene(kind);
    const template = { name: 'halo', language: 'id', values: [] };
    const outgoing = directly(heard(world, kind), { template });
    expect(await send(world.account(kind), outgoing)).toMatchObject({ ok: false, reason: 'bad_request' });
  });

  test('our id comes back with the echo where the network has a place for it', async () => {
    const world = await scene(kind);
    const outgoing = directly(heard(world, kind), { metadata: 'pesan-kami' });
    certain(await send(world.account(kind), outgoing));
    const expected = kind === 'facebook' ? 'pesan-kami' : null;
    expect(world.sandbox.state().messages.at(-1)).toMatchObject({ metadata: expected });
  });

  test('a comment is hidden, liked, and both taken back, as often as one likes', async () => {
    const { account, sandbox, commentId } = await scene(kind);
    const now = () => sandbox.state().comments[0];
    const act = async (action: CommentAction) =>
      certain(await moderate(account(kind), commentId, action)) && now();
    for (const [action, expected] of [
      ['hide', { hidden: true }],
      ['hide', { hidden: true }],
      ['unhide', { hidden: false }],
      ['like', { likes: [expect.any(String)] }],
      ['like', { likes: [expect.any(String)] }],
      ['unlike', { likes: [] }],
      ['unlike', { likes: [] }],
    ] as const) {
      expect(await act(action)).toMatchObject(expected);
    }
  });

  test('a comment is deleted; one that is gone already was deleted', async () => {
    const { account, sandbox, commentId } = await scene(kind);
    certain(await moderate(account(kind), commentId, 'delete'));
    expect(sandbox.state().comments).toEqual([]);
    certain(await moderate(account(kind), commentId, 'delete'));
    expect(await moderate(account(kind), commentId, 'hide')).toMatchObject({
      ok: false,
      retry: 'never',
      reason: 'not_found',
    });
  });

  test.each([
    ['error_before', { ok: false, retry: 'later', reason: 'temporary' }],
    ['accept_then_drop', { ok: false, retry: 'later', reason: 'unreachable' }],
    ['rate_limit', { ok: false, retry: 'later', reason: 'rate_limited' }],
    ['expire_token', { ok: false, retry: 'never', reason: 'token_dead' }],
    ['permission_missing', { ok: false, retry: 'never', reason: 'permission_missing' }],
  ] as const)('%s while acting on a comment', async (fault, expected) => {
    for (const [action, op] of [
      ['hide', 'comment.update'],
      ['like', 'comment.like'],
      ['unlike', 'comment.unlike'],
      ['delete', 'comment.delete'],
    ] as const) {
      const { account, sandbox, commentId } = await scene(kind);
      sandbox.fault({ kind: fault, op, ...(fault === 'rate_limit' && { code: 80002 }) });
      expect(await moderate(account(kind), commentId, action)).toMatchObject(expected);
    }
  });
});

test('a comment on a Page takes a picture with its words, on Instagram none', async () => {
  const page = await scene('facebook');
  const answer = (commentId: string, pictures: string[]): Outgoing => ({
    ...plainAnswer,
    kind: 'comment',
    text: 'Begini bentuknya, Kak',
    inReplyTo: commentId,
    recipientId: null,
    pictures,
  });
  const shown = answer(page.commentId, [`${page.hub.url}/a.jpg`]);
  const { remoteId } = certain(await channels.facebook.send(page.account('facebook'), shown));
  expect(page.sandbox.state().comments.find(({ id }) => id === remoteId)).toMatchObject({
    text: 'Begini bentuknya, Kak',
    pictureId: expect.any(String),
  });
  const instagram = await scene('instagram');
  const refused = answer(instagram.commentId, [`${instagram.hub.url}/a.jpg`]);
  const outcome = await channels.instagram.send(instagram.account('instagram'), refused);
  expect(outcome).toMatchObject({ ok: false, retry: 'never', reason: 'bad_request' });
  expect(instagram.sandbox.calls().map(({ op }) => op)).not.toContain('comment.reply');
});
