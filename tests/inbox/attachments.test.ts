/** Files that come with messages are copied, told by their bytes, and end in a state a person can read. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { attachmentStream, copyAttachments, findAttachment } from '#inbox/messages/attachments.ts';
import { typeOf } from '#inbox/messages/file-types.ts';
import { projectPending, receiveWebhook } from '#inbox/receiving/receive.ts';
import { removeFiles } from '#media/files/stored.ts';
import { openShop, type Shop } from '../publishing/shop.ts';
import { mp4 } from '../sandbox/support.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let shop: Shop;
let jpeg: Buffer;
const dataDir = mkdtempSync(join(tmpdir(), 'tanggap-attachments-'));
beforeAll(async () => {
  database = await createTestDatabase();
  shop = await openShop(database.connection, dataDir);
  const plain = { width: 900, height: 600, channels: 3, background: '#b4763c' } as const;
  jpeg = await sharp({ create: plain }).jpeg().toBuffer();
});
beforeEach(() => shop.reset());
afterAll(async () => {
  await shop?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Row {
  id: string;
  kind: string;
  state: string;
  reason: string | null;
  mime: string | null;
  bytes: number | null;
  width: number | null;
  height: number | null;
  has_preview: boolean;
  conversation: string;
}
const rows = () => shop.backend.sql<Row[]>`
  select a.*, m.conversation_id as conversation from message_attachments a
  join messages m on m.id = a.message_id order by m.sent_at, m.id, a.position`;

type Files = NonNullable<Parameters<ReturnType<Shop['sandbox']>['messages']>[0]['files']>;

/** Says something with files on Instagram, and lets the webhook come. */
async function send(files: Files): Promise<string> {
  const { id } = shop
    .sandbox()
    .messages({ account: shop.channels().instagram.externalId, persona: 'rina.contoh', files });
  await arrive();
  return id;
}

async function arrive(): Promise<void> {
  await shop.sandbox().settled();
  for (const { raw, signature } of shop.hooks.splice(0)) await receiveWebhook(shop.backend, raw, signature);
  while ((await projectPending(shop.backend)) > 0);
}

/** Copies as long as something waits; pauses cost no time. */
async function copy(): Promise<void> {
  do await shop.backend.sql`update message_attachments set next_try_at = null, lease_until = null`;
  while ((await copyAttachments(shop.backend)) > 0);
}

async function bytesOf(stream: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

const base64 = (bytes: Buffer) => bytes.toString('base64');

test('a picture, a film, a voice and a document are copied whole, and told by their bytes', async () => {
  const film = mp4();
  const voice = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(100)]);
  const paper = Buffer.from('%PDF-1.7 contoh');
  await send([
    { type: 'image', file: base64(jpeg) },
    { type: 'video', file: base64(film) },
    { type: 'audio', file: base64(voice) },
    { type: 'file', file: base64(paper), name: 'nota.pdf' },
  ]);
  await copy();
  const found = await rows();
  expect(found).toMatchObject([
    { kind: 'image', state: 'stored', mime: 'image/jpeg', width: 900, height: 600, has_preview: true },
    { kind: 'video', state: 'stored', mime: 'video/mp4', bytes: film.length },
    { kind: 'audio', state: 'stored', mime: 'audio/ogg' },
    { kind: 'file', state: 'stored', mime: 'application/pdf', name: 'nota.pdf' },
  ]);
  for (const [index, bytes] of [jpeg, film, voice, paper].entries()) {
    expect(await bytesOf(await attachmentStream(shop.backend, found[index]!))).toEqual(bytes);
  }
  const small = await sharp(await bytesOf(await attachmentStream(shop.backend, found[0]!, true))).metadata();
  expect(small).toMatchObject({ width: 480, height: 320 });
  const { id, conversation } = found[0]!;
  expect(await findAttachment(shop.owner, shop.business, conversation, id)).toMatchObject({
    mime: 'image/jpeg',
  });
  // Only where it belongs.
  expect(await findAttachment(shop.owner, shop.business, found[0]!.id, id)).toBeNull();
});

test('what calls itself a picture and is a page is a file to be downloaded', async () => {
  await send([
    { type: 'image', file: base64(Buffer.from('<html><script>alert(1)</script>')) },
    { type: 'image', file: base64(Buffer.concat([jpeg.subarray(0, 20), Buffer.from('rusak')])) },
    { type: 'image', file: base64(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')) },
  ]);
  await copy();
  const kinds = (await rows()).map(({ kind, mime, state }) => `${kind} ${mime} ${state}`);
  expect(kinds).toEqual(Array.from({ length: 3 }, () => 'file application/octet-stream stored'));
});

test('an address that has expired is tried a few times, and then a person can read so', async () => {
  const message = await send([{ type: 'image', file: base64(jpeg) }]);
  shop.sandbox().expiries({ messageId: message });
  await copyAttachments(shop.backend);
  expect(await rows()).toMatchObject([{ state: 'waiting', tries: 1 }]);
  await copy();
  expect(await rows()).toMatchObject([{ state: 'gone', reason: 'expired', tries: 3 }]);
});

test('more than 25 MB is not copied', async () => {
  await send([{ type: 'video', file: base64(Buffer.concat([mp4(), Buffer.alloc(26 * 1024 * 1024)])) }]);
  await copy();
  expect(await rows()).toMatchObject([{ state: 'gone', reason: 'too_large' }]);
});

test('an address that is not the network’s is never asked', async () => {
  let asked = 0;
  const secret = createServer((_, response) => {
    asked += 1;
    response.end(jpeg);
  });
  await once(secret.listen(0, '127.0.0.1'), 'listening');
  const { port } = secret.address() as AddressInfo;
  for (const [network, url] of [
    ['sandbox', `http://127.0.0.1:${port}/rahasia`],
    ['meta', `http://127.0.0.1:${port}/rahasia`],
    ['meta', `http://lookaside.fbsbx.com:${port}/rahasia`],
    ['meta', 'https://169.254.169.254/latest/meta-data'],
    ['meta', shop.sandbox().url],
    ['meta', 'https://fbcdn.net.contoh.test/x'],
    ['meta', 'file:///etc/passwd'],
  ]) {
    await shop.backend.sql`delete from contacts`;
    await send([{ type: 'image', file: base64(jpeg) }]);
    await shop.backend.sql`update message_attachments set source_url = ${url!}`;
    await shop.backend.sql`update channels set network = ${network!} where kind = 'instagram'`;
    await copy();
    expect([url, ...(await rows())]).toMatchObject([url, { state: 'gone', reason: 'refused' }]);
    await shop.backend.sql`update channels set network = 'sandbox' where kind = 'instagram'`;
  }
  expect(asked).toBe(0);
  secret.close();
});

test('what the customer takes back goes with its file, even while it is being copied', async () => {
  const message = await send([{ type: 'image', file: base64(jpeg) }]);
  await copy();
  const { id } = (await rows())[0]!;
  shop.sandbox().unsends({ messageId: message });
  await arrive();
  expect(await rows()).toMatchObject([{ state: 'gone', reason: 'removed', source_url: null }]);
  while ((await removeFiles(shop.backend)) > 0);
  expect(await attachmentStream(shop.backend, { id })).toBeNull();
  const db = shop.backend.asService('test');
  const { data: settled } = await db
    .rpc('settle_attachment', { attachment: id, result: { state: 'stored', mime: 'image/jpeg', bytes: 1 } })
    .throwOnError();
  expect(settled).toBe(false);
});

test('what only the app shows is never tried', async () => {
  await send([{ type: 'ephemeral' }]);
  expect(await rows()).toMatchObject([{ state: 'gone', reason: 'no_address', tries: 0 }]);
});

test.each([
  ['a picture of an iPhone', Buffer.from('\0\0\0\x20ftypheic'), 'image', 'file', 'application/octet-stream'],
  ['a voice in a film’s container', Buffer.from('\0\0\0\x20ftypisom'), 'audio', 'audio', 'audio/mp4'],
  ['a sticker', Buffer.from('GIF89a...'), 'sticker', 'sticker', 'image/gif'],
  ['RIFF that is nothing', Buffer.from('XXXX....WEBP'), 'image', 'file', 'application/octet-stream'],
] as const)('%s is told by its bytes', (_name, bytes, said, kind, mime) => {
  expect(typeOf(bytes, said)).toEqual({ kind, mime });
});
