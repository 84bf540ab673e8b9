/** Where stored files are kept, for the sizes without Supabase Storage. */
import { join } from 'node:path';
import type { Env } from '#platform/env.ts';
import { fileStorage } from './files.ts';
import { s3Storage } from './s3.ts';

/** A bucket where one is set, else a folder under `DATA_DIR`. */
export function openStorage(env: Env) {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  if (!S3_ENDPOINT) return fileStorage(join(env.DATA_DIR, 'media'));
  return s3Storage({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET!,
    accessKeyId: S3_ACCESS_KEY_ID!,
    secretAccessKey: S3_SECRET_ACCESS_KEY!,
  });
}
