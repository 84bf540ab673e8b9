import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openOn } from '#platform/backend/index.ts';
import { readEnv } from '#platform/env.ts';
import { openPostgres, throwAway, type Connection, type Postgres } from '#platform/postgres/index.ts';
import { template } from './template.ts';

let server: Postgres | undefined;
let folder: string | undefined;

/** One server for the whole run, with a migrated database that each test file clones. */
export async function setup(project: TestProject): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'tanggap-test-'));
  process.env.TEST_COMPILE_CACHE = join(folder, 'compiled');
  const settings = { ...throwAway, max_connections: '200' };
  server = await openPostgres({ dataDir: folder, settings, log: () => undefined });
  try {
    await makeTemplate(server.connection);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('testServer', server.connection);
  project.provide('runFolder', folder);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}

async function makeTemplate(connection: Connection): Promise<void> {
  const admin = postgres({ ...connection, max: 1 });
  await admin.unsafe(`create database ${template}`);
  await admin.end();
  const env = readEnv({ TANGGAP_SECRET: 'a secret of the tests and of nothing else', LOG_LEVEL: 'silent' });
  const backend = await openOn(env, { ...connection, database: template }, async () => undefined);
  await backend.close();
}
