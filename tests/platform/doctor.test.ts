/** The doctor tries each thing for real, finds what is wrong, says what to do, and changes nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openBackend, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { setLogLevel } from '#platform/log.ts';
import { diagnose } from '#platform/process/doctor/index.ts';
import { startHeart } from '#platform/process/processes.ts';
import { openMailbox } from '../support/backend.ts';
import { freePort } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'tanggap-doctor-'));
let backend: Backend;
let outside: Server;
let url: string;
let healthy = 'ok\n';

beforeAll(async () => {
  setLogLevel('silent');
  backend = await openBackend(readEnv({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
  outside = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    if (pathname === '/healthz') return void response.end(healthy);
    if (pathname.endsWith('/oauth/access_token')) {
      const isRight = searchParams.get('client_secret') === 'right';
      response.statusCode = isRight ? 200 : 400;
      return void response.end(JSON.stringify(isRight ? {} : { error: { code: 101, message: 'x' } }));
    }
    response.statusCode = request.method === 'PUT' ? 403 : 404;
    response.end();
  });
  await new Promise<void>((ready) => outside.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
});
afterEach(() => {
  healthy = 'ok\n';
  vi.restoreAllMocks();
});
afterAll(async () => {
  await backend?.close();
  outside?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function doctor(settings: Record<string, string> = {}, words: string[] = []) {
  let said = '';
  const output = new Writable({
    write(part, _, done) {
      said += String(part);
      done();
    },
  });
  const code = await diagnose(words, { output }, { DATA_DIR: folder, PUBLIC_URL: url, ...settings });
  const bad = said
    .split('\n')
    .filter((line) => line.startsWith('BAD'))
    .map((line) => line.slice(4).trim().replace(/ {2,}/, ': '));
  return { code, said, bad };
}

test('of an installation that is well nothing is wrong', async () => {
  const heart = await startHeart(backend, 'server', { healthy: () => true, stop: () => Promise.resolve() });
  const { code, bad, said } = await doctor();
  await heart.stop();
  expect([bad, code]).toEqual([[], 0]);
  expect(said).toMatch(/PostgreSQL 18\S* answers/);
  expect(said).toMatch(/schema +up to date/);
});

test('a server without a worker is found', async () => {
  const heart = await startHeart(backend, 'server', null);
  const { bad } = await doctor();
  await heart.stop();
  expect(bad).toEqual(['processes: 1 alive, 0 with a worker that is well']);
});

const cases: [string, () => Promise<Record<string, string>> | Record<string, string>, RegExp][] = [
  [
    'a dead mail server',
    async () => ({ SMTP_URL: `smtp://127.0.0.1:${await freePort()}` }),
    /^mail: .*ECONNREFUSED/,
  ],
  ['a dead bucket', async () => store(`http://127.0.0.1:${await freePort()}`), /^S3: /],
  ['a bucket that refuses', () => store(url), /^S3: storage answered 403 to PUT/],
  [
    'a wrong PUBLIC_URL',
    async () => ({ PUBLIC_URL: `http://127.0.0.1:${await freePort()}` }),
    /^PUBLIC_URL: .*ECONNREFUSED/,
  ],
  [
    'a secret that was changed',
    () => ({ TANGGAP_SECRET: 'another one than that of this database' }),
    /^secret: TANGGAP_SECRET is not the one/,
  ],
  ['a mistyped variable', () => ({ META_APPSECRET: 'x' }), /^setting: META_APPSECRET is read by nobody/],
  ['S3_BUCKET alone', () => ({ S3_BUCKET: 'media' }), /^setting: S3_ENDPOINT is missing: S3_BUCKET needs it/],
  [
    'a database that is away',
    async () => ({
      DATABASE_URL: `postgres://a:b@127.0.0.1:${await freePort()}/c`,
      TANGGAP_SECRET: 'x'.repeat(32),
    }),
    /^database: .*ECONNREFUSED/,
  ],
];
const store = (endpoint: string) => ({
  ...{ S3_ENDPOINT: endpoint, S3_BUCKET: 'tanggap', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' },
});

test.each(cases)('%s is found', async (_, settings, says) => {
  const { code, bad } = await doctor(await settings());
  expect(bad).toEqual([expect.stringMatching(says)]);
  expect(code).toBe(1);
});

test('an address that leads to something else is found', async () => {
  healthy = '<html>';
  expect((await doctor()).bad).toEqual([expect.stringMatching(/answers 200, and not as Tanggap does/)]);
});

test('a mail server that takes us is good, and gets no letter', async () => {
  const mailbox = await openMailbox();
  const { bad, said } = await doctor({ SMTP_URL: mailbox.url });
  expect([bad, mailbox.letters]).toEqual([[], []]);
  expect(said).toMatch(/mail +the server takes us/);
  await mailbox.close();
});

test('Meta is asked with --meta alone, and a wrong secret is found', async () => {
  const meta = { META_APP_ID: '1', META_VERIFY_TOKEN: 'long enough', META_GRAPH_URL: url };
  expect((await doctor({ ...meta, META_APP_SECRET: 'wrong' })).bad).toEqual([]);
  expect((await doctor({ ...meta, META_APP_SECRET: 'wrong' }, ['--meta'])).bad).toEqual([
    'Meta: refuses the app (400, code 101)',
  ]);
  expect((await doctor({ ...meta, META_APP_SECRET: 'right' }, ['--meta'])).bad).toEqual([]);
});

test('a folder that can’t be used is found', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, 'x');
  const { bad } = await doctor({ DATA_DIR: join(file, 'data') });
  expect(bad).toEqual([expect.stringMatching(/^DATA_DIR: .* is no folder/)]);
});

test('a clock two days off is found', async () => {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + 2 * 86_400_000);
  expect((await doctor()).bad).toEqual([expect.stringMatching(/^clock: 17280\d s ahead of/)]);
});

test('a schema of a newer program is found', async () => {
  await backend.sql`insert into supabase_migrations.schema_migrations (version, name) values ('29990101000000', 'x')`;
  const { bad } = await doctor();
  await backend.sql`delete from supabase_migrations.schema_migrations where version = '29990101000000'`;
  expect(bad).toEqual([expect.stringMatching(/^schema: is of a newer program/)]);
});

test('nothing is changed: what is pending stays so, and no folder is made', async () => {
  const [kept] = await backend.sql`delete from supabase_migrations.repeatable
    where path = 'platform/seals.sql' returning path, hash`;
  const { said, code } = await doctor();
  expect(said).toMatch(/0 migrations and 1 repeatable files are not applied/);
  expect(code).toBe(0);
  expect(
    await backend.sql`select from supabase_migrations.repeatable where path = 'platform/seals.sql'`,
  ).toHaveLength(0);
  await backend.sql`insert into supabase_migrations.repeatable (path, hash) values (${kept!.path as string}, ${kept!.hash as string})`;
  const nowhere = join(folder, 'not-yet');
  expect((await doctor({ DATA_DIR: nowhere })).said).toMatch(/database +none in .* yet/);
  expect(() => mkdirSync(nowhere), 'it is not there').not.toThrow();
});
