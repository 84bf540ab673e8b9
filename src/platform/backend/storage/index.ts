/** Where stored files are kept, for the sizes without Supabase Storage. */
import { join } from 'node:path';
import type { Env } from '#platform/env.ts';
import { fileStorage } from './files.ts';
import { s3Storage } from './s3.ts';
import { telling, type StorageAdapter } from './trouble.ts';

export { found, troubleOf, withTrouble } from './trouble.ts';

/** A bucket where one is set, else a folder under `DATA_DIR`. */
export function openStorage(env: Env): StorageAdapter {
  return telling(env.S3_ENDPOINT ? bucketOf(env) : folderOf(env));
}

export function folderOf({ DATA_DIR }: Env): StorageAdapter {
  return fileStorage(join(DATA_DIR, 'media'));
}

export function bucketOf({
  S3_ENDPOINT,
  S3_BUCKET,
  S3_ACCESS_KEY_ID,
  S3_SECRET_ACCESS_KEY,
  S3_REGION,
}: Env): StorageAdapter {
  return s3Storage({
    endpoint: S3_ENDPOINT!,
    bucket: S3_BUCKET!,
    accessKeyId: S3_ACCESS_KEY_ID!,
    secretAccessKey: S3_SECRET_ACCESS_KEY!,
    region: S3_REGION,
  });
}
