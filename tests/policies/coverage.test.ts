import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { undone } from './snapshot.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('every table, view and function has cases, and every case something it is about', async () => {
  expect(covered()).toEqual(await present(database.sql));
});

test('each is covered in one place', () => {
  expect(covered()).toEqual([...new Set(covered())]);
});

test('a new table, view or function without cases is found', () =>
  undone(database.sql, async (tx) => {
    await tx`create table secrets_of_the_future (id uuid)`;
    await tx`create view view_of_the_future as select 1 as one`;
    await tx`create function function_of_the_future() returns integer language sql return 1`;
    const missing = (await present(tx)).filter((name) => !covered().includes(name));
    expect(missing).toEqual([
      'function function_of_the_future',
      'table secrets_of_the_future',
      'view view_of_the_future',
    ]);
  }));

/** What the groups of cases in this folder say they are about. */
function covered(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== 'coverage.test.ts')
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .flatMap((source) => [...source.matchAll(/describe\(covers\('(\w+)', '([\w.]+)'\)/g)])
    .map(([, kind, name]) => `${kind} ${name}`)
    .sort();
}

/** Functions of `private` are out of reach of the API; `privileges.test.ts` holds that. */
async function present(sql: postgres.Sql | postgres.TransactionSql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select case when c.relkind in ('v', 'm') then 'view ' else 'table ' end
      || case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f')
    union
    select 'function ' || p.proname
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public'`;
  return rows.map(({ name }) => name).sort();
}
