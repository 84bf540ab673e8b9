/** `npm start` until it is ready on a database that exists, and what the idle program and an idle worker take. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostmaster } from '#platform/postgres/postmaster.ts';
import { freePort, temporaryFolder } from '../support/server.ts';
import { until } from './installation.ts';
import { memory, processes, processorShare } from './processes.ts';
import { median, note, reporter } from './report.ts';

const root = resolve(import.meta.dirname, '../..');
const report = reporter('start');

export async function run({ quick }: { quick: boolean }): Promise<void> {
  const folder = temporaryFolder();
  const cluster = join(folder.path, 'postgres');
  const rounds = quick ? 2 : 5;
  const seconds: number[] = [];
  const node: number[] = [];
  const database: number[] = [];
  try {
    // The first one makes the database, and builds the pages where they are older than their sources.
    const first = await npmStart(folder.path, 240);
    note(`start: first start, with a new database: ${first.seconds.toFixed(2)} s`);
    await first.stop(cluster);
    for (let round = 1; round <= rounds; round += 1) {
      const started = await npmStart(folder.path, 60);
      seconds.push(started.seconds);
      if (round <= (quick ? 1 : 3)) {
        await sleep(quick ? 5_000 : 30_000);
        node.push(memory(started.nodePid()));
        database.push(databaseMemory(cluster));
        note(`start: idle, processes of PostgreSQL: ${describe(cluster)}`);
      }
      if (round === rounds) {
        await idleShares(started, folder.path, quick ? 20 : 90);
        await afterUse(started, cluster);
      }
      await started.stop(cluster);
      note(`start: round ${round}: ${started.seconds.toFixed(2)} s`);
    }
    report('ready_on_existing_database', median(seconds), 's', { n: seconds.length, budget: { most: 3 } });
    report('idle_memory_node', median(node), 'MB', { n: node.length, budget: { most: 180 } });
    report('idle_memory_postgresql', median(database), 'MB', { n: database.length, budget: { most: 120 } });
  } finally {
    folder.remove();
  }
}

interface Started {
  url: string;
  /** From the command to the first 200 of `/readyz`. */
  seconds: number;
  nodePid(): number;
  stop(cluster: string): Promise<void>;
}

async function npmStart(dataDir: string, patience: number): Promise<Started> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const env = { PATH, HOME, ...(TMPDIR && { TMPDIR }), DATA_DIR: dataDir, PORT: String(port) };
  const began = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  npm.stderr.on('data', (part: Buffer) => (said += part.toString()));
  await until(`npm start is ready (${said})`, () => ready(url, npm, () => said), patience, 15);
  const seconds = (performance.now() - began) / 1000;
  return {
    url,
    seconds,
    nodePid: () => serverOf(npm.pid!),
    async stop(cluster) {
      // npm, its shell and Node are one process group; PostgreSQL is not in it and ends with Node.
      process.kill(-npm.pid!, 'SIGTERM');
      await until('npm start ends', async () => npm.exitCode !== null || npm.signalCode !== null, 60);
      await until('PostgreSQL ends', async () => findPostmaster(cluster) === undefined, 60);
    },
  };
}

async function ready(url: string, npm: ChildProcess, said: () => string): Promise<boolean> {
  if (npm.exitCode !== null) throw new Error(`npm start ended:\n${said()}`);
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Percent of a core, first of `npm start` alone, then with one more worker beside it. */
async function idleShares({ nodePid }: Started, dataDir: string, seconds: number): Promise<void> {
  const cluster = join(dataDir, 'postgres');
  const most = { most: 0.5 };
  const database = () => databaseProcesses(cluster).map(({ pid }) => pid);
  const [node, postgresql] = await processorShare(seconds, [() => [nodePid()], database]);
  report('idle_processor_node', node!, '%', { n: 1, budget: most });
  report('idle_processor_postgresql', postgresql!, '%', { n: 1 });
  const { PATH = '', HOME = '' } = process.env;
  const worker = spawn(join(root, 'node_modules/.bin/node'), ['src/worker.ts'], {
    cwd: root,
    env: { PATH, HOME, DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  try {
    await sleep(15_000);
    const [own, both] = await processorShare(seconds, [() => [worker.pid!], database]);
    report('idle_processor_worker', own!, '%', { n: 1, budget: most });
    report('idle_processor_postgresql_with_worker', both!, '%', { n: 1 });
    report('idle_memory_worker', memory(worker.pid!), 'MB', { n: 1, budget: { most: 180 } });
  } finally {
    worker.kill('SIGTERM');
    await until('the worker ends', async () => worker.exitCode !== null || worker.signalCode !== null, 60);
  }
}

/** Not in the budget: what stays after pages were served once, when all code is loaded. */
async function afterUse({ url, nodePid }: Started, cluster: string): Promise<void> {
  for (let served = 0; served < 200; served += 1) await fetch(`${url}/masuk`).then((page) => page.text());
  await sleep(10_000);
  report('memory_node_after_200_pages', memory(nodePid()), 'MB', { n: 1 });
  report('memory_postgresql_after_200_pages', databaseMemory(cluster), 'MB', { n: 1 });
}

/** npm starts a shell, the shell starts Node, and Node's own children are PostgreSQL. */
function serverOf(ancestor: number): number {
  const children = processes().filter(({ parent }) => parent === ancestor);
  const server = children.find(({ title }) => /^\S*node \S*server\.ts/.test(title));
  if (server) return server.pid;
  if (!children[0]) throw new Error('npm start has no server process');
  return serverOf(children[0].pid);
}

function databaseMemory(cluster: string): number {
  return databaseProcesses(cluster).reduce((sum, { pid }) => sum + memory(pid), 0);
}

function describe(cluster: string): string {
  return databaseProcesses(cluster)
    .map(({ pid, title }) => `${title.replace(/^postgres: /, '').slice(0, 40)} ${memory(pid).toFixed(0)}`)
    .join(', ');
}

function databaseProcesses(cluster: string): { pid: number; title: string }[] {
  const server = findPostmaster(cluster);
  if (!server) throw new Error('PostgreSQL does not run');
  return processes().filter(({ pid, parent }) => pid === server.pid || parent === server.pid);
}
