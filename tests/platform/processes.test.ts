/** Who works is known by heartbeats: a dead worker is missed, wherever it was. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Backend } from '#platform/backend/index.ts';
import { reportOnce } from '#platform/jobs/outage.ts';
import { setLogLevel } from '#platform/log.ts';
import { metricsText } from '#platform/process/metrics.ts';
import { listProcesses, startHeart, type Heart } from '#platform/process/processes.ts';
import { keepWorker, readiness } from '#platform/process/readiness.ts';
import { stateOf } from '#platform/process/space.ts';
import { openTestBackend } from '../support/backend.ts';

let backend: Backend;
const hearts: Heart[] = [];
beforeAll(async () => {
  backend = await openTestBackend();
});
afterEach(async () => {
  keepWorker(null);
  vi.restoreAllMocks();
  await Promise.all(hearts.splice(0).map((heart) => heart.stop()));
});
afterAll(() => backend.close());

let isWell = true;
const worker = { healthy: () => isWell, stop: () => Promise.resolve() };

async function live(kind: 'server' | 'worker', works: boolean): Promise<Heart> {
  const heart = await startHeart(backend, kind, works ? worker : null);
  hearts.push(heart);
  return heart;
}

const metric = async (name: string) =>
  Number(new RegExp(`^${name} (.+)$`, 'm').exec(await metricsText(backend))![1]);

test('with no worker anywhere, readiness and metrics say so, and pages are served all the same', async () => {
  await live('server', false);
  expect(await readiness(backend)).toMatchObject({ ready: true, database: true, jobs: false });
  expect(await metric('tanggap_worker_up')).toBe(0);
  expect(await metric('tanggap_workers_alive')).toBe(0);
  expect(await metric('tanggap_servers_alive')).toBe(1);
});

test('a worker elsewhere counts while it is alive and well', async () => {
  const heart = await live('worker', true);
  expect(await readiness(backend)).toMatchObject({ ready: true, jobs: true });
  isWell = false;
  await heart.beat();
  expect(await readiness(backend)).toMatchObject({ ready: true, jobs: false });
  isWell = true;
  await heart.beat();
  expect(await metric('tanggap_worker_up')).toBe(1);

  await backend.sql`update private.processes set seen_at = now() - interval '96 seconds'`;
  expect(await readiness(backend), 'killed: it fell silent').toMatchObject({ ready: true, jobs: false });
  expect(await listProcesses(backend.sql)).toMatchObject([{ kind: 'worker', isAlive: false }]);
  await heart.beat();
  expect(await readiness(backend)).toMatchObject({ jobs: true });
});

test('who stops in order is gone at once', async () => {
  await (await live('worker', true)).stop();
  expect(await listProcesses(backend.sql)).toEqual([]);
});

test('a server whose own worker fails is not ready', async () => {
  keepWorker({ ...worker, healthy: () => false });
  expect(await readiness(backend)).toMatchObject({ ready: false, jobs: false });
});

test('of an outage there is one line for each cause, and then how often it came', () => {
  const lines: Record<string, unknown>[] = [];
  setLogLevel('info');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(JSON.parse(String(text)) as Record<string, unknown>);
    return true;
  });
  let now = 0;
  const report = reportOnce('jobs.boss_error', () => now);
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  for (let at = 0; at < 3_000; at += 1, now += 19) {
    report({ ...refused, message: refused.message, stack: refused.stack, queue: `q${at % 7}` });
    report(new AggregateError([Object.assign(new Error('closed'), { code: 'CONNECTION_CLOSED' })]));
  }
  expect(lines).toMatchObject([
    { event: 'jobs.boss_error', code: 'ECONNREFUSED', cause: 'connect ECONNREFUSED 127.0.0.1:5432' },
    { event: 'jobs.boss_error', code: 'CONNECTION_CLOSED', cause: 'closed' },
  ]);
  now = 61_000;
  report(refused);
  expect(lines.at(-1)).toMatchObject({ code: 'ECONNREFUSED', again: 2_999 });
  for (const odd of [{}, null, 'words', { error: refused }, { code: 'X' }]) reportOnce('e')(odd);
  expect(JSON.stringify(lines)).not.toContain('[object Object]');
  setLogLevel('silent');
});

test('a disk is low before it is full, and a small one later than a large one', () => {
  const gigabyte = 2 ** 30;
  expect([5, 0.9, 0.05].map((free) => stateOf(free * gigabyte))).toEqual(['enough', 'low', 'full']);
  expect(stateOf(0.5 * gigabyte, 0.2)).toBe('enough');
});
