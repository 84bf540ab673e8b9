/**
 * Thousands of random steps through the life of plans: schedules, edits, cancellations, presses, every fault of the
 * sandbox, kill -9 and time. A history that ends badly is shrunk; `--seed S --path P` repeats it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openPostgres, throwAway } from '#platform/postgres/index.ts';
import { live } from '../publishing/live.ts';
import { openShop } from '../publishing/shop.ts';
import { history } from '../publishing/steps.ts';
import type { SoakOptions } from './main.ts';

const length = 100;

export async function soakPublishing({ seed, path, steps, say }: SoakOptions): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-soak-'));
  const server = await openPostgres({ dataDir, settings: throwAway, log: () => undefined });
  try {
    const shop = await openShop(server.connection, dataDir);
    let lived = 0;
    const property = fc.asyncProperty(history(length), async (given) => {
      const { kills, posts, ends } = await live(shop, given);
      lived += given.length;
      const told = Object.entries(ends).map(([state, count]) => `${count} ${state}`);
      say(`${lived} steps; the last ${given.length}: ${kills} kills, ${posts} posts; ${told.join(', ')}`);
    });
    try {
      const repeat = path === undefined ? {} : { path };
      await fc.assert(property, { seed, numRuns: Math.ceil(steps / length), ...repeat });
    } finally {
      await shop.close();
    }
    say('never two for one target, never one late, never a silent one');
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
