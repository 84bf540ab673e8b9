import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sqlRooms } from '#platform/migrations/repeatable.ts';
import { statementsOf, type Statement } from '#platform/migrations/statements.ts';

const mostLines = 200;

/** The SQL files by their path below `supabase`. */
export function readSql(supabase: string): Map<string, string> {
  return new Map(
    readdirSync(supabase, { recursive: true, encoding: 'utf8' })
      .filter((path) => /^(migrations|repeatable)\/.*\.sql$/.test(path))
      .sort()
      .map((path) => [path, readFileSync(join(supabase, path), 'utf8')]),
  );
}

/**
 * Rule 7: a function, view, policy or trigger is defined once, in one file of `supabase/repeatable/<room>`, in a way that
 * may be applied again; versioned files hold everything else.
 */
export function wrongSql(files: Map<string, string>): string[] {
  const homes = new Map<string, string>();
  return [...files].flatMap(([path, text]) => {
    const statements = statementsOf(text);
    if (path.startsWith('migrations/')) return inVersioned(path, statements);
    return [
      ...placed(path, text),
      ...statements.flatMap((statement, at) => [
        ...unrepeatable(path, statement, statements.slice(0, at)),
        ...secondHome(path, statement, homes),
      ]),
    ];
  });
}

function inVersioned(path: string, statements: Statement[]): string[] {
  return statements
    .filter(({ kind, text, defines }) => kind && (defines || /^alter /i.test(text)))
    .map(
      ({ kind, name }) =>
        `supabase/${path} defines the ${kind} ${name}: that belongs in supabase/repeatable.`,
    );
}

function placed(path: string, text: string): string[] {
  const [, room = '', , deeper] = path.split('/');
  const lines = text.split('\n').length - 1;
  return [
    ...(sqlRooms.includes(room) && deeper === undefined ? [] : [`supabase/${path} lies in no room.`]),
    ...(lines > mostLines ? [`supabase/${path} has ${lines} lines: give a part its own noun.`] : []),
  ];
}

function unrepeatable(path: string, { kind, name, text, defines }: Statement, before: Statement[]): string[] {
  if (!kind)
    return [`supabase/${path} does more than define: "${text.slice(0, 40)}" belongs in a migration.`];
  if (!defines || /^create or replace/i.test(text)) return [];
  const dropped = before.some(
    (other) => other.kind === kind && other.name === name && /^drop/i.test(other.text),
  );
  return dropped
    ? []
    : [`supabase/${path} can make the ${kind} ${name} only once: replace it, or drop it before.`];
}

function secondHome(path: string, { kind, name, defines }: Statement, homes: Map<string, string>): string[] {
  if (!kind || !defines) return [];
  const key = `${kind} ${name}`;
  const home = homes.get(key);
  homes.set(key, home ?? path);
  return home === undefined
    ? []
    : [`supabase/${path} defines the ${key} again: it lives in supabase/${home}.`];
}
