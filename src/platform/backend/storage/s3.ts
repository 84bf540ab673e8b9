import { AwsClient } from 'aws4fetch';
import { Readable } from 'node:stream';
import { putInParts, type CallStore } from './parts.ts';
import { StoreError, type StorageAdapter } from './trouble.ts';

export interface S3Options {
  endpoint: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** As the provider names it; `auto` unless told. */
  region?: string | undefined;
}

/** Keeps stored files in an S3-compatible bucket (path style), for several processes without a shared disk. */
export function s3Storage(options: S3Options): StorageAdapter {
  const { accessKeyId, secretAccessKey, endpoint, region = 'auto' } = options;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region, retries: 2 });
  const pathOf = (bucket: string, key: string) =>
    `/${options.bucket}/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`;
  const call: CallStore = async (method, path, init = {}) => {
    // A part of a video takes a while on a slow line.
    const signal = AbortSignal.timeout(method === 'PUT' ? 240_000 : 30_000);
    const answer = await client.fetch(`${endpoint}${path}`, { method, signal, ...init });
    if (!answer.ok && !(method === 'DELETE' && answer.status === 404)) {
      await answer.body?.cancel();
      throw new StoreError(answer.status, `storage answered ${answer.status} to ${method}`);
    }
    return answer;
  };
  const remove = async (bucket: string, key: string) => void (await call('DELETE', pathOf(bucket, key)));
  return {
    driver: client,
    async getObject(bucket, key) {
      const answer = await call('GET', pathOf(bucket, key));
      const size = Number(answer.headers.get('content-length') ?? 0);
      return { metadata: describe(answer, size), httpStatusCode: 200, body: answer.body! };
    },
    async uploadObject(bucket, key, _version, body, mimetype, cacheControl) {
      const headers = { 'Content-Type': mimetype, 'Cache-Control': cacheControl };
      const { answer, size } = await putInParts(call, pathOf(bucket, key), piecesOf(body), headers);
      return { ...describe(answer, size), mimetype, cacheControl, httpStatusCode: 200 };
    },
    deleteObject: remove,
    async deleteObjects(bucket, keys) {
      await Promise.all(keys.map((key) => remove(bucket, key)));
    },
    async copyObject(fromBucket, from, _version, toBucket, to) {
      const headers = { 'x-amz-copy-source': pathOf(fromBucket, from) };
      const answer = await call('PUT', pathOf(toBucket, to), { headers });
      return { httpStatusCode: 200, eTag: answer.headers.get('etag') ?? '', lastModified: new Date() };
    },
    async headObject(bucket, key) {
      const answer = await call('HEAD', pathOf(bucket, key));
      return describe(answer, Number(answer.headers.get('content-length') ?? 0));
    },
    privateAssetUrl: async (bucket, key) => `${endpoint}${pathOf(bucket, key)}`,
  };
}

type Body = Parameters<StorageAdapter['uploadObject']>[3];

function piecesOf(body: Body): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  return body instanceof Uint8Array
    ? [body]
    : (Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]) as AsyncIterable<Uint8Array>);
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
