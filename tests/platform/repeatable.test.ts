/** Repeatable files of a folder of the test's own, beside one migration that makes a table. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLogLevel } from '#platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const root = vi.hoisted(() => ({ path: '' }));
vi.mock('#platform/project-root.ts', () => ({
  get projectRoot() {
    return root.path;
  },
}));

let database: TestDatabase;

beforeEach(async () => {
  setLogLevel('silent');
  root.path = mkdtempSync(join(tmpdir(), 'tanggap-repeatable-'));
  put('migrations/20990101000000_first.sql', 'create table things (n int);');
  database = await createTestDatabase('template1');
});

afterEach(async () => {
  await database.drop();
  rmSync(root.path, { recursive: true, force: true });
});

function put(path: string, text: string): void {
  const file = join(root.path, 'supabase', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The module reads its folder's name when it loads. */
async function load() {
  vi.resetModules();
  const loaded = await import('#platform/migrations/migrate.ts');
  (await import('#platform/log.ts')).setLogLevel('silent');
  return { ...loaded, migrate: () => loaded.migrate(database.sql) };
}

const answer = (value: number) =>
  `create or replace function answer() returns int language sql as $$ select ${value}; $$;`;
const asked = async () => (await database.sql`select answer() as value`)[0]!['value'] as number;
const recorded = async () =>
  (await database.sql`select path from supabase_migrations.repeatable order by path`).map(
    (row) => row['path'] as string,
  );
/** Moves whenever the function is written again. */
const written = async () =>
  (await database.sql`select xmin::text as moved from pg_proc where proname = 'answer'`)[0]![
    'moved'
  ] as string;

test('functions of all files come before views, policies and triggers, whatever the names of the files', async () => {
  put(
    'repeatable/platform/a.sql',
    `drop policy if exists seen on things;
    create policy seen on things using (n = later());
    create or replace trigger told before insert on things for each row execute function tell();
    create or replace view seen_things as select n, later() as late from things;
    create or replace function early() returns int language sql as $$ select later(); $$;`,
  );
  put(
    'repeatable/widget/z.sql',
    `create or replace function later() returns int language sql as $$ select 7; $$;
    create or replace function tell() returns trigger language plpgsql as $$ begin new.n := 8; return new; end $$;`,
  );
  const { migrate } = await load();
  expect(await migrate()).toEqual(['20990101000000']);
  await database.sql`insert into things values (1)`;
  expect(await database.sql`select n, late, early() from seen_things`).toEqual([{ n: 8, late: 7, early: 7 }]);
  expect(await recorded()).toEqual(['platform/a.sql', 'widget/z.sql']);
});

test('nothing is done again until a file changes, comes or goes', async () => {
  put('repeatable/platform/answer.sql', answer(1));
  const { migrate } = await load();
  await migrate();
  const before = await written();
  await migrate();
  expect(await written()).toBe(before);
  put('repeatable/platform/answer.sql', answer(2));
  await migrate();
  expect(await asked()).toBe(2);
  put('repeatable/inbox/other.sql', '-- nothing yet');
  await migrate();
  expect(await recorded()).toEqual(['inbox/other.sql', 'platform/answer.sql']);
  rmSync(join(root.path, 'supabase/repeatable/inbox/other.sql'));
  await migrate();
  expect(await recorded()).toEqual(['platform/answer.sql']);
});

test('a new migration brings all of them again: a table made anew has its policies', async () => {
  put(
    'repeatable/platform/seen.sql',
    'drop policy if exists seen on things;\ncreate policy seen on things using (true);',
  );
  const { migrate } = await load();
  await migrate();
  put('migrations/20990102000000_anew.sql', 'drop table things; create table things (n int, m int);');
  put('repeatable/widget/bad.sql', 'create or replace view bad as select nowhere;');
  await expect(migrate()).rejects.toThrow('bad.sql failed');
  // Interrupted in between: the next start still owes the table its policy, though no file has changed.
  rmSync(join(root.path, 'supabase/repeatable/widget/bad.sql'));
  await migrate();
  expect(await database.sql`select policyname from pg_policies where tablename = 'things'`).toHaveLength(1);
});

test('a failing file is named, and no file is applied in part', async () => {
  put('repeatable/platform/answer.sql', answer(1));
  const { migrate } = await load();
  await migrate();
  put('repeatable/platform/answer.sql', answer(2));
  put(
    'repeatable/widget/bad.sql',
    'drop policy if exists p on things;\ncreate policy p on things using (nowhere);',
  );
  await expect(migrate()).rejects.toThrow(/supabase\/repeatable\/widget\/bad\.sql failed: .*"nowhere"/);
  expect(await asked()).toBe(1);
  expect(await recorded()).toEqual(['platform/answer.sql']);
  rmSync(join(root.path, 'supabase/repeatable/widget/bad.sql'));
  await migrate();
  expect(await asked()).toBe(2);
});

test('a signature changes when its file drops the old one first', async () => {
  put('repeatable/platform/answer.sql', answer(1));
  const { migrate } = await load();
  await migrate();
  const text = `create or replace function answer() returns text language sql as $$ select 'one'; $$;`;
  put('repeatable/platform/answer.sql', text);
  await expect(migrate()).rejects.toThrow('cannot change return type');
  put('repeatable/platform/answer.sql', `drop function if exists answer();\n${text}`);
  await migrate();
  expect(await asked()).toBe('one');
});

test('a room that is not in the list is refused in words', async () => {
  put('repeatable/attic/answer.sql', answer(1));
  const { migrate } = await load();
  await expect(migrate()).rejects.toThrow('no room is called attic');
});

test('the fingerprint changes with a repeatable file', async () => {
  put('repeatable/platform/answer.sql', answer(1));
  const { schemaFingerprint } = await load();
  const before = schemaFingerprint();
  expect(schemaFingerprint()).toBe(before);
  put('repeatable/platform/answer.sql', answer(2));
  expect(schemaFingerprint()).not.toBe(before);
});
