/** Who wrote for the first time has a name soon after, and nobody waits for it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inboxDrains } from '#inbox/jobs.ts';
import { fetchProfiles } from '#inbox/receiving/profiles.ts';
import { projectPending, receiveWebhook } from '#inbox/receiving/receive.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cutOff } from '../support/cut-off.ts';
import { openShop, type Shop } from '../publishing/shop.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-profiles-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
beforeEach(async () => {
  await shop.reset();
  await database.sql`delete from contacts`;
});
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Two people write, one on each network, and it arrives as the network tells it. */
async function theyWrite(): Promise<void> {
  const { instagram, facebook } = shop.channels();
  shop.sandbox().messages({ account: instagram.externalId, persona: 'dewi.contoh', text: 'Halo' });
  shop.sandbox().messages({ account: facebook.externalId, persona: 'joko.contoh', text: 'Halo' });
  await shop.sandbox().settled();
  for (const { raw, signature } of shop.hooks.splice(0)) {
    await receiveWebhook(shop.backend, Buffer.from(raw), String(signature));
  }
  while ((await projectPending(shop.backend)) > 0);
}
const names = async () =>
  (await database.sql<{ name: string }[]>`select name from contacts order by name`).map(({ name }) => name);
const states = async () =>
  (await database.sql<{ state: string }[]>`select state from profile_requests`).map(({ state }) => state);
const dueNow = () => database.sql`update profile_requests set due_at = now(), lease_until = null`;

test('both get their names, once, and open pages are told', async () => {
  await theyWrite();
  expect(await names()).toEqual(['', '']);
  expect(await fetchProfiles(shop.backend)).toBe(2);
  expect(await names()).toEqual([expect.stringContaining('Dewi'), expect.stringContaining('Joko')]);
  expect(await fetchProfiles(shop.backend)).toBe(0);
  expect(await database.sql`select from events where kind = 'contact.named'`).toHaveLength(2);
  const [dewi] = await database.sql`select username from identities where username is not null`;
  expect(dewi!.username).toBe('dewi.contoh');
  await theyWrite();
  expect(await fetchProfiles(shop.backend)).toBe(0);
  expect(inboxDrains).toContainEqual(expect.objectContaining({ run: fetchProfiles }));
});

test('a network that is away, or limits the account, is asked later; a refusal is the end of it', async () => {
  await theyWrite();
  shop.sandbox().fault({ kind: 'error_before', op: 'person.read', times: 9 });
  await fetchProfiles(shop.backend);
  shop.sandbox().clearFaults();
  expect(await states()).toEqual(['waiting', 'waiting']);
  expect(await fetchProfiles(shop.backend)).toBe(0);
  await database.sql`update identities set external_id = '404404' where username is null and id in (
    select identity_id from profile_requests limit 1)`;
  await dueNow();
  await fetchProfiles(shop.backend);
  expect((await states()).toSorted()).toEqual(['failed', 'known']);
  expect(await database.sql`select from channels where problem is not null`).toHaveLength(0);
});

test('a crash before the names were written down asks again', async () => {
  await theyWrite();
  await expect(fetchProfiles(cutOff(shop.backend, 'settle_profiles'))).rejects.toThrow('killed');
  expect(await names()).toEqual(['', '']);
  await dueNow();
  await fetchProfiles(shop.backend);
  expect((await names()).filter((name) => name !== '')).toHaveLength(2);
});
