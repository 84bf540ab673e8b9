/** Migrations of a folder of the test's own: `migrate` finds them through the project's root, which is replaced. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { setLogLevel } from '#platform/log.ts';
import { createTestDatabase } from '../support/database.ts';

const root = vi.hoisted(() => ({ path: '' }));
vi.mock('#platform/project-root.ts', () => ({
  get projectRoot() {
    return root.path;
  },
}));

const real = join(import.meta.dirname, '../..');
const pools: postgres.Sql[] = [];
const databases: string[] = [];
let sql: postgres.Sql;

beforeEach(async () => {
  setLogLevel('silent');
  root.path = mkdtempSync(join(tmpdir(), 'tanggap-migrations-'));
  mkdirSync(join(root.path, 'supabase', 'migrations'), { recursive: true });
  sql = open(await freshDatabase());
});

afterEach(() => {
  if (root.path !== real) rmSync(root.path, { recursive: true, force: true });
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  const admin = postgres({ ...inject('testServer'), max: 1 });
  for (const name of databases) await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
});

async function freshDatabase(): Promise<string> {
  const name = `migrate_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres({ ...inject('testServer'), max: 1 });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  databases.push(name);
  return name;
}

/** A pool as another process has it. */
function open(database: string): postgres.Sql {
  const pool = postgres({ ...inject('testServer'), database, max: 3, onnotice: () => undefined });
  pools.push(pool);
  return pool;
}

function put(file: string, statements: string): void {
  writeFileSync(join(root.path, 'supabase', 'migrations', file), statements);
}

/** The module reads its folder's name when it loads. */
async function load() {
  vi.resetModules();
  const loaded = await import('#platform/migrations/migrate.ts');
  (await import('#platform/log.ts')).setLogLevel('silent');
  return loaded;
}

const recorded = async () =>
  (
    await sql`select version, name, statements from supabase_migrations.schema_migrations order by version`
  ).map(({ version, name, statements }) => [
    version as string,
    name as string,
    (statements as string[]).join(''),
  ]);

const tables = async () =>
  (await sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`).map(
    ({ name }) => name as string,
  );

test('files are applied in the order of their times, and recorded as the Supabase CLI does', async () => {
  put('20260102000000_second.sql', 'insert into things values (2);');
  put('20260101000000_first.sql', 'create table things (n int); insert into things values (1);');
  put('notes.txt', 'not a migration');
  put('2026_short.sql', 'syntax error here');
  const { migrate } = await load();
  expect(await migrate(sql)).toEqual(['20260101000000', '20260102000000']);
  expect((await sql`select n from things`).map(({ n }) => n as number)).toEqual([1, 2]);
  expect(await recorded()).toEqual([
    ['20260101000000', 'first', 'create table things (n int); insert into things values (1);'],
    ['20260102000000', 'second', 'insert into things values (2);'],
  ]);
});

test('a second time is harmless; a new file alone is applied, also one with an earlier time', async () => {
  put('20260102000000_first.sql', 'create table first (n int);');
  const { migrate } = await load();
  await migrate(sql);
  expect(await migrate(sql)).toEqual([]);
  put('20260103000000_later.sql', 'create table later (n int);');
  put('20260101000000_earlier.sql', 'create table earlier (n int);');
  expect(await migrate(sql)).toEqual(['20260101000000', '20260103000000']);
  expect(await tables()).toEqual(['earlier', 'first', 'later']);
});

test('two processes at once: one migrates, the others wait and find it done', async () => {
  put('20260101000000_slow.sql', 'create table slow (n int); select pg_sleep(0.4);');
  put('20260102000000_next.sql', 'create table next (n int);');
  const { migrate } = await load();
  const others = [open(databases.at(-1)!), open(databases.at(-1)!)];
  const applied = await Promise.all([sql, ...others].map((one) => migrate(one)));
  expect(applied.flat().toSorted()).toEqual(['20260101000000', '20260102000000']);
  expect(applied.filter((one) => one.length > 0)).toHaveLength(1);
});

test('a failing file is rolled back whole, named, and keeps what came before', async () => {
  put('20260101000000_good.sql', 'create table good (n int);');
  put('20260102000000_bad.sql', 'create table half (n int);\ninsert into nowhere values (1);');
  put('20260103000000_after.sql', 'create table after_it (n int);');
  const { migrate } = await load();
  const failure = await migrate(sql).then(
    () => null,
    (error: Error) => error,
  );
  expect(failure!.message).toMatch(
    /Migration 20260102000000_bad\.sql failed: .*relation "nowhere" does not exist/,
  );
  expect(failure!.cause).toMatchObject({ code: '42P01' });
  expect(await tables()).toEqual(['good']);
  expect((await recorded()).map(([version]) => version)).toEqual(['20260101000000']);

  put('20260102000000_bad.sql', 'create table whole (n int);');
  expect(await migrate(sql)).toEqual(['20260102000000', '20260103000000']);
});

test('after a failure the lock is free and the connection clean', async () => {
  put('20260101000000_bad.sql', 'insert into nowhere values (1);');
  const { migrate } = await load();
  await expect(migrate(sql)).rejects.toThrow('20260101000000_bad.sql');
  const other = open(databases.at(-1)!);
  put('20260101000000_bad.sql', 'create table good (n int);');
  expect(await Promise.race([migrate(other), late()])).toEqual(['20260101000000']);
  expect(
    await sql`select pid from pg_locks where locktype = 'advisory' and database =
    (select oid from pg_database where datname = current_database())`,
  ).toHaveLength(0);
  expect(
    await sql`select pid from pg_stat_activity where datname = current_database() and state like 'idle in%'`,
  ).toHaveLength(0);
});

const late = () => new Promise((resolve) => setTimeout(resolve, 5_000, 'waited for the lock'));

test('the fingerprint changes with any file, and only then', async () => {
  put('20260101000000_first.sql', 'create table things (n int);');
  const { schemaFingerprint } = await load();
  const before = schemaFingerprint();
  expect(schemaFingerprint()).toBe(before);
  put('20260101000000_first.sql', 'create table things (n bigint);');
  const changed = schemaFingerprint();
  expect(changed).not.toBe(before);
  put('20260102000000_second.sql', '');
  expect(schemaFingerprint()).not.toBe(changed);
});

test('our own migrations: applied to the template already, each with a time of its own', async () => {
  rmSync(root.path, { recursive: true });
  root.path = real;
  const { migrate } = await load();
  const database = await createTestDatabase();
  expect(await migrate(database.sql)).toEqual([]);
  await database.drop();
  const times = readdirSync(join(real, 'supabase', 'migrations')).map((name) => name.slice(0, 14));
  expect(new Set(times).size).toBe(times.length);
  for (const time of times) expect(time).toMatch(/^\d{14}$/);
});
