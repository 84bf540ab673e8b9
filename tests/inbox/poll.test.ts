/** Where no webhook comes, the poll alone brings everything; where nothing is new, it asks for next to nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { pollAccounts } from '#inbox/receiving/poll.ts';
import { projectPending, receiveWebhook } from '#inbox/receiving/receive.ts';
import { until } from '../support/backend.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openShop, type Shop } from '../publishing/shop.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-poll-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
beforeEach(async () => {
  await shop.reset();
  shop.sandbox().settings({ paused: true });
});
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const picture = Buffer.from('GIF89a contoh').toString('base64');
const ids = () => ({
  instagram: shop.channels().instagram.externalId,
  page: shop.channels().facebook.externalId,
});

async function said() {
  const rows = await shop.backend.sql<{ channel: string; kind: string; direction: string; body: string }[]>`
    select h.kind as channel, c.kind, m.direction, m.body from messages m
    join conversations c on c.id = m.conversation_id join channels h on h.id = m.channel_id
    order by m.sent_at, m.id`;
  return rows.map(({ channel, kind, direction, body }) => `${channel} ${kind} ${direction}: ${body}`);
}

const calls = () => shop.sandbox().calls().length;

test('comments, replies, visitors’ posts and direct messages all arrive without a webhook', async () => {
  const sandbox = shop.sandbox();
  const { instagram, page } = ids();
  // Posts that were not made here.
  const media = await sandbox.posts({ account: instagram, caption: 'Rabeg' });
  const post = await sandbox.posts({ account: page, caption: 'Buka' });
  const asked = sandbox.comments({ postId: media.id, persona: 'rina.contoh', text: 'Harganya?' });
  sandbox.replies({ parentId: asked.id, text: '15 ribu, Kak' });
  sandbox.comments({ postId: post.id, persona: 'agus.contoh', text: 'Jam berapa?' });
  const visit = sandbox.visits({ account: page, persona: 'siti.contoh', text: 'Pesanan belum datang' });
  sandbox.comments({ postId: visit.id, persona: 'bayu.contoh', text: 'Saya juga' });
  sandbox.messages({ account: instagram, persona: 'dewi.contoh', text: 'Halo' });
  const { id } = sandbox.messages({ account: page, persona: 'joko.contoh', text: 'Ini rusak' });
  sandbox.messages({
    account: page,
    persona: 'joko.contoh',
    files: [{ type: 'image', file: picture }],
    quotes: id,
  });
  sandbox.messages({ account: page, persona: 'joko.contoh', text: 'Kami cek', fromBusiness: true });
  await pollAccounts(shop.backend);
  expect((await said()).toSorted()).toEqual([
    'facebook comment in: Jam berapa?',
    'facebook comment in: Pesanan belum datang',
    'facebook comment in: Saya juga',
    'facebook dm in: ',
    'facebook dm in: Ini rusak',
    'facebook dm out: Kami cek',
    'instagram comment in: Harganya?',
    'instagram comment out: 15 ribu, Kak',
    'instagram dm in: Halo',
  ]);
  const names = await shop.backend.sql`select name from contacts where name <> ''`;
  expect(names).toHaveLength(6);
  const [file] = await shop.backend.sql`
    select a.kind, a.state, m.wordless, m.quotes_external_id as quotes
    from message_attachments a join messages m on m.id = a.message_id`;
  expect(file).toEqual({ kind: 'image', state: 'waiting', wordless: false, quotes: id });
});

test('a quiet account costs one list of posts and one of conversations; what is new is read, and nothing else', async () => {
  const sandbox = shop.sandbox();
  const { page } = ids();
  const posts = await Promise.all(
    ['Satu', 'Dua', 'Tiga'].map((caption) => sandbox.posts({ account: page, caption })),
  );
  for (const { id } of posts) sandbox.comments({ postId: id, persona: 'agus.contoh', text: 'Halo' });
  sandbox.messages({ account: page, persona: 'joko.contoh', text: 'Satu' });
  await pollAccounts(shop.backend);
  const before = calls();
  await pollAccounts(shop.backend);
  // Two accounts, two lists each.
  expect(calls() - before).toBe(4);
  sandbox.comments({ postId: posts[1]!.id, persona: 'siti.contoh', text: 'Masih ada?' });
  sandbox.messages({
    ...{ account: page, persona: 'dewi.contoh', text: 'Dua' },
    createdAt: new Date(Date.now() + 2000).toISOString(),
  });
  const quiet = calls();
  await pollAccounts(shop.backend);
  expect(calls() - quiet).toBe(6);
  expect(await said()).toHaveLength(6);
});

test('an account that fails leaves the others alone, and the next round begins with who waited longest', async () => {
  const sandbox = shop.sandbox();
  const { instagram, page } = ids();
  sandbox.messages({ account: instagram, persona: 'dewi.contoh', text: 'Dari Instagram' });
  sandbox.messages({ account: page, persona: 'joko.contoh', text: 'Dari Messenger' });
  sandbox.fault({ kind: 'error_before', op: 'ig.list', times: 3 });
  await pollAccounts(shop.backend);
  expect(await said()).toEqual(['facebook dm in: Dari Messenger']);
  sandbox.clearFaults();
  await shop.backend.sql`update poll_marks set read_at = now() - interval '1 hour'
    where place = '' and channel_id = ${shop.channels().instagram.id}`;
  const before = calls();
  await pollAccounts(shop.backend);
  expect((await said()).toSorted()).toEqual([
    'facebook dm in: Dari Messenger',
    'instagram dm in: Dari Instagram',
  ]);
  expect(sandbox.calls()[before]!.op).toBe('ig.list');
});

test('a comment that was edited shows its present words; a webhook and the poll together make one row', async () => {
  const sandbox = shop.sandbox();
  const { page } = ids();
  const { id: postId } = await sandbox.posts({ account: page, caption: 'Buka' });
  const { id } = sandbox.comments({ postId, persona: 'agus.contoh', text: 'Enak' });
  await pollAccounts(shop.backend);
  sandbox.edits({ commentId: id, text: 'Enak sekali' });
  sandbox.comments({ postId, persona: 'siti.contoh', text: 'Setuju' });
  await pollAccounts(shop.backend);
  expect((await said()).toSorted()).toEqual([
    'facebook comment in: Enak sekali',
    'facebook comment in: Setuju',
  ]);

  sandbox.messages({ account: page, persona: 'joko.contoh', text: 'Halo' });
  await pollAccounts(shop.backend);
  const sent = async () =>
    (await shop.backend.sql<{ at: Date }[]>`select sent_at as at from messages where body = 'Halo'`)[0]!.at;
  expect((await sent()).getMilliseconds()).toBe(0);
  sandbox.settings({ paused: false });
  await until('the webhooks came', () => shop.hooks.some(({ raw }) => Buffer.from(raw).includes('Halo')));
  await sandbox.settled();
  for (const { raw, signature } of shop.hooks) await receiveWebhook(shop.backend, raw, signature);
  while ((await projectPending(shop.backend)) > 0);
  expect(await said()).toHaveLength(3);
  const exact = sandbox.state().messages.at(-1)!.createdAt;
  expect((await sent()).getTime()).toBe(exact);
});
