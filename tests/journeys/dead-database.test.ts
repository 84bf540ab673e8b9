/**
 * The own-server size (a database by URL, one web process, one worker) when the database is killed: everyone
 * is told, nothing is acknowledged that is not stored, and when it is back all goes on without a restart.
 * Long, because it starts and ends its own processes.
 */
import { wallClock } from '#platform/text/clock.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Postgres } from '#platform/postgres/index.ts';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { launchChromium } from '../support/chromium.ts';
import { freePort, startTestServer, temporaryFolder, type TestServer } from '../support/server.ts';
import { connectChannels, openPhone, schedulePhoto, signUp, type Walk } from './loop.ts';

const folder = temporaryFolder();
let database: Postgres;
let wire: Wire;
let sandbox: Sandbox;
let web: TestServer;
let worker: ChildProcess;
let workerSaid = '';
let browser: Browser;
let page: Page;

beforeAll(async () => {
  database = await openPostgres({ dataDir: join(folder.path, 'elsewhere'), log: () => undefined });
  wire = await openWire(database);
  sandbox = await startSandbox({ port: 0, seed: 1, quiet: true });
  const port = await freePort();
  const env = {
    DATABASE_URL: `postgresql://postgres@127.0.0.1:${wire.port}/postgres`,
    TANGGAP_SECRET: randomUUID() + randomUUID(),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const dataDir = join(folder.path, 'data');
  web = await startTestServer({ dataDir, port, sandboxUrl: sandbox.url, env: { ...env, WORKER: 'off' } });
  worker = startWorker({ ...env, DATA_DIR: dataDir, SANDBOX_URL: sandbox.url, PORT: String(port) });
  browser = await launchChromium();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  if (worker && worker.exitCode === null) {
    const gone = new Promise((done) => worker.once('exit', done));
    worker.kill('SIGTERM');
    await Promise.race([gone, sleep(30_000).then(() => worker.kill('SIGKILL'))]);
  }
  await Promise.race([web?.stop(), sleep(20_000).then(() => web?.kill())]);
  await sandbox?.stop();
  await wire?.close();
  await database?.stop();
  folder.remove();
}, 60_000);

test('a killed database loses nothing, and everything goes on by itself', { timeout: 400_000 }, async () => {
  const opened = await openPhone(browser, web.url, true);
  page = opened.page;
  const walk: Walk = {
    page,
    hub: web.url,
    email: 'listrik@contoh.test',
    password: 'sandi-yang-baik',
    permalinks: [],
  };
  await signUp(walk, 'Warung Mati Lampu');
  await connectChannels(walk, ['dapurserang.contoh']);
  const outside = await sandbox.posts({ account: 'instagram:dapurserang.contoh', caption: 'Sate hari ini' });
  sandbox.comments({ postId: outside.id, persona: 'wulan', text: 'Sebelum mati: masih ada?' });
  await schedulePhoto(
    walk,
    'Tayang walau listrik mati',
    wallClock('Asia/Jakarta', new Date(Date.now() + 90_000)),
  );
  const post = page.url();
  await page
    .getByRole('link', { name: /Kotak masuk/ })
    .first()
    .click();
  await page.getByText('Sebelum mati: masih ada?').waitFor({ timeout: 60_000 });
  const conversation = await page.locator('main .list-row').first().getAttribute('href');

  const pids = [web.process.pid, worker.pid];
  await wire.cutAndKill();

  await until('not ready', async () => (await fetch(`${web.url}/readyz`)).status === 503);
  expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  const other = await opened.context.newPage();
  for (const path of ['/', conversation!, post]) {
    const answer = await other.goto(path);
    expect(answer?.status(), path).toBe(503);
    expect(answer?.headers()['retry-after'], path).toBe('30');
    await other.getByRole('heading', { level: 1, name: 'Tanggap sedang tidak dapat dipakai' }).waitFor();
    expect(await other.locator('main#isi').count(), path).toBe(1);
  }
  await other.close();
  // Nobody is told that something was kept which was not.
  const api = opened.context.request;
  const refused = await api.post(conversation!.replace(/#.*/, ''), {
    multipart: { id: randomUUID(), text: 'Tidak tersimpan' },
    headers: { Origin: web.url },
    maxRedirects: 0,
  });
  expect(refused.status()).toBe(503);
  const signIn = await fetch(`${web.url}/masuk`, {
    method: 'POST',
    headers: { Origin: web.url },
    body: new URLSearchParams({ email: walk.email, password: walk.password }),
    redirect: 'manual',
  });
  expect(signIn.status).toBeGreaterThanOrEqual(500);
  const before = sandbox.delivered().length;
  sandbox.comments({ postId: outside.id, persona: 'rizki', text: 'Saat mati: buka jam berapa?' });
  await until('the webhook was tried', async () => sandbox.delivered().length > before + 1);
  for (const { status } of sandbox.delivered().slice(before)) expect(status).toBeGreaterThanOrEqual(500);
  expect((await unsigned()).status).toBe(401);

  // Past the post's hour, in the dark.
  await sleep(35_000);
  expect(
    sandbox
      .delivered()
      .slice(before)
      .every(({ status }) => status >= 500),
  ).toBe(true);
  await wire.mend();

  await until('ready again', async () => (await fetch(`${web.url}/readyz`)).ok, 120);
  // The page that stayed open learns of what came meanwhile.
  await page.getByText('Saat mati: buka jam berapa?').waitFor({ timeout: 120_000 });
  expect(await page.getByText('Tidak tersimpan').count()).toBe(0);
  await page.getByText('Sebelum mati: masih ada?').click();
  await page.getByLabel('Jawaban Anda').fill('Sudah menyala, kak. Masih ada.');
  await page.getByRole('button', { name: 'Kirim jawaban' }).click();
  await page
    .locator('.message', { hasText: 'Sudah menyala' })
    .getByText('Terkirim')
    .waitFor({ timeout: 60_000 });
  await page.goto(post);
  await until('published', async () => (await page.getByText('Lihat di jaringan').count()) === 1, 120);
  expect([web.process.pid, worker.pid]).toEqual(pids);
  expect([web.process.exitCode, worker.exitCode]).toEqual([null, null]);

  // Once on the network, once in the database.
  const sql = postgres({ ...database.connection, max: 1 });
  const [counted] = await sql`select
    (select count(*)::int from messages where body like 'Saat mati%') as arrived,
    (select count(*)::int from messages where body = 'Tidak tersimpan') as phantom,
    (select count(*)::int from post_targets where state = 'published') as published`;
  await sql.end();
  expect(counted).toEqual({ arrived: 1, phantom: 0, published: 1 });
  expect(sandbox.calls().filter(({ op, status }) => op === 'ig.publish' && status === 200)).toHaveLength(1);
});

function startWorker(env: Record<string, string>): ChildProcess {
  const root = resolve(import.meta.dirname, '../..');
  const child = spawn(process.execPath, [join(root, 'src', 'worker.ts')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (workerSaid += part.toString()));
  child.once('exit', (code) => (workerSaid += `\nended with ${code}`));
  return child;
}

/** A webhook that nobody signed is refused before the database is asked. */
function unsigned(): Promise<Response> {
  const body = '{"object":"instagram","entry":[]}';
  const signature = createHmac('sha256', 'salah').update(body).digest('hex');
  return fetch(`${web.url}/hooks/meta`, {
    method: 'POST',
    headers: { 'X-Hub-Signature-256': `sha256=${signature}` },
    body,
  });
}

async function until(what: string, seen: () => Promise<boolean>, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(250)) {
    if (await seen().catch(() => false)) return;
    if (Date.now() > end) {
      throw new Error(
        `${what}: not within ${seconds} s\n${web.said().slice(-1500)}\n${workerSaid.slice(-4000)}`,
      );
    }
  }
}

interface Wire {
  port: number;
  /** Cuts every connection, takes no new ones, and kills the server; it recovers behind the cut. */
  cutAndKill(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** The network between the processes and their database: a port in front of the server's socket. */
async function openWire({ connection }: Postgres): Promise<Wire> {
  const open = new Set<Socket>();
  let cut = false;
  const listener: Server = createServer((near) => {
    if (cut) return void near.destroy();
    const far = connect(join(connection.host, `.s.PGSQL.${connection.port}`));
    for (const [one, two] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => two.destroy());
      one.on('close', () => (open.delete(one), two.destroy()));
      one.pipe(two);
    }
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  return {
    port: (listener.address() as { port: number }).port,
    async cutAndKill() {
      const sql = postgres({ ...connection, max: 1, onnotice: () => undefined });
      const [row] = await sql<{ pid: number }[]>`
        select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int as pid`;
      await sql.end({ timeout: 1 });
      cut = true;
      process.kill(row!.pid, 'SIGKILL');
      for (const socket of open) socket.destroy();
    },
    async mend() {
      await database.revive();
      cut = false;
    },
    async close() {
      cut = true;
      for (const socket of open) socket.destroy();
      await new Promise((done) => listener.close(done));
    },
  };
}
