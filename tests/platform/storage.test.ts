import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileStorage } from '#platform/backend/storage/files.ts';
import { s3Storage } from '#platform/backend/storage/s3.ts';

const folder = mkdtempSync(join(tmpdir(), 'tanggap-storage-'));
const kept = new Map<string, { body: Buffer; type: string }>();
const unsigned: string[] = [];
let bucket: Server;
let endpoint: string;

beforeAll(async () => {
  bucket = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=kunci/')) unsigned.push(path);
    const source = request.headers['x-amz-copy-source'];
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

async function read(storage: ReturnType<typeof fileStorage>, key: string): Promise<Uint8Array> {
  const { body } = await storage.getObject('media', key, undefined);
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
}
