import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openStorage } from '#platform/backend/storage/index.ts';
import type { Env } from '#platform/env.ts';
import { spaceIn } from '../space.ts';
import { saying, type Finding } from './finding.ts';

/** The folder of data: there, ours to write, with room. */
export async function tryDisk({ DATA_DIR }: Env): Promise<Finding[]> {
  const what = 'DATA_DIR';
  let folder = DATA_DIR;
  while (!existsSync(folder)) folder = dirname(folder);
  const advice = `let the account that runs Tanggap write there: chown -R "$(id -un)" '${DATA_DIR}'`;
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is no folder`);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    return [{ state: 'bad', what, found: saying(error), advice }];
  }
  const { state, free } = await spaceIn(folder);
  const found = `${DATA_DIR}, ${free === null ? 'room not known' : `${Math.round(free / 1_048_576)} MB free`}`;
  if (state === 'enough') return [{ state: 'good', what, found }];
  return [{ state: 'bad', what, found, advice: 'make room before it is full: nothing is taken then' }];
}

/** A bucket is written to, read and cleaned up again: each is a permission of its own. */
export async function tryStorage(env: Env): Promise<Finding[]> {
  if (!env.S3_ENDPOINT) return [];
  const what = 'S3';
  const store = openStorage(env);
  const key = `doctor-${randomUUID()}`;
  try {
    await store.uploadObject('media', key, undefined, new Uint8Array([1]), 'text/plain', 'no-cache');
    await store.headObject('media', key, undefined);
    await store.deleteObject('media', key, undefined);
    return [{ state: 'good', what, found: `${env.S3_BUCKET} takes, gives and removes` }];
  } catch (error) {
    const advice =
      'see S3_ENDPOINT, S3_BUCKET (it must be there), S3_REGION, and that the key may write, read and delete';
    return [{ state: 'bad', what, found: saying(error), advice }];
  }
}
