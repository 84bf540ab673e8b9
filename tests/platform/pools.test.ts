/** All processes together stay below what the server allows; what is too much waits. On a server of its own, which is small. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOn, type Backend } from '#platform/backend/index.ts';
import { split } from '#platform/backend/connection/pools.ts';
import { readEnv } from '#platform/env.ts';
import { startWorker } from '#platform/jobs/worker.ts';
import { setLogLevel } from '#platform/log.ts';
import { openPostgres, throwAway, type Postgres } from '#platform/postgres/index.ts';
import { startHeart } from '#platform/process/processes.ts';

let server: Postgres;
const folder = mkdtempSync(join(tmpdir(), 'tanggap-pools-'));
beforeAll(async () => {
  setLogLevel('silent');
  const settings = { ...throwAway, max_connections: '40' };
  server = await openPostgres({ dataDir: folder, settings, log: () => undefined });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(pool?: number): Promise<Backend> {
  const secret = 'a secret of the tests and of nothing else';
  const env = readEnv({
    ...{ TANGGAP_SECRET: secret, LOG_LEVEL: 'silent', DATA_DIR: folder },
    ...(pool && { DATABASE_POOL: String(pool) }),
  });
  return openOn(env, server.connection, async () => undefined);
}

const open = async (backend: Backend) => {
  const [row] = await backend.sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity where application_name like 'tanggap%'`;
  return row!.n;
};

test('processes share what the server allows; under load they wait instead of failing', async () => {
  const first = await start();
  expect(first.pool).toBe(20);
  const worker = await startWorker(first, { onEvent: [], timed: [], drains: [] });
  const heart = await startHeart(first, 'server', worker);
  const second = await start();
  expect(second.pool).toBeGreaterThanOrEqual(5);
  expect(second.pool).toBeLessThanOrEqual(12);
  const other = await startHeart(second, 'server', null);

  const load = [first, second].flatMap((backend) =>
    Array.from({ length: 80 }, (_, at) => [
      backend.sql`select pg_sleep(0.01)`,
      backend
        .asService('load')
        .rpc('take_rate_limit', { subject: `x${at}`, size: 5, seconds: 60 })
        .throwOnError(),
    ]).flat(),
  );
  const ended = await Promise.allSettled(load);
  expect(ended.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(await open(first), 'of both').toBeLessThanOrEqual(first.pool + second.pool);

  await expect(start(), 'nothing is left to work with').rejects.toThrow(
    /DATABASE_POOL: the server allows 37 connections and \d+ are open/,
  );
  await Promise.all([heart.stop(), other.stop()]);
  await worker.stop(1);
  await Promise.all([first.close(), second.close()]);
  const again = await start(9);
  expect(again.pool, 'what a process held is free again when it has stopped').toBe(9);
  await again.close();
});

test.each([5, 6, 9, 12, 20, 97])('%i connections suffice for everything a process does', (size) => {
  for (const hosted of [true, false]) {
    const pools = split(size, hosted);
    // And one that listens.
    expect(pools.direct + pools.api + 1).toBe(size);
    expect(pools.direct, 'a relay holds one while it asks another').toBeGreaterThanOrEqual(1);
    expect(pools.api > 0).toBe(!hosted);
  }
});
