import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { live, type Told } from './live.ts';
import { openShop, type Shop } from './shop.ts';
import { history } from './steps.ts';

let database: TestDatabase;
let shop: Shop;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-publishing-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
});
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('never two posts for one target, never a silent one, never one after its "not after"', async () => {
  const seed = randomInt(2 ** 31);
  const told: Told[] = [];
  process.stdout.write(`publishing property: seed ${seed}\n`);
  await fc.assert(
    fc.asyncProperty(history(50), async (steps) => {
      told.push(await live(shop, steps));
    }),
    // Shrinking takes longer than a test may: `npm run soak -- publishing --seed` does it.
    { seed, numRuns: 5, endOnFailure: true },
  );
  const sum = (of: (life: Told) => number) => told.reduce((total, life) => total + of(life), 0);
  const ends = (state: string) => sum((life) => life.ends[state] ?? 0);
  process.stdout.write(
    `publishing property: ${sum(({ steps }) => steps)} steps, ${sum(({ kills }) => kills)} kills, ` +
      `${sum(({ posts }) => posts)} posts, ${ends('published')} published, ${ends('missed')} missed, ` +
      `${ends('failed')} failed, ${ends('unconfirmed')} unconfirmed, ${ends('cancelled')} cancelled\n`,
  );
  // A run in which nothing happened would show nothing.
  expect(sum(({ kills }) => kills)).toBeGreaterThan(0);
  expect(ends('published')).toBeGreaterThan(5);
}, 600_000);
