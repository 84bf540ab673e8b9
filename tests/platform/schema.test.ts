import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpSchema } from '#platform/migrations/dump/schema.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const file = join(import.meta.dirname, '../../supabase/schema.sql');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('schema.sql is what the migrated schema gives', async () => {
  const fresh = readFileSync(file, 'utf8') === (await dumpSchema(database.sql));
  expect(fresh, 'supabase/schema.sql is stale: run npm run schema').toBe(true);
});

test.each([
  ['a column', 'alter table businesses add column planted text'],
  ['a default', "alter table businesses alter column language set default 'en'"],
  ['a constraint', 'alter table businesses add constraint planted check (true)'],
  ['a type', 'create type private.planted_type as (n int)'],
  ['an enum', "create type private.planted_enum as enum ('a')"],
  ['an index', 'create index planted on businesses (name)'],
  ['row-level security', 'alter table businesses disable row level security'],
  ['a policy', 'create policy planted on businesses using (true)'],
  ['a trigger', 'drop trigger keep_an_owner on members'],
  ['a trigger switched off', 'alter table businesses disable trigger check_timezone'],
  [
    'a function',
    'create or replace function forget_rate_limits() returns void language sql as $$ select null $$',
  ],
  ['a view', 'create view planted_view as select 1 as one'],
  ['a grant on a table', 'grant delete on businesses to anon'],
  ['a grant on a column', 'grant update (slug) on businesses to authenticated'],
  ['a grant on a function', 'grant execute on function forget_rate_limits() to anon'],
  ['a grant on a schema', 'grant create on schema private to anon'],
  ['default privileges', 'alter default privileges grant execute on functions to anon'],
])('%s that nobody wrote down is seen', async (_, statement) => {
  const before = await dumpSchema(database.sql);
  await database.sql.unsafe(statement);
  expect((await dumpSchema(database.sql)) === before).toBe(false);
});
