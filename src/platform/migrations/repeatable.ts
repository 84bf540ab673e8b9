import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { projectRoot } from '../project-root.ts';
import { kinds, statementsOf } from './statements.ts';

const folder = join(projectRoot, 'supabase', 'repeatable');

/** The rooms in the order in which their files are applied; a new room is written in where it stands. */
export const sqlRooms = [
  'platform',
  'businesses',
  'channels',
  'media',
  'catalogue',
  'planning',
  'publishing',
  'inbox',
  'widget',
];

export interface RepeatableFile {
  /** `room/noun.sql` */
  path: string;
  text: string;
  hash: string;
}

/**
 * The files of `supabase/repeatable`, by room and name.
 * @throws when there is a room that `sqlRooms` does not know
 */
export function repeatableFiles(): RepeatableFile[] {
  if (!existsSync(folder)) return [];
  const strange = readdirSync(folder).filter((room) => !sqlRooms.includes(room));
  if (strange.length > 0) throw new Error(`supabase/repeatable: no room is called ${strange.join(', ')}`);
  return sqlRooms
    .filter((room) => existsSync(join(folder, room)))
    .flatMap((room) =>
      readdirSync(join(folder, room))
        .filter((name) => name.endsWith('.sql'))
        .sort()
        .map((name) => `${room}/${name}`),
    )
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return { path, text, hash: createHash('sha256').update(text).digest('hex') };
    });
}

/**
 * Applies all repeatable files, in one transaction, when any of them is not as it was applied last: first the functions
 * of all files, then the views, policies and triggers.
 * @returns how many files were not as before
 * @throws the database's error, with the file's name; nothing is changed then
 */
export async function applyRepeatable(connection: postgres.ReservedSql): Promise<number> {
  const files = repeatableFiles();
  const rows = await connection`select path, hash from supabase_migrations.repeatable`;
  const applied = new Map(rows.map((row) => [row['path'] as string, row['hash'] as string]));
  const changed = files.filter(({ path, hash }) => applied.get(path) !== hash);
  const gone = [...applied.keys()].filter((path) => !files.some((file) => file.path === path));
  if (changed.length + gone.length === 0) return 0;
  await connection`begin`;
  try {
    // A body may name what a later file defines.
    await connection`set local check_function_bodies = off`;
    await applyAll(connection, files);
    await connection`delete from supabase_migrations.repeatable where path = any (${gone})`;
    for (const { path, hash } of changed) {
      await connection`insert into supabase_migrations.repeatable (path, hash) values (${path}, ${hash})
        on conflict (path) do update set hash = excluded.hash, applied_at = now()`;
    }
    await connection`commit`;
  } catch (error) {
    await connection`rollback`;
    throw error;
  }
  return changed.length + gone.length;
}

async function applyAll(connection: postgres.ReservedSql, files: RepeatableFile[]): Promise<void> {
  const read = files.map(({ path, text }) => ({ path, statements: statementsOf(text) }));
  for (const kind of kinds) {
    for (const { path, statements } of read) {
      const now = statements.filter((statement) => (statement.kind ?? 'trigger') === kind);
      if (now.length === 0) continue;
      try {
        await connection.unsafe(now.map(({ text }) => `${text};`).join('\n'));
      } catch (error) {
        throw new Error(`supabase/repeatable/${path} failed: ${String(error)}`, { cause: error });
      }
    }
  }
}
