/**
 * A WhatsApp number from being connected to an answer of which nobody knew whether it went out.
 * Long, because it is one story of a number.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channels } from '#channels/index.ts';
import { connectNumber, findNumber } from '#channels/connections/login/index.ts';
import {
  findAccounts,
  listChannels,
  listPublishing,
  reportProblem,
  verifyTokens,
} from '#channels/connections/index.ts';
import { plainAnswer } from '#channels/meta/texts.ts';
import { deliver, deliverDue } from '#inbox/replies/deliver.ts';
import { projectPending, receiveWebhook } from '#inbox/receiving/receive.ts';
import { openOn, type Backend } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { setLogLevel } from '#platform/log.ts';
import { startSandbox, type Sandbox } from '#sandbox/index.ts';
import { makeBusiness, signUpPerson, type TestPerson } from '../support/backend.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let sandbox: Sandbox;
let database: TestDatabase;
let backend: Backend;
let door: Server;
let owner: TestPerson;
let business: string;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-whatsapp-'));

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, seed: 1, quiet: true });
  door = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://hub');
    if (request.method === 'GET') {
      const isOurs = verifyTokens(backend).includes(searchParams.get('hub.verify_token') ?? '');
      return response.writeHead(isOurs ? 200 : 403).end(searchParams.get('hub.challenge'));
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const signature = request.headers['x-hub-signature-256'];
    const received = await receiveWebhook(backend, Buffer.concat(parts), String(signature));
    return response.writeHead(received.ok ? 200 : 401).end();
  });
  await once(door.listen(0, '127.0.0.1'), 'listening');
  database = await createTestDatabase();
  const env = readEnv({
    TANGGAP_SECRET: 'a secret of the tests and of nothing else',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    SANDBOX_URL: sandbox.url,
    PUBLIC_URL: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
  });
  setLogLevel('silent');
  backend = await openOn(env, database.connection, async () => undefined);
  owner = await signUpPerson(backend, 'pemilik@contoh.test');
  business = await makeBusiness(backend, owner, 'wa-contoh');
});
afterAll(async () => {
  await sandbox?.stop();
  door?.closeAllConnections();
  door?.close();
  await backend?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const [first, second] = [0, 1].map((index) => () => sandbox.state().whatsapp.numbers[index]!);
const entry = (number: { id: string; businessId: string }, token: string) => ({
  network: 'sandbox' as const,
  numberId: number.id,
  wabaId: number.businessId,
  token,
});
const tokenOf = (number: string) => {
  const [app] = sandbox.state().apps;
  return sandbox.waTokens({ number, appId: app!.id }).token;
};
const connect = (given: ReturnType<typeof entry>, to = business, person = owner) =>
  connectNumber(backend, person as never, to, given);
async function arrived(): Promise<void> {
  await sandbox.settled();
  await projectPending(backend);
}

test('what is wrong is told at what was entered, and nothing is kept', async () => {
  const number = first!();
  const other = sandbox.state().whatsapp.numbers.find(({ businessId }) => businessId !== number.businessId)!;
  expect(await connect(entry(number, 'EAAsalah'))).toMatchObject({ ok: false, entry: 'token' });
  const token = tokenOf(number.id);
  expect(await connect(entry({ ...number, id: '1060' }, token))).toMatchObject({
    ...{ ok: false, entry: 'number', reason: 'not_found' },
  });
  const narrow = sandbox.waTokens({ number: number.id, scopes: ['whatsapp_business_management'] }).token;
  expect(await connect(entry(number, narrow))).toMatchObject({
    entry: 'token',
    reason: 'permission_missing',
  });
  expect(await connect(entry({ ...number, businessId: other.businessId }, token))).toMatchObject({
    ok: false,
  });
  expect(await connect({ ...entry(number, token), network: 'meta' } as never)).toMatchObject({ entry: null });
  sandbox.fault({ kind: 'error_before', op: 'wa.subscribe', code: 200 });
  expect(await connect(entry(number, token))).toMatchObject({ ok: false, entry: 'token' });
  sandbox.fault({ kind: 'drop_before', op: 'oauth.debug', times: 3 });
  expect(await connect(entry(number, token))).toMatchObject({ entry: null, reason: 'unreachable' });
  expect(await listChannels(backend.asUser(owner.token), business)).toEqual([]);
});

test('a number is connected, its token sealed, and nothing can be planned for it', async () => {
  const number = first!();
  const token = tokenOf(number.id);
  expect(await connect(entry(number, token))).toMatchObject({ ok: true, name: 'Dapur Serang (contoh)' });
  const db = backend.asUser(owner.token);
  const [channel] = await listChannels(db, business);
  expect(channel).toMatchObject({
    kind: 'whatsapp',
    network: 'sandbox',
    name: 'Dapur Serang (contoh), +62 800-0000-101',
    problem: null,
  });
  expect(await listPublishing(db, business)).toEqual([]);
  const accounts = await findAccounts(backend, [channel!.id]);
  expect(accounts.get(channel!.id)).toMatchObject({
    externalId: number.id,
    pageId: number.businessId,
    token,
  });
  const [kept] = await database.sql`select sealed from channel_secrets where channel_id = ${channel!.id}`;
  expect(kept!.sealed).not.toContain(token);
  expect(await findNumber(db, business, channel!.id)).toEqual({
    ...{ network: 'sandbox', numberId: number.id, wabaId: number.businessId },
  });
});

test('another business can’t have the same number, nor can who owns none', async () => {
  const stranger = await signUpPerson(backend, 'lain@contoh.test');
  const theirs = await makeBusiness(backend, stranger, 'wa-lain');
  const given = entry(first!(), tokenOf(first!().id));
  expect(await connect(given, theirs, stranger)).toMatchObject({
    entry: 'number',
    reason: 'held_by_another',
  });
  await expect(connect(given, business, stranger)).rejects.toMatchObject({ code: '42501' });
});

test('a dead token is renewed under the same channel', async () => {
  const db = backend.asUser(owner.token);
  const [channel] = await listChannels(db, business);
  sandbox.tokens({ action: 'expire' });
  await reportProblem(backend, channel!.id, 'token_dead');
  const token = tokenOf(first!().id);
  expect(await connect(entry(first!(), token))).toMatchObject({ ok: true });
  expect(await listChannels(db, business)).toMatchObject([{ id: channel!.id, problem: null }]);
  expect((await findAccounts(backend, [channel!.id])).get(channel!.id)!.token).toBe(token);
});

test('customers’ words become a conversation of the number they wrote to, however often they come', async () => {
  await connect(entry(second!(), tokenOf(second!().id)));
  sandbox.settings({ twice: true, batched: 3, shuffled: true });
  const said = { number: first!().id, persona: 'rina.contoh' };
  sandbox.waMessages({ ...said, text: 'Masih buka?', createdAt: Date.now() - 3000 });
  sandbox.waMessages({ ...said, text: 'Rabeg ada?', createdAt: Date.now() - 2000 });
  sandbox.waMessages({ ...said, number: second!().id, text: 'Halo' });
  await arrived();
  sandbox.settings({ twice: false, batched: 1, shuffled: false });
  const rows = await database.sql`
    select c.external_id as number, k.name, m.body from messages m
    join channels c on c.id = m.channel_id
    join conversations o on o.id = m.conversation_id join contacts k on k.id = o.contact_id
    order by c.external_id, m.sent_at`;
  const name = 'Pelanggan contoh 1 (Rina)';
  expect([...rows].toSorted((a, b) => String(a.body).localeCompare(b.body))).toEqual([
    { number: second!().id, name, body: 'Halo' },
    { number: first!().id, name, body: 'Masih buka?' },
    { number: first!().id, name, body: 'Rabeg ada?' },
  ]);
});

/** An answer in the queue, as the reply form leaves it. */
async function queued(body: string): Promise<string> {
  const id = randomUUID();
  await database.sql`
    insert into messages (id, business_id, conversation_id, channel_id, direction, body, delivery, wordless)
    select ${id}, o.business_id, o.id, o.channel_id, 'out', ${body}, 'queued', false from conversations o
    join channels c on c.id = o.channel_id where c.external_id = ${first!().id}`;
  return id;
}
const fateOf = async (id: string) =>
  (await database.sql`select delivery, external_id, reason from messages where id = ${id}`)[0]!;

test('an answer goes out on the number', async () => {
  const id = await queued('Masih, Kak');
  await deliver(backend, id);
  const sent = sandbox.state().whatsapp.messages.at(-1)!;
  expect(sent).toMatchObject({ text: 'Masih, Kak', fromBusiness: true, numberId: first!().id });
  expect(await fateOf(id)).toMatchObject({ delivery: 'sent', external_id: sent.id });
});

test('one of which nobody knows is not sent again, and its status settles it', async () => {
  const id = await queued('Sampai jam 8');
  const [channel] = await findAccounts(backend, [
    (await listChannels(backend.asUser(owner.token), business))[0]!.id,
  ]).then((all) => [...all.values()]);
  const { people } = sandbox.state().whatsapp;
  const before = sandbox.state().whatsapp.messages.length;
  sandbox.settings({ paused: true });
  sandbox.fault({ kind: 'accept_then_drop', op: 'wa.send' });
  const recipientId = Object.values(people)[0]!.phone;
  const outgoing = {
    kind: 'direct' as const,
    text: 'Sampai jam 8',
    inReplyTo: null,
    recipientId,
    ...plainAnswer,
    metadata: id,
  };
  await database.sql`update messages set delivery = 'sending', tries = 1,
    lease_until = now() + interval '1 hour' where id = ${id}`;
  expect((await channels.whatsapp.send(channel!, outgoing)).ok).toBe('unknown');
  await deliverDue(backend);
  expect(sandbox.state().whatsapp.messages).toHaveLength(before + 1);
  expect(await fateOf(id)).toMatchObject({ delivery: 'sending', external_id: null });
  await database.sql`update messages set delivery = 'unconfirmed', lease_until = null where id = ${id}`;
  sandbox.settings({ paused: false });
  await arrived();
  const sent = sandbox.state().whatsapp.messages.at(-1)!;
  expect(await fateOf(id)).toEqual({
    delivery: expect.stringMatching(/^(sent|delivered)$/),
    external_id: sent.id,
    reason: null,
  });
  expect(sandbox.state().whatsapp.messages).toHaveLength(before + 1);
});

test('a day later the answer is refused, and said why', async () => {
  await database.sql`update channels set problem = null, problem_at = null`;
  const { messages } = sandbox.state().whatsapp;
  for (const message of messages) message.createdAt -= 25 * 3_600_000;
  const id = await queued('Masih ada');
  await deliver(backend, id);
  expect(await fateOf(id)).toMatchObject({ delivery: 'failed', reason: 'window_closed' });
});
