import { schemaFingerprint } from '../migrations/migrate.ts';
import type { Backend } from '../backend/index.ts';
import type { Command } from './command.ts';
import { readiness } from './readiness.ts';
import { secretCommands } from './secret.ts';

export { UsageError, type Command, type Streams } from './command.ts';

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
  ...secretCommands,
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
