import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startPublisher, type Publisher } from './publishers.ts';

const targets = 10_000;
let database: TestDatabase;
let workers: Publisher[] = [];
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-publishing-'));

beforeAll(async () => {
  database = await createTestDatabase();
  await plan();
  const settings = { TANGGAP_SECRET: 'a secret of the tests and of nothing else', LOG_LEVEL: 'silent' };
  const opening = { env: { ...settings, DATA_DIR: dataDir }, database: database.connection };
  workers = await Promise.all([startPublisher(opening), startPublisher(opening)]);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('two worker processes at once claim each of 10,000 targets once', async () => {
  const { sql } = database;
  const shares = await Promise.all(workers.map((worker) => worker.work({ rounds: targets })));
  const [first, second] = shares.map((share) => share ?? 0);
  process.stdout.write(`two workers: ${first} and ${second} targets\n`);
  expect(first! + second!).toBe(targets);
  expect(Math.min(first!, second!)).toBeGreaterThan(targets / 10);

  const claims = await sql`
    select count(*)::int as claims, count(distinct subject)::int as targets from events where kind = 'target.claimed'`;
  expect([...claims]).toEqual([{ claims: targets, targets }]);
  // Claimed once and settled once: nobody took it again in between.
  const ends = await sql`select state, reason, version, count(*)::int from post_targets group by 1, 2, 3`;
  expect([...ends]).toEqual([{ state: 'failed', reason: 'token_dead', version: 3, count: targets }]);
});

/** Due targets of twenty businesses whose Pages have no credentials: they are settled without a call. */
async function plan(): Promise<void> {
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into businesses (name, slug, timezone)
      select 'Usaha contoh ' || n, 'usaha-contoh-' || n, 'Asia/Jakarta' from generate_series(1, 20) n`;
    await tx`insert into channels (business_id, kind, network, external_id, name)
      select id, 'facebook', 'sandbox', 'halaman-' || slug, 'Halaman contoh' from businesses`;
    await tx`insert into posts (business_id, media_type, caption)
      select b.id, 'text', 'Unggahan contoh ' || n from businesses b, generate_series(1, ${targets / 20}) n`;
    await tx`insert into post_targets
        (post_id, business_id, channel_id, state, scheduled_at, scheduled_zone, not_after)
      select p.id, p.business_id, c.id, 'scheduled', now() - interval '1 minute', 'Asia/Jakarta',
        now() + interval '6 hours'
      from posts p join channels c using (business_id)`;
  });
  await database.sql`analyze`;
}
