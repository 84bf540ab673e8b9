import type postgres from 'postgres';
import { defaultGrants, functionGrants, schemaGrants, tableGrants } from './grants.ts';
import { constraints, indexes, tables, views } from './relations.ts';
import { functions, policies, triggers } from './rules.ts';

const heading = `-- What the migrations and the repeatable files make together, read back from the database by npm run schema.
-- To be read and compared; nobody applies it.`;

/**
 * The schema of a migrated database as SQL text, everything of ours in a fixed order: the same schema gives the same
 * text, whatever the order of its making.
 * @param sql a superuser's, so that nothing is hidden
 */
export async function dumpSchema(sql: postgres.Sql): Promise<string> {
  // One connection with an empty search path: names then come with their schemas.
  return sql.begin('read only', async (reader) => {
    await reader`set local search_path = ''`;
    const parts = [
      schemaGrants,
      defaultGrants,
      tables,
      constraints,
      indexes,
      tableGrants,
      views,
      policies,
      functions,
      functionGrants,
      triggers,
    ];
    const texts: string[] = [];
    for (const part of parts) texts.push((await part(reader)).join('\n'));
    return `${[heading, ...texts].filter(Boolean).join('\n\n')}\n`;
  });
}
