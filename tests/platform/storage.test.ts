/**
 * Where files lie: a folder, or a bucket as a small S3 plays it.
 * Long, because folder and bucket are held to the same by one small S3.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestBackend } from '../support/backend.ts';
import { attachmentStream } from '#inbox/messages/attachments.ts';
import { storedFile } from '#media/files/stored.ts';
import { troubleOf } from '#platform/backend/index.ts';
import { moveCommand } from '#platform/process/media-move.ts';
import { fileStorage } from '#platform/backend/storage/files.ts';
import { s3Storage } from '#platform/backend/storage/s3.ts';

const folder = mkdtempSync(join(tmpdir(), 'tanggap-storage-'));
const kept = new Map<string, { body: Buffer; type: string }>();
const unsigned: string[] = [];
const uploads = new Map<string, Map<number, Buffer>>();
const regions = new Set<string>();
let refusing: number | null = null;
let largestPut = 0;
let bucket: Server;
let endpoint: string;

beforeAll(async () => {
  bucket = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=kunci/')) unsigned.push(path);
    regions.add(/Credential=kunci\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (refusing !== null) return void response.writeHead(refusing).end();
    const source = request.headers['x-amz-copy-source'];
    const { pathname, searchParams } = new URL(path, 'http://bucket');
    const uploadId = searchParams.get('uploadId');
    if (request.method === 'POST' && searchParams.has('uploads')) {
      const id = `unggahan-${uploads.size}`;
      uploads.set(id, new Map());
      return void response.end(`<R><UploadId>${id}</UploadId></R>`);
    }
    if (uploadId !== null) {
      const parts = uploads.get(uploadId)!;
      if (request.method === 'DELETE') uploads.delete(uploadId);
      else if (request.method === 'PUT') {
        const part = await buffer(request);
        largestPut = Math.max(largestPut, part.length);
        parts.set(Number(searchParams.get('partNumber')), part);
      } else {
        const listed = [...(await buffer(request)).toString().matchAll(/<PartNumber>(\d+)</g)];
        const body = Buffer.concat(listed.map(([, at]) => parts.get(Number(at))!));
        kept.set(pathname, { body, type: 'video/mp4' });
        uploads.delete(uploadId);
      }
      return void response.setHeader('etag', '"e"').end();
    }
    if (request.method === 'PUT') {
      const body = await buffer(request);
      const copied = typeof source === 'string' ? kept.get(source) : undefined;
      kept.set(path, copied ?? { body, type: request.headers['content-type'] ?? '' });
      response.setHeader('etag', '"e"').end();
    } else if (request.method === 'DELETE') response.writeHead(kept.delete(path) ? 204 : 404).end();
    else {
      const found = kept.get(path);
      if (!found) return void response.writeHead(404).end();
      response.setHeader('content-type', found.type).setHeader('content-length', found.body.length);
      response.end(request.method === 'HEAD' ? undefined : found.body);
    }
  });
  await new Promise<void>((ready) => bucket.listen(0, '127.0.0.1', ready));
  endpoint = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
});

afterAll(() => {
  bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

const sorts = [
  ['files', () => fileStorage(folder)],
  ['S3', () => s3Storage({ endpoint, bucket: 'tanggap', accessKeyId: 'kunci', secretAccessKey: 'rahasia' })],
] as const;

describe.each(sorts)('%s', (_, open) => {
  const bytes = new Uint8Array([255, 216, 255, 1, 2, 3]);

  test('what was put can be read, described, copied and removed', async () => {
    const storage = open();
    await storage.uploadObject('media', 'a.jpg', undefined, bytes, 'image/jpeg', 'max-age=60');
    expect(await read(storage, 'a.jpg')).toEqual(bytes);
    expect((await storage.headObject('media', 'a.jpg', undefined)).size).toBe(6);
    await storage.copyObject('media', 'a.jpg', undefined, 'media', 'b.jpg', undefined);
    expect(await read(storage, 'b.jpg')).toEqual(bytes);
    await storage.deleteObjects('media', ['a.jpg', 'b.jpg']);
    await expect(read(storage, 'a.jpg')).rejects.toThrow();
  });

  test('removing what is not there is no mistake', async () => {
    await expect(open().deleteObject('media', 'tidak-ada.jpg', undefined)).resolves.toBeUndefined();
  });
});

test('a key can not leave the folder', async () => {
  const storage = fileStorage(folder);
  const put = () =>
    storage.uploadObject('media', '../../keluar.jpg', undefined, new Uint8Array([1]), 'x', '');
  await expect(put()).rejects.toThrow('outside');
});

test('an upload leaves no unfinished file behind', async () => {
  await fileStorage(folder).uploadObject('media', 'c.jpg', undefined, new Uint8Array([1]), 'image/jpeg', '');
  expect(readdirSync(join(folder, 'media'))).toEqual(['c.jpg']);
});

test('every request to S3 is signed', () => expect(unsigned).toEqual([]));

const s3 = (more = {}) =>
  s3Storage({ endpoint, bucket: 'tanggap', accessKeyId: 'kunci', secretAccessKey: 'rahasia', ...more });

test('a large file goes to S3 in parts, comes back the same, and none is as large as the file', async () => {
  const bytes = new Uint8Array(20 * 1024 * 1024).map((_, at) => at % 251);
  const pieces = () =>
    new ReadableStream({
      start(stream) {
        for (let at = 0; at < bytes.length; at += 300_000) stream.enqueue(bytes.subarray(at, at + 300_000));
        stream.close();
      },
    });
  const storage = s3();
  const told = await storage.uploadObject('media', 'v.mp4', undefined, pieces() as never, 'video/mp4', '');
  expect(told).toMatchObject({ size: bytes.length });
  expect(largestPut).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect(Buffer.from(await read(storage, 'v.mp4')).equals(Buffer.from(bytes))).toBe(true);
  expect(uploads.size).toBe(0);
});

test('a large upload that breaks off leaves no parts in S3', async () => {
  let pulled = 0;
  const broken = new ReadableStream({
    pull(stream) {
      pulled += 1;
      if (pulled < 3) stream.enqueue(new Uint8Array(9 * 1024 * 1024));
      else stream.error(new Error('cut off'));
    },
  });
  largestPut = 0;
  await expect(
    s3().uploadObject('media', 'x.mp4', undefined, broken as never, 'video/mp4', ''),
  ).rejects.toThrow('cut off');
  expect(largestPut, 'a part was there').toBe(8 * 1024 * 1024);
  expect(uploads.size).toBe(0);
});

test('the region is that of the setting', async () => {
  regions.clear();
  await s3({ region: 'ap-southeast-3' }).deleteObject('media', 'x.jpg', undefined);
  expect([...regions]).toEqual(['ap-southeast-3']);
});

test('a write that fails leaves no half of a file', async () => {
  const half = new ReadableStream({
    start(stream) {
      stream.enqueue(new Uint8Array(1000));
    },
    pull(stream) {
      stream.error(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }));
    },
  });
  const at = join(folder, 'full');
  const put = () =>
    fileStorage(at).uploadObject('media', 'd.jpg', undefined, half as never, 'image/jpeg', '');
  await expect(put()).rejects.toThrow('ENOSPC');
  expect(readdirSync(join(at, 'media'))).toEqual([]);
});

test('a store that is away or full is told from a file that is not there, and its cause is logged', async () => {
  const backend = await openTestBackend({
    ...{ S3_ENDPOINT: endpoint, S3_BUCKET: 'tanggap', S3_ACCESS_KEY_ID: 'kunci' },
    S3_SECRET_ACCESS_KEY: 'rahasia',
  });
  const media = backend.asService('a test').storage.from('media');
  const put = (name: string) => media.upload(name, new Uint8Array([1]), { contentType: 'image/jpeg' });
  expect((await put('ada.jpg')).error).toBeNull();
  expect(await (await storedFile(backend, 'ada.jpg'))!.arrayBuffer()).toHaveProperty('byteLength', 1);
  expect(await storedFile(backend, 'tidak-ada.jpg')).toBeNull();
  expect((await put('attachments/ada')).error).toBeNull();
  expect(await attachmentStream(backend, { id: 'ada' })).not.toBeNull();
  kept.delete('/tanggap/media/attachments/ada');
  expect(await attachmentStream(backend, { id: 'ada' })).toBeNull();
  kept.delete('/tanggap/media/ada.jpg');
  expect(await storedFile(backend, 'ada.jpg'), 'known, and gone from the bucket').toBeNull();

  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const { setLogLevel } = await import('#platform/log.ts');
  setLogLevel('error');
  for (const [status, trouble] of [
    [403, 'away'],
    [507, 'full'],
  ] as const) {
    refusing = status;
    const failure = await storedFile(backend, 'ada.jpg').catch((error: unknown) => error);
    expect([status, troubleOf(failure)]).toEqual([status, trouble]);
    const customers = await attachmentStream(backend, { id: 'ada' }).catch((error: unknown) => error);
    expect([status, troubleOf(customers)], 'of a conversation').toEqual([status, trouble]);
    expect([status, troubleOf((await put('lagi.jpg')).error)]).toEqual([status, trouble]);
  }
  refusing = null;
  setLogLevel('silent');
  vi.restoreAllMocks();
  expect(lines.join('')).toMatch(/"event":"storage.failed","op":"getObject","trouble":"away".+"status":403/);
  await backend.close();
});

test('files that were in the folder are brought to S3, and back, and again does no harm', async () => {
  const s3Settings = {
    ...{ S3_ENDPOINT: endpoint, S3_BUCKET: 'pindah', S3_ACCESS_KEY_ID: 'kunci' },
    S3_SECRET_ACCESS_KEY: 'rahasia',
  };
  const backend = await openTestBackend();
  const media = backend.asService('a test').storage.from('media');
  await media.upload('satu.jpg', new Uint8Array([1, 2, 3]), { contentType: 'image/jpeg' });
  const moving = { ...backend, env: { ...backend.env, ...s3Settings } };
  if (moveCommand.alone) throw new Error('needs a backend');
  expect(await moveCommand.run(moving, [])).toMatch(/^1 copied, 0 were there\./);
  expect(kept.get('/pindah/media/satu.jpg')?.body).toEqual(Buffer.from([1, 2, 3]));
  expect(await moveCommand.run(moving, [])).toMatch(/^0 copied, 1 were there\./);
  rmSync(join(backend.env.DATA_DIR, 'media'), { recursive: true });
  expect(await moveCommand.run(moving, ['--to-folder'])).toMatch(/^1 copied/);
  expect(await (await storedFile(backend, 'satu.jpg'))!.arrayBuffer()).toHaveProperty('byteLength', 3);
  await expect(moveCommand.run(backend, [])).rejects.toThrow(/S3_ENDPOINT is not set/);
  await backend.close();
});

async function read(storage: ReturnType<typeof fileStorage>, key: string): Promise<Uint8Array> {
  const { body } = await storage.getObject('media', key, undefined);
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
}
