/** The door for webhooks, as Meta and as strangers knock on it. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signingSecrets, verifyTokens } from '#channels/connections/index.ts';
import { keysFrom } from '#platform/backend/keys.ts';
import type { Backend } from '#platform/backend/index.ts';
import { installedFolder } from '../support/prepared.ts';
import { freePort, startTestServer, type Folder, type TestServer } from '../support/server.ts';

let server: TestServer;
let sql: postgres.Sql;
let secret: string;
let verifyToken: string;
let folder: Folder;

beforeAll(async () => {
  const sandboxUrl = 'http://127.0.0.1:9';
  folder = await installedFolder();
  server = await startTestServer({ dataDir: folder.path, port: await freePort(), sandboxUrl });
  const keys = keysFrom(readFileSync(join(folder.path, 'secret'), 'utf8').trim());
  const installation = { env: { SANDBOX_URL: sandboxUrl }, keys } as Backend;
  secret = signingSecrets(installation, 'sandbox')[0]!;
  verifyToken = verifyTokens(installation)[0]!;
  const pid = readFileSync(join(folder.path, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  sql = postgres({ host: pid[4]!, port: Number(pid[3]), user: 'postgres', database: 'postgres', max: 1 });
});

afterAll(async () => {
  await sql?.end();
  await server?.stop();
  folder?.remove();
});

const comment = (id: string) => ({
  object: 'instagram',
  entry: [{ id: '17841', time: 1, changes: [{ field: 'comments', value: { id, text: 'Masih ada?' } }] }],
});

function post(body: string, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/hooks/meta`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

function signed(body: string) {
  return { 'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
}

async function stored(): Promise<number> {
  const [row] = await sql`select count(*)::int as n from webhook_items`;
  return row!.n as number;
}

test.each([
  ['none', () => ({})],
  ['a wrong one', () => signed('something else')],
  ['an empty one', () => ({ 'X-Hub-Signature-256': 'sha256=' })],
  ['rubbish', () => ({ 'X-Hub-Signature-256': 'sha1=%00' })],
])('a body with %s as signature is answered 401, and nothing is stored', async (_, headers) => {
  const before = await stored();
  expect((await post(JSON.stringify(comment('k-1')), headers())).status).toBe(401);
  expect(await stored()).toBe(before);
});

test('a signed body is stored, and once though it comes twice', async () => {
  const before = await stored();
  const body = JSON.stringify(comment('k-2'));
  const answers = [await post(body, signed(body)), await post(body, signed(body))];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await stored()).toBe(before + 1);
});

test.each([
  [
    'an event nobody knows',
    { object: 'page', entry: [{ id: '1', time: 1, changes: [{ field: 'x', value: 1 }] }] },
  ],
  ['an object nobody knows', { object: 'planet', entry: [{ id: '1', time: 1, moons: ['a'] }] }],
  ['a shape nobody knows', { hello: ['dunia'] }],
  ['a bare list', [1, 2, 3]],
])('%s is stored whole and answered 200', async (_, value) => {
  const before = await stored();
  const body = JSON.stringify(value);
  expect((await post(body, signed(body))).status).toBe(200);
  expect(await stored()).toBe(before + 1);
});

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
test.each([
  [
    'a name that no database keeps',
    String.raw`{"object":"page","entry":[{"id":"1","time":1,"a\u0000\ud800":"b"}]}`,
  ],
  [
    'a time after the year 9999',
    JSON.stringify({ ...comment('k-3'), entry: [{ ...comment('k-3').entry[0], time: 9e14 }] }),
  ],
  [
    'a number with 200,000 digits',
    `{"object":"page","entry":[{"id":"1","time":1,"a":${'9'.repeat(200_000)}.5}]}`,
  ],
  ['a very small number', '{"object":"page","entry":[{"id":"1","time":1,"a":1e-400000}]}'],
  ...[100, 1_000, 5_000, 20_000].map((depth) => [
    `a list in a list, ${depth} deep,`,
    `{"object":"page","entry":[{"id":"1","time":1,"a":${nested(depth)}}]}`,
  ]),
])('%s is stored as far as it can be, and answered 200', async (_, body) => {
  const before = await stored();
  expect((await post(body, signed(body))).status).toBe(200);
  expect(await stored()).toBe(before + 1);
});

test('text that is no JSON is stored too, for it was signed', async () => {
  const before = await stored();
  expect((await post('bukan JSON', signed('bukan JSON'))).status).toBe(200);
  expect(await stored()).toBe(before + 1);
});

test('more than 3 MB is refused before it is read to the end', async () => {
  const body = JSON.stringify({ object: 'page', entry: ['x'.repeat(4_000_000)] });
  expect((await post(body, signed(body))).status).toBe(413);
});

test('the network proves that it is itself, and a stranger does not', async () => {
  const ask = (token: string) =>
    fetch(`${server.url}/hooks/meta?hub.mode=subscribe&hub.challenge=12345&hub.verify_token=${token}`);
  const right = await ask(verifyToken);
  expect([right.status, await right.text()]).toEqual([200, '12345']);
  expect((await ask('salah')).status).toBe(403);
});
