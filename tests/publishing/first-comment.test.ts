/**
 * The first comment is said once, whoever dies and whatever the network loses, and is nobody's question.
 * Long, because each way to die is told beside the others.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pollAccounts } from '#inbox/receiving/poll.ts';
import { projectPending, receiveWebhook } from '#inbox/receiving/receive.ts';
import { decideFirstComment, sendFirstComments } from '#publishing/first-comment/send.ts';
import { publishDue } from '#publishing/publish/round.ts';
import { until } from '../support/backend.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { plan, publishFor, stateOf, visible, type Plan } from './planned.ts';
import { openShop, type Shop } from './shop.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-publishing-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
beforeEach(() => shop.reset());
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const said = 'Pesan lewat WhatsApp, ya. #contoh';
const both = ['instagram', 'facebook'] as const;

/** A post that is out, and whose first comment nobody has said yet. */
async function out(on: Plan['on'], firstComment: string | undefined = said): Promise<string> {
  const target = await plan(shop, { on, inMinutes: 0, ...(firstComment && { firstComment }) });
  await publishFor(shop, 3);
  expect((await stateOf(shop, target)).state).toBe('published');
  return target;
}

/** Comments until nothing is due, a minute at a time. */
async function comment(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    while ((await sendFirstComments(shop.backend)) > 0);
    await shop.passMinutes(1);
  }
}

const comments = () => shop.sandbox().state().comments;

async function row(target: string) {
  const [found] = await shop.backend.sql<
    { state: string; reason: string | null; version: number; remoteId: string | null }[]
  >`select state, reason, version, remote_id as "remoteId" from first_comments where target_id = ${target}`;
  return found;
}

const tells = async (target: string) =>
  (
    await shop.backend.sql<{ kind: string }[]>`
      select kind from events where subject = ${target} and kind = 'target.commented'`
  ).length;

test.each(both)('on %s it is said once, under the post, by the account', async (on) => {
  const target = await out(on);
  expect(await row(target)).toMatchObject({ state: 'waiting' });
  await Promise.all([sendFirstComments(shop.backend), sendFirstComments(shop.backend)]);
  await comment(2);
  const { remoteId } = (await row(target))!;
  expect(comments()).toMatchObject([{ id: remoteId, text: said, postId: visible(shop)[0]!.id }]);
  expect(await row(target)).toMatchObject({ state: 'sent', reason: null });
  expect(await tells(target)).toBe(1);
});

test('without words, or under a story, nothing is said', async () => {
  await out('facebook', '');
  const story = await plan(shop, {
    ...{ on: 'instagram', placement: 'story', inMinutes: 0, firstComment: said, words: '' },
  });
  await publishFor(shop, 3);
  expect((await stateOf(shop, story)).state).toBe('published');
  await comment(2);
  expect(comments()).toEqual([]);
  expect(await shop.backend.sql`select from first_comments`).toHaveLength(0);
});

describe('never twice, and never lost', () => {
  test.each(
    both.flatMap((on) =>
      (['accept_then_500', 'accept_then_drop', 'drop_before'] as const).map((kind) => [on, kind] as const),
    ),
  )('on %s after %s', async (on, kind) => {
    const target = await out(on);
    shop.sandbox().fault({ kind, op: 'comment.create' });
    await sendFirstComments(shop.backend);
    expect(await row(target)).toMatchObject({ state: 'sending' });
    await comment(6);
    expect(comments().map(({ text }) => text)).toEqual([said]);
    expect(await row(target)).toMatchObject({ state: 'sent', remoteId: comments()[0]!.id });
  });

  test.each(['comment_claimed', 'comment_answered', 'comment_settled'])(
    'when its sender is killed at %s',
    async (dieAt) => {
      const target = await out('facebook');
      const first = await shop.publishers.one();
      expect(await first.work({ rounds: 2, dieAt })).toBeNull();
      await comment(8);
      expect(comments().map(({ text }) => text)).toEqual([said]);
      expect(await row(target)).toMatchObject({ state: 'sent', remoteId: comments()[0]!.id });
    },
  );

  test.each(['accepted', 'received'])('when its sender is killed as the network has it %s', async (phase) => {
    const target = await out('instagram');
    const first = await shop.publishers.one();
    const stop = shop.sandbox().onRequest('comment.create', (at) => {
      if (at === phase) first.process.kill('SIGKILL');
    });
    expect(await first.work({ rounds: 2 })).toBeNull();
    stop();
    await comment(8);
    expect(comments().map(({ text }) => text)).toEqual([said]);
    expect(await row(target)).toMatchObject({ state: 'sent' });
  });
});

describe('what a person sees', () => {
  test('a refusal with its reason, and a button that says it again', async () => {
    const target = await out('facebook');
    shop.sandbox().fault({ kind: 'error_before', op: 'comment.create', code: 100, times: 1 });
    await comment(1);
    const failed = (await row(target))!;
    expect(failed).toMatchObject({ state: 'failed', reason: 'bad_request' });
    const { owner } = shop;
    expect(await decideFirstComment(owner, target, failed.version - 1, false)).toBe(false);
    expect(await decideFirstComment(owner, target, failed.version, false)).toBe(true);
    expect(await decideFirstComment(owner, target, failed.version, false)).toBe(false);
    await comment(1);
    expect(comments()).toHaveLength(1);
    expect(await row(target)).toMatchObject({ state: 'sent' });
    expect(await tells(target)).toBeGreaterThan(1);
  });

  test('what nobody can know after ten minutes, and then only a person decides', async () => {
    const target = await out('facebook');
    shop.sandbox().fault({ kind: 'accept_then_drop', op: 'comment.create' });
    shop.sandbox().fault({ kind: 'error_before', op: 'comment.list', code: 2, times: 200 });
    await comment(14);
    const unsure = (await row(target))!;
    expect(unsure.state).toBe('unconfirmed');
    expect(await decideFirstComment(shop.owner, target, unsure.version, true)).toBe(true);
    await comment(2);
    expect(comments()).toHaveLength(1);
    expect(await row(target)).toMatchObject({ state: 'sent' });
  });

  test('a dead token, which marks the channel', async () => {
    const target = await out('facebook');
    shop.sandbox().tokens({ action: 'revoke' });
    await comment(1);
    expect(await row(target)).toMatchObject({ state: 'failed', reason: 'token_dead' });
    const [channel] = await shop.backend.sql`
      select problem from channels where id = ${shop.channels().facebook.id}`;
    expect(channel).toEqual({ problem: 'token_dead' });
  });

  test('that it is theirs to write when they said themselves that the post is live', async () => {
    const target = await plan(shop, { on: 'facebook', inMinutes: 0, firstComment: said });
    shop.sandbox().fault({ kind: 'error_before', op: 'fb.photo', code: 100, times: 9 });
    await publishDue(shop.backend);
    const [{ version }] = (await shop.backend.sql<{ version: number }[]>`
      select version from post_targets where id = ${target}`) as unknown as [{ version: number }];
    expect((await stateOf(shop, target)).state).toBe('failed');
    await shop.owner.rpc('confirm_published', { target, expected_version: version }).throwOnError();
    await comment(1);
    const told = (await row(target))!;
    expect(told).toMatchObject({ state: 'failed', reason: null });
    expect(await decideFirstComment(shop.owner, target, told.version, false)).toBe(false);
    expect(comments()).toEqual([]);
  });
});

test.each(both)('on %s it comes back and is nobody’s message', async (on) => {
  const target = await out(on);
  await comment(1);
  expect(await row(target)).toMatchObject({ state: 'sent' });
  const postId = visible(shop)[0]!.id;
  const persona = shop.sandbox().state().personas[0]!.username;
  shop.sandbox().comments({ postId, persona, text: 'Masih ada, Kak?' });
  await until('both comments come as webhooks', () => {
    const bodies = shop.hooks.map(({ raw }) => Buffer.from(raw).toString());
    return (
      bodies.some((body) => body.includes('Masih ada')) && bodies.some((body) => body.includes('Pesan lewat'))
    );
  });
  for (const { raw, signature } of shop.hooks) {
    expect(await receiveWebhook(shop.backend, raw, signature)).toMatchObject({ ok: true });
  }
  while ((await projectPending(shop.backend)) > 0);
  await pollAccounts(shop.backend);
  const messages = await shop.backend.sql`select direction, body from messages`;
  expect([...messages]).toEqual([{ direction: 'in', body: 'Masih ada, Kak?' }]);
  expect(await shop.backend.sql`select from conversations`).toHaveLength(1);
});
