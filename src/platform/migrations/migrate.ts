import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { log } from '../log.ts';
import { projectRoot } from '../project-root.ts';
import { holdsBaselines, record } from './carry-over.ts';
import { applyRepeatable, repeatableFiles } from './repeatable.ts';

const folder = join(projectRoot, 'supabase', 'migrations');
/** Any fixed number does: whoever migrates this database holds it. */
const migrationLock = 7_461_696_713;

/**
 * Applies what is pending of `supabase/migrations`, each file in a transaction of its own, and records it as
 * the Supabase CLI does; then the files of `supabase/repeatable`, when one of them changed. Several processes may start
 * at once: one migrates, the others wait.
 * @returns the versions that were applied now
 * @throws the database's error, with the file's name
 */
export async function migrate(sql: postgres.Sql): Promise<string[]> {
  const connection = await sql.reserve();
  try {
    await connection`select pg_advisory_lock(${migrationLock})`;
    await connection`create schema if not exists supabase_migrations`;
    await connection`create table if not exists supabase_migrations.schema_migrations
      (version text primary key, statements text[], name text)`;
    await connection`create table if not exists supabase_migrations.repeatable
      (path text primary key, hash text not null, applied_at timestamptz not null default now())`;
    const known = new Set(
      (await connection`select version from supabase_migrations.schema_migrations`).map((row) =>
        String(row.version),
      ),
    );
    const carried = holdsBaselines(known);
    const applied: string[] = [];
    for (const file of migrationFiles()) {
      if (known.has(file.version)) continue;
      if (carried && file.name.endsWith('_baseline')) {
        await record(connection, file);
        continue;
      }
      await apply(connection, file);
      applied.push(file.version);
    }
    const repeated = await applyRepeatable(connection);
    if (applied.length + repeated > 0) log('info', 'platform.migrated', { applied, repeated });
    return applied;
  } finally {
    await connection`select pg_advisory_unlock(${migrationLock})`.catch(() => undefined);
    connection.release();
  }
}

/** One string for the whole schema: changes when any migration or repeatable file does. */
export function schemaFingerprint(): string {
  const hash = createHash('sha256');
  for (const file of migrationFiles()) hash.update(file.version).update(file.statements);
  for (const file of repeatableFiles()) hash.update(file.path).update(file.hash);
  return hash.digest('hex').slice(0, 16);
}

export interface MigrationState {
  /** Versions this program has and the database has not. */
  pending: string[];
  /** Versions the database has and this program has not: it is of a newer one. */
  future: string[];
  /** How many repeatable files are not as they were applied. */
  stale: number;
}

/** Compares without changing anything; a database that holds nothing has everything pending. */
export async function migrationState(sql: postgres.Sql): Promise<MigrationState> {
  const files = migrationFiles().map(({ version }) => version);
  const [tables] = await sql`select to_regclass('supabase_migrations.schema_migrations') as versions,
    to_regclass('supabase_migrations.repeatable') as repeatable`;
  const known = tables?.versions
    ? (await sql`select version from supabase_migrations.schema_migrations`).map((row) => String(row.version))
    : [];
  const applied = tables?.repeatable
    ? (await sql`select path, hash from supabase_migrations.repeatable`).map(
        (row) => `${row.path} ${row.hash}`,
      )
    : [];
  return {
    pending: files.filter((version) => !known.includes(version)),
    future: known.filter((version) => !files.includes(version) && version > files.at(-1)!).sort(),
    stale: repeatableFiles().filter(({ path, hash }) => !applied.includes(`${path} ${hash}`)).length,
  };
}

interface MigrationFile {
  version: string;
  name: string;
  statements: string;
}

function migrationFiles(): MigrationFile[] {
  return readdirSync(folder)
    .map((name) => /^(\d{14})_(.+)\.sql$/.exec(name))
    .filter((match) => match !== null)
    .map(([file, version, name]) => ({
      version: version!,
      name: name!,
      statements: readFileSync(join(folder, file), 'utf8'),
    }))
    .sort((a, b) => (a.version < b.version ? -1 : 1));
}

async function apply(connection: postgres.ReservedSql, file: MigrationFile): Promise<void> {
  await connection`begin`;
  try {
    await connection.unsafe(file.statements);
    // It may have made a table anew, without policies and triggers: all files are applied again, whatever happens next.
    await connection`delete from supabase_migrations.repeatable`;
    await record(connection, file);
    await connection`commit`;
  } catch (error) {
    await connection`rollback`;
    throw new Error(`Migration ${file.version}_${file.name}.sql failed: ${String(error)}`, { cause: error });
  }
}
