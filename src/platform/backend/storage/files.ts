import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { KeyError } from './trouble.ts';
import type { App } from '@supabase/lite';

type StorageAdapter = NonNullable<App['_storageAdapter']>;
type Body = Parameters<StorageAdapter['uploadObject']>[3];

/**
 * Keeps stored files as plain files under a folder, for the sizes without Supabase Storage. A file appears
 * whole or not at all, and is on the disk before the upload is acknowledged.
 */
export function fileStorage(folder: string): StorageAdapter {
  const pathOf = (bucket: string, key: string) => {
    const path = normalize(join(folder, bucket, key));
    if (!path.startsWith(normalize(folder) + sep)) throw new KeyError('a key outside the storage folder');
    return path;
  };
  const describe = async (path: string) => {
    const { size, mtime } = await stat(path);
    const eTag = `"${createHash('sha256').update(`${path}${size}${mtime.getTime()}`).digest('hex').slice(0, 32)}"`;
    return {
      size,
      contentLength: size,
      lastModified: mtime,
      eTag,
      mimetype: 'application/octet-stream',
      cacheControl: 'no-cache',
    };
  };
  return {
    driver: undefined,
    async getObject(bucket, key) {
      const path = pathOf(bucket, key);
      const metadata = await describe(path);
      return { metadata, httpStatusCode: 200, body: Readable.toWeb(createReadStream(path)) };
    },
    async uploadObject(bucket, key, _version, body, mimetype, cacheControl) {
      const path = pathOf(bucket, key);
      await mkdir(dirname(path), { recursive: true });
      const fresh = `${path}.${process.pid}.${Date.now()}`;
      try {
        const file = await open(fresh, 'w', 0o640);
        try {
          // Unlike write, which may take a part of what it is given when the disk is nearly full.
          for await (const chunk of chunks(body)) await file.writeFile(chunk);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(fresh, path);
      } catch (error) {
        await rm(fresh, { force: true });
        throw error;
      }
      return { ...(await describe(path)), mimetype, cacheControl, httpStatusCode: 200 };
    },
    deleteObject: (bucket, key) => rm(pathOf(bucket, key), { force: true }),
    async deleteObjects(bucket, keys) {
      for (const key of keys) await rm(pathOf(bucket, key), { force: true });
    },
    async copyObject(fromBucket, from, _version, toBucket, to) {
      const target = pathOf(toBucket, to);
      await mkdir(dirname(target), { recursive: true });
      const fresh = `${target}.${process.pid}.${Date.now()}`;
      try {
        await copyFile(pathOf(fromBucket, from), fresh);
        await rename(fresh, target);
      } catch (error) {
        await rm(fresh, { force: true });
        throw error;
      }
      const { eTag, lastModified } = await describe(target);
      return { httpStatusCode: 200, eTag, lastModified };
    },
    headObject: (bucket, key) => describe(pathOf(bucket, key)),
    privateAssetUrl: async (bucket, key) => `file://${pathOf(bucket, key)}`,
  };
}

async function* chunks(body: Body): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body;
  else
    for await (const chunk of Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]))
      yield chunk as Uint8Array;
}
