/** An answer goes out once, whoever sleeps over it, and whatever stands beside it in its batch. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { deliver, deliverDue } from '#inbox/replies/deliver.ts';
import { projectPending, receiveWebhook } from '#inbox/receiving/receive.ts';
import { openShop, type Shop } from '../publishing/shop.ts';
import { answering } from '../support/claimed.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-delivery-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
beforeEach(async () => {
  await shop.reset();
  await database.sql`truncate webhook_items`;
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Somebody comments, and the owner's answer is due. */
async function answered(): Promise<string> {
  const account = shop.channels().facebook.externalId;
  const post = await shop.sandbox().posts({ account, caption: `Unggahan contoh ${randomUUID()}` });
  const persona = `Pelanggan contoh ${randomUUID().slice(0, 8)}`;
  const comment = shop.sandbox().comments({ postId: post.id, persona, text: 'Masih ada, Kak?' });
  await shop.sandbox().settled();
  for (const { raw, signature } of shop.hooks.splice(0)) await receiveWebhook(shop.backend, raw, signature);
  while ((await projectPending(shop.backend)) > 0);
  const [row] = await database.sql<{ conversation: string }[]>`
    select conversation_id as conversation from messages where external_id = ${comment.id}`;
  const id = randomUUID();
  const reply = { id, conversation: row!.conversation, body: `Masih, Kak (${id})`, way: 'public' };
  await shop.owner.rpc('queue_reply', reply as never).throwOnError();
  await database.sql`update messages set next_try_at = now() where id = ${id}`;
  return id;
}

const said = () =>
  shop
    .sandbox()
    .state()
    .comments.map(({ text }) => text)
    .filter((text) => text.startsWith('Masih, Kak'));
const fateOf = async (id: string) =>
  (await database.sql`select delivery, reason from messages where id = ${id}`)[0];
/** Two minutes pass: leases end, networks show what they took, and what is to be tried again is due. */
async function passTime(): Promise<void> {
  await database.sql`update message_sends set opened_at = opened_at - interval '2 minutes' where closed_at is null`;
  await database.sql`update messages set lease_until = now() where delivery = 'sending'`;
  await database.sql`update messages set next_try_at = now() where delivery = 'queued'`;
}

/** From now on the clock on the wall is this much further; the other one stood still. */
function sleepFor(seconds: number): void {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + seconds * 1000);
}

test('who slept between the claim and the call does not say what somebody else has said meanwhile', async () => {
  const id = await answered();
  const sleeper = answering(shop.backend, 'claim_messages', async (claimed) => {
    // Its lease ends, and another process looks for the answer, finds none, and gives it.
    for (let round = 0; round < 3; round += 1) {
      await passTime();
      await deliverDue(shop.backend);
    }
    expect(said()).toHaveLength(1);
    sleepFor(61);
    return claimed;
  });
  await deliver(sleeper, id);
  expect(said()).toHaveLength(1);
  expect(await fateOf(id)).toEqual({ delivery: 'sent', reason: null });
});

test('what was slept over goes out when its lease has ended', async () => {
  const id = await answered();
  const sleeper = answering(shop.backend, 'claim_messages', (claimed) => {
    sleepFor(11);
    return claimed;
  });
  await deliver(sleeper, id);
  vi.restoreAllMocks();
  expect(said()).toEqual([]);
  for (let round = 0; round < 2; round += 1) {
    await passTime();
    await deliverDue(shop.backend);
  }
  expect(said()).toHaveLength(1);
  expect(await fateOf(id)).toEqual({ delivery: 'sent', reason: null });
});

test('an answer that cannot be read is put before a person, and the others go out', async () => {
  const [torn, other] = [await answered(), await answered()];
  const tearing = answering(shop.backend, 'claim_messages', (claimed) =>
    (claimed as { id: string }[]).map((row) => (row.id === torn ? { ...row, body: null } : row)),
  );
  expect(await deliverDue(tearing)).toBe(2);
  expect(said()).toHaveLength(1);
  expect(await fateOf(torn)).toEqual({ delivery: 'failed', reason: 'bad_request' });
  expect(await fateOf(other)).toEqual({ delivery: 'sent', reason: null });
});

test('one that cannot be read any more, and may have gone out, is unconfirmed', async () => {
  const id = await answered();
  const torn = (claimed: unknown) => (claimed as object[]).map((row) => ({ ...row, body: null }));
  const dying = answering(shop.backend, 'claim_messages', () => {
    throw new Error('killed');
  });
  await expect(deliverDue(dying)).rejects.toThrow('killed');
  await passTime();
  await deliverDue(answering(shop.backend, 'claim_messages', torn));
  expect(await fateOf(id)).toEqual({ delivery: 'unconfirmed', reason: 'bad_request' });
});
