/** `npm run schema`: writes supabase/schema.sql from the migrated schema; with `--check` it only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpSchema } from '../migrations/dump/schema.ts';
import { projectRoot } from '../project-root.ts';
import { onFreshDatabase } from './fresh-database.ts';

const file = join(projectRoot, 'supabase', 'schema.sql');

async function main(check: boolean): Promise<void> {
  const schema = await onFreshDatabase(dumpSchema);
  if (!check) writeFileSync(file, schema);
  else if (readFileSync(file, 'utf8') !== schema) {
    process.stderr.write('supabase/schema.sql is stale: run npm run schema\n');
    process.exitCode = 1;
  }
}

await main(process.argv.includes('--check'));
