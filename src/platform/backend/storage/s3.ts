import { AwsClient } from 'aws4fetch';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { App } from '@supabase/lite';

type StorageAdapter = NonNullable<App['_storageAdapter']>;

export interface S3Options {
  endpoint: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Keeps stored files in an S3-compatible bucket (path style), for several processes without a shared disk. */
export function s3Storage(options: S3Options): StorageAdapter {
  const { accessKeyId, secretAccessKey, endpoint } = options;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region: 'auto', retries: 2 });
  const address = (bucket: string, key: string) =>
    `${endpoint}/${options.bucket}/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`;
  const call = async (method: string, bucket: string, key: string, init: RequestInit = {}) => {
    // A video takes minutes on a slow line.
    const signal = AbortSignal.timeout(method === 'PUT' ? 240_000 : 30_000);
    const answer = await client.fetch(address(bucket, key), { method, signal, ...init });
    if (!answer.ok && !(method === 'DELETE' && answer.status === 404)) {
      throw new Error(`storage answered ${answer.status} to ${method}`);
    }
    return answer;
  };
  const remove = async (bucket: string, key: string) => void (await call('DELETE', bucket, key));
  const copy = async (from: [string, string], to: [string, string]) => {
    const source = new URL(address(...from)).pathname;
    return call('PUT', ...to, { headers: { 'x-amz-copy-source': source } });
  };
  return {
    driver: client,
    async getObject(bucket, key) {
      const answer = await call('GET', bucket, key);
      const body = Buffer.from(await answer.arrayBuffer());
      return { metadata: describe(answer, body.length), httpStatusCode: 200, body };
    },
    async uploadObject(bucket, key, _version, body, mimetype, cacheControl) {
      const bytes =
        body instanceof Uint8Array
          ? body
          : await buffer(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]));
      const headers = { 'Content-Type': mimetype, 'Cache-Control': cacheControl };
      const answer = await call('PUT', bucket, key, { headers, body: new Uint8Array(bytes) });
      return { ...describe(answer, bytes.length), mimetype, cacheControl, httpStatusCode: 200 };
    },
    deleteObject: remove,
    async deleteObjects(bucket, keys) {
      await Promise.all(keys.map((key) => remove(bucket, key)));
    },
    async copyObject(fromBucket, from, _version, toBucket, to) {
      const answer = await copy([fromBucket, from], [toBucket, to]);
      return { httpStatusCode: 200, eTag: answer.headers.get('etag') ?? '', lastModified: new Date() };
    },
    async headObject(bucket, key) {
      const answer = await call('HEAD', bucket, key);
      return describe(answer, Number(answer.headers.get('content-length') ?? 0));
    },
    privateAssetUrl: async (bucket, key) => address(bucket, key),
  };
}

function describe({ headers }: Response, size: number) {
  return {
    size,
    contentLength: size,
    eTag: headers.get('etag') ?? '',
    mimetype: headers.get('content-type') ?? 'application/octet-stream',
    cacheControl: headers.get('cache-control') ?? 'no-cache',
    lastModified: new Date(headers.get('last-modified') ?? Date.now()),
  };
}
