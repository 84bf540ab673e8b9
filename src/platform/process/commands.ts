import type { Readable, Writable } from 'node:stream';
import { schemaFingerprint } from '../migrations/migrate.ts';
import type { Backend } from '../backend/index.ts';
import { readiness } from './readiness.ts';

/** One command of `npm run tanggap`; `name` may be two words. */
export type Command = { name: string; usage: string; does: string } & (OnBackend | Alone);

interface OnBackend {
  alone?: false;
  /** @returns what to print */
  run(backend: Backend, words: string[]): Promise<string>;
}

/** Needs no database and no environment; reads and writes as it goes. */
interface Alone {
  alone: true;
  /** @returns the exit code */
  run(words: string[], streams: Streams): Promise<number>;
}

export interface Streams {
  input: Readable;
  output: Writable;
  errors: Writable;
}

/** A command that was called in the wrong way, with the sentence that helps. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const platformCommands: Command[] = [
  {
    name: 'doctor',
    usage: 'doctor',
    does: 'checks this installation and says what is missing',
    run: diagnose,
  },
  {
    name: 'migrate',
    usage: 'migrate',
    does: 'brings the database up to date (npm start does it too)',
    // Opening the backend has migrated already.
    run: async () => `schema ${schemaFingerprint()} is up to date`,
  },
];

async function diagnose(backend: Backend): Promise<string> {
  const { env, sql } = backend;
  const { database } = await readiness(backend);
  const [server] = await sql`select version() as version, pg_database_size(current_database()) as bytes`;
  const [pending] = await sql`select count(*)::int as items from webhook_items where projected_at is null`;
  const [unknown] = await sql`select count(*)::int as items from webhook_items where outcome = 'unknown'`;
  const [broken] = await sql`select count(*)::int as channels from channels where problem is not null`;
  const size = env.SUPABASE_URL ? 'hosted' : env.DATABASE_URL ? 'own server' : 'embedded';
  const reachable = env.PUBLIC_URL.startsWith('https:');
  return [
    `size                 ${size}`,
    `database             ${database ? 'answers' : 'DOES NOT ANSWER'}, ${String(server?.version).split(',')[0]}`,
    `database size        ${Math.round(Number(server?.bytes) / 1_048_576)} MB`,
    `public address       ${env.PUBLIC_URL}${reachable ? '' : ' (not https: Meta can neither fetch pictures nor send webhooks)'}`,
    `Meta                 ${env.META_APP_ID ? 'set up' : 'not set up (META_APP_ID)'}`,
    `sandbox network      ${env.SANDBOX_URL ?? 'none'}`,
    `mail                 ${env.SMTP_URL ? 'SMTP' : 'console only (SMTP_URL is not set)'}`,
    `items to project     ${pending?.items}`,
    `items not understood  ${unknown?.items}${unknown?.items ? ' (tanggap unknown lists them)' : ''}`,
    `channels with trouble ${broken?.channels}`,
  ].join('\n');
}
