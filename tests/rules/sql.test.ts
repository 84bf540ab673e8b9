import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { statementsOf } from '#platform/migrations/statements.ts';
import { readSql, wrongSql } from './sql.ts';

const real = readSql(join(import.meta.dirname, '../../supabase'));
const later = 'migrations/20270101000000_inbox_later.sql';
const noun = 'repeatable/inbox/noun.sql';
const made = 'create or replace function f() returns int language sql as $$ select 1; $$;\n';
const policy = 'create policy mine on posts using (true);\n';
const trigger = 'create constraint trigger told after insert on posts for each row execute function f();\n';

describe('7. SQL is defined once', () => {
  test('everywhere', () => {
    expect(wrongSql(real)).toEqual([]);
    const defined = [...real].flatMap(([path, text]) =>
      path.startsWith('repeatable/') ? statementsOf(text).filter(({ defines }) => defines) : [],
    );
    expect(defined.length).toBeGreaterThan(400);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'a function in two files',
      { [noun]: made, 'repeatable/widget/other.sql': made.replace('f()', 'public.f(a int)') },
      /other\.sql defines the function public\.f again: it lives in supabase\/repeatable\/inbox\/noun\.sql/,
    ],
    ['a function twice in one file', { [noun]: made + made }, /the function public\.f again/],
    [
      'a policy in two files',
      { [noun]: `drop policy if exists mine on posts;\n${policy}`.repeat(2) },
      /the policy public\.posts\.mine again/,
    ],
    [
      'a function in a migration',
      { [later]: made },
      /later\.sql defines the function public\.f: that belongs/,
    ],
    [
      'a plain function in a migration',
      { [later]: made.replace('or replace ', '') },
      /the function public\.f/,
    ],
    ['a policy in a migration', { [later]: policy }, /the policy public\.posts\.mine/],
    [
      'a policy altered in a migration',
      { [later]: 'alter policy mine on posts using (false);' },
      /posts\.mine/,
    ],
    ['a trigger in a migration', { [later]: trigger }, /the trigger public\.posts\.told/],
    ['a view in a migration', { [later]: 'create view private.v as select 1;' }, /the view private\.v/],
    ['a function that is made once', { [noun]: made.replace('or replace ', '') }, /only once/],
    ['a policy that is made once', { [noun]: policy }, /the policy public\.posts\.mine only once/],
    ['a trigger that is made once', { [noun]: trigger }, /the trigger public\.posts\.told only once/],
    ['a table among the functions', { [noun]: 'create table t (n int);' }, /does more than define/],
    ['data among the functions', { [noun]: "insert into t values (';');" }, /does more than define/],
    ['a room nobody knows', { 'repeatable/attic/noun.sql': made }, /attic\/noun\.sql lies in no room/],
    ['a folder in a room', { 'repeatable/inbox/deep/noun.sql': made }, /lies in no room/],
    ['a long file', { [noun]: '-- why\n'.repeat(201) }, /has 201 lines/],
  ])('found: %s', (_, files, says) => {
    const found = wrongSql(new Map(Object.entries(files)));
    expect(found).toEqual([expect.stringMatching(says)]);
  });

  test.each([
    ['what may be applied again', { [noun]: `${made}drop policy if exists mine on posts;\n${policy}` }],
    ['a new signature', { [noun]: `drop function if exists f(int);\n${made}` }],
    [
      'a grant beside its function',
      { [noun]: `${made}grant execute on function f() to anon, authenticated;` },
    ],
    ['tables and data in a migration', { [later]: 'create table t (n int); insert into t values (1);' }],
    ['a function taken away by a migration', { [later]: 'drop function f();' }],
    ['words about it in a comment', { [later]: '-- create function f()\n/* create policy */ select 1;' }],
  ])('allowed: %s', (_, files) => expect(wrongSql(new Map(Object.entries(files)))).toEqual([]));
});

test('a statement ends where SQL says so', () => {
  const texts = (sql: string) => statementsOf(sql).map(({ text }) => text);
  expect(texts('select \';\'; select "a;b" -- no; \n; select $x$ ; $$ ; $x$;')).toEqual([
    "select ';'",
    'select "a;b" -- no;',
    'select $x$ ; $$ ; $x$',
  ]);
  expect(texts('/* a; */ select 1; -- b;')).toEqual(['select 1']);
  expect(() => statementsOf('select 1; select 2')).toThrow('a statement has no end: select 2');
});
