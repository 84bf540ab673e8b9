/** `npm run types`: writes database.types.ts from the migrated schema; with `--check` it only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTypescript, sortGeneratorMetadata } from '@supabase/postgrest-typegen/generation';
import { introspect } from '@supabase/postgrest-typegen/introspection';
import type postgres from 'postgres';
import { projectRoot } from '../project-root.ts';
import { onFreshDatabase } from './fresh-database.ts';

const file = join(projectRoot, 'src', 'platform', 'database.types.ts');

/** The types of a migrated database, as the file should hold them. */
export async function databaseTypes(sql: postgres.Sql): Promise<string> {
  const query = async (text: string) => ({ rows: [...(await sql.unsafe(text))] });
  const metadata = await introspect({ query } as unknown as Parameters<typeof introspect>[0], {
    includedSchemas: ['public'],
  });
  return generateTypescript(sortGeneratorMetadata(metadata), { postgrestVersion: '12' });
}

async function main(check: boolean): Promise<void> {
  const types = await onFreshDatabase(databaseTypes);
  if (!check) writeFileSync(file, types);
  else if (readFileSync(file, 'utf8') !== types) {
    process.stderr.write('src/platform/database.types.ts is stale: run npm run types\n');
    process.exitCode = 1;
  }
}

if (import.meta.main) await main(process.argv.includes('--check'));
