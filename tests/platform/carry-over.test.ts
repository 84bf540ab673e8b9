/** A database of the migrations from before the baselines, with rows in it, goes on under the program of today. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import postgres from 'postgres';
import { afterAll, expect, inject, test } from 'vitest';
import { fileStorage } from '#platform/backend/storage/files.ts';
import { keysFrom } from '#platform/backend/keys.ts';
import { openOwnApi } from '#platform/backend/own-api.ts';
import { openMail } from '#platform/mail.ts';
import { dumpSchema } from '#platform/migrations/dump/schema.ts';
import { migrate } from '#platform/migrations/migrate.ts';
import { usePeople } from '../policies/people.ts';

interface OldMigration {
  version: string;
  name: string;
  statements: string;
}

const supabase = join(import.meta.dirname, '../../supabase');
const fixture = join(import.meta.dirname, '../fixtures/migrations-before-baselines.json.gz');
const old = JSON.parse(gunzipSync(readFileSync(fixture)).toString()) as OldMigration[];
const baselines = readdirSync(join(supabase, 'migrations'))
  .filter((name) => name.endsWith('_baseline.sql'))
  .map((name) => name.slice(0, 14));

const people = usePeople();
const folder = mkdtempSync(join(tmpdir(), 'tanggap-carry-over-'));
const opened: { sql: postgres.Sql; database: string }[] = [];

afterAll(async () => {
  const admin = postgres({ ...inject('testServer'), max: 1 });
  for (const { sql, database } of opened) {
    await sql.end();
    await admin.unsafe(`drop database ${database} with (force)`);
  }
  await admin.end();
  rmSync(folder, { recursive: true, force: true });
});

/** A database as the program of before left it, after some of its migrations. */
async function databaseOfBefore(migrations: OldMigration[]): Promise<postgres.Sql> {
  const database = `carry_over_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres({ ...inject('testServer'), max: 1 });
  await admin.unsafe(`create database ${database}`);
  await admin.end();
  const connection = { ...inject('testServer'), database };
  const api = openOwnApi({
    pool: 5,
    database: connection,
    keys: keysFrom('a secret of the tests and of nothing else'),
    mail: openMail({ smtpUrl: undefined, from: 'tanggap@contoh.test' }),
    publicUrl: 'http://localhost',
    storage: fileStorage(folder),
    confirmEmail: false,
  });
  await api.prepareSystemSchemas();
  await api.stop();
  const sql = postgres({ ...connection, max: 3, onnotice: () => undefined });
  opened.push({ sql, database });
  await sql`create schema if not exists supabase_migrations`;
  await sql`create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text)`;
  for (const { version, name, statements } of migrations) {
    await sql.unsafe(statements);
    await sql`insert into supabase_migrations.schema_migrations (version, statements, name)
      values (${version}, ${[statements]}, ${name})`;
  }
  return sql;
}

type Table = { name: string; columns: string };

const ourTables = async (sql: postgres.Sql): Promise<Table[]> =>
  (
    await sql`
      select c.oid::regclass::text as name, (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
      from pg_class c where c.relkind = 'r'
        and (c.relnamespace::regnamespace::text in ('public', 'private') or c.oid = 'auth.users'::regclass)
      order by 1`
  ).map((row) => ({ name: row['name'] as string, columns: row['columns'] as string }));

/** Copies all rows of two businesses; no trigger tells anybody. */
async function copyRows(from: postgres.Sql, to: postgres.Sql): Promise<void> {
  const tables = await ourTables(to);
  await to.begin(async (writer) => {
    await writer`set local session_replication_role = replica`;
    for (const { name, columns } of tables) {
      const [row] = await from.unsafe(
        `select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from ${name} t`,
      );
      await writer.unsafe(
        `insert into ${name} (${columns}) overriding system value
          select ${columns} from jsonb_populate_recordset(null::${name}, $1::text::jsonb)`,
        [String(row!['rows'])],
      );
    }
  });
}

/** What these columns of each table hold, as one digest, with the number of rows. */
async function contents(
  sql: postgres.Sql,
  tables: Table[],
): Promise<Record<string, { rows: number; digest: string }>> {
  const found: Record<string, { rows: number; digest: string }> = {};
  for (const { name, columns } of tables) {
    const [row] = await sql.unsafe(`select count(*)::int as rows,
      md5(string_agg(to_jsonb(t)::text, ',' order by to_jsonb(t)::text)) as digest from (select ${columns} from ${name}) t`);
    found[name] = { rows: row!['rows'] as number, digest: row!['digest'] as string };
  }
  return found;
}

const versions = async (sql: postgres.Sql) =>
  (await sql`select version from supabase_migrations.schema_migrations order by version`).map(
    (row) => row['version'] as string,
  );

test('a database of the migrations before is carried over: the same schema as a new one, and every row', async () => {
  const sql = await databaseOfBefore(old);
  await copyRows(people.sql, sql);
  const tables = await ourTables(sql);
  const before = await contents(sql, tables);
  expect(before['businesses']!.rows).toBe(2);
  expect(Object.values(before).filter(({ rows }) => rows > 0).length).toBeGreaterThan(40);

  const applied = await migrate(sql);

  expect(applied.filter((version) => baselines.includes(version))).toEqual([]);
  expect(await versions(sql)).toEqual(
    expect.arrayContaining([...old.map(({ version }) => version), ...baselines]),
  );
  const schema = readFileSync(join(supabase, 'schema.sql'), 'utf8').split('\n');
  const carried = (await dumpSchema(sql)).split('\n');
  expect(carried.filter((line) => !schema.includes(line))).toEqual([]);
  expect(carried.length).toBe(schema.length);
  expect(await contents(sql, tables)).toEqual(before);
  expect(await migrate(sql)).toEqual([]);
});

test('one that stopped in the middle of them is refused in words, and left as it is', async () => {
  const sql = await databaseOfBefore(old.slice(0, 3));
  const stopped = old[2]!.version;
  await expect(migrate(sql)).rejects.toThrow(`stopped at migration ${stopped}, in the middle`);
  expect(await versions(sql)).toEqual(old.slice(0, 3).map(({ version }) => version));
  expect(await sql`select path from supabase_migrations.repeatable`).toEqual([]);
});
