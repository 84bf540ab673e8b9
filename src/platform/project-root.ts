import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, from the source as from the built server. */
export const projectRoot = above(dirname(fileURLToPath(import.meta.url)));

function above(folder: string): string {
  if (existsSync(join(folder, 'supabase', 'migrations'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('supabase/migrations was not found above the program');
  return above(parent);
}
