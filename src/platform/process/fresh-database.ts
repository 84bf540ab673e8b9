import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type postgres from 'postgres';
import { openOn } from '../backend/index.ts';
import { readEnv } from '../env.ts';
import { openPostgres, throwAway } from '../postgres/index.ts';

/** Reads something of a database that was made and migrated for this moment alone. */
export async function onFreshDatabase<Answer>(read: (sql: postgres.Sql) => Promise<Answer>): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-fresh-'));
  const server = await openPostgres({ dataDir: folder, settings: throwAway, log: () => undefined });
  const env = readEnv({ TANGGAP_SECRET: 'only for this moment, nothing is kept of it', DATA_DIR: folder });
  const backend = await openOn(env, server.connection, () => server.stop());
  const answer = await read(backend.sql);
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
  return answer;
}
