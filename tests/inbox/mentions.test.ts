/** A mention comes as a place alone; its words are fetched, whatever happens to the access meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchMentions } from '#inbox/receiving/mentions.ts';
import { projectPending, receiveWebhook, replay } from '#inbox/receiving/receive.ts';
import { openShop, type Shop } from '../publishing/shop.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-mentions-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
beforeEach(async () => {
  await shop.reset();
  // The new network's first mention has the same ids as the old one's.
  await shop.backend.sql`truncate webhook_items`;
});
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function arrive(): Promise<void> {
  await shop.sandbox().settled();
  for (const { raw, signature } of shop.hooks.splice(0)) await receiveWebhook(shop.backend, raw, signature);
  while ((await projectPending(shop.backend)) > 0);
}
const soon = () => shop.backend.sql`update mentions set next_try_at = null where outcome is null`;
const messages = () => shop.backend.sql`
  select m.body, m.about, m.about_url, c.place, i.username, i.external_id as person
  from messages m join conversations c on c.id = m.conversation_id join identities i on i.id = c.identity_id
  where m.about = 'mention' order by m.sent_at, m.id`;
const waiting = async () => (await shop.backend.sql`select from mentions where outcome is null`).length;

function mention(inComment: boolean) {
  return shop.sandbox().mentions({
    ...{ account: shop.channels().instagram.externalId, persona: 'rina.contoh', inComment },
    text: 'Rabegnya @dapurserang.contoh enak',
  });
}

test.each([
  ['a comment', true],
  ['a caption', false],
])('the words of a mention in %s are fetched, once', async (_name, inComment) => {
  const { mediaId } = mention(inComment);
  await arrive();
  expect(await messages()).toHaveLength(0);
  await fetchMentions(shop.backend);
  const expected = [
    {
      body: 'Rabegnya @dapurserang.contoh enak',
      place: mediaId,
      username: 'rina.contoh',
      person: '@rina.contoh',
    },
  ];
  expect(await messages()).toMatchObject(expected);
  expect((await messages())[0]!.about_url).toContain(`/p/${mediaId}`);
  await replay(shop.backend, new Date(0));
  await arrive();
  expect(await fetchMentions(shop.backend)).toBe(0);
  expect(await messages()).toHaveLength(1);
});

test('who is known by name already is not a second person', async () => {
  const account = shop.channels().instagram.externalId;
  const { id } = await shop.sandbox().posts({ account, caption: 'Rabeg' });
  const { authorId } = shop.sandbox().comments({ postId: id, persona: 'rina.contoh', text: 'Enak' });
  mention(true);
  await arrive();
  await fetchMentions(shop.backend);
  expect(await messages()).toMatchObject([{ person: authorId }]);
});

test('while the access is dead a mention waits untried, and comes when the owner has connected again', async () => {
  mention(true);
  await arrive();
  shop.sandbox().tokens({ action: 'revoke' });
  await fetchMentions(shop.backend);
  const [channel] = await shop.backend.sql`select problem from channels where kind = 'instagram'`;
  expect(channel!.problem).toBe('token_dead');
  for (let round = 0; round < 5; round += 1) {
    await soon();
    expect(await fetchMentions(shop.backend)).toBe(0);
  }
  expect(await waiting()).toBe(1);
  await shop.reconnect();
  await soon();
  await fetchMentions(shop.backend);
  expect(await messages()).toHaveLength(1);
});

test('one that the network does not show is given up after some tries, and the raw item stays', async () => {
  const account = shop.channels().instagram.externalId;
  shop.sandbox().events({ account, field: 'mentions', value: { media_id: '18000000000000099' } });
  await arrive();
  for (let round = 0; round < 6; round += 1) {
    await soon();
    await fetchMentions(shop.backend);
  }
  const [row] = await shop.backend.sql`select outcome, tries from mentions`;
  expect(row).toEqual({ outcome: 'gone', tries: 4 });
  expect(await shop.backend.sql`select from webhook_items where field = 'mentions'`).toHaveLength(1);
});

test('on Facebook the words come along', async () => {
  const account = shop.channels().facebook.externalId;
  shop.sandbox().mentions({ account, persona: 'siti.contoh', text: 'Coba Dapur Serang', inComment: false });
  await arrive();
  expect(await messages()).toMatchObject([{ body: 'Coba Dapur Serang', about: 'mention' }]);
  const { id, mediaId } = shop.sandbox().mentions({ account, persona: 'agus.contoh', text: 'Setuju' });
  await arrive();
  shop.sandbox().events({
    ...{ account, field: 'mention' },
    value: { item: 'comment', verb: 'add', post_id: mediaId, comment_id: id },
  });
  await shop.backend.sql`delete from contacts`;
  await arrive();
  await fetchMentions(shop.backend);
  expect(await messages()).toMatchObject([{ body: 'Setuju', place: mediaId }]);
});
