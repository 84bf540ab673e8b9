import type postgres from 'postgres';

/** The migrations of before the baselines, from the first to the last. */
const first = '20261121080000';
const last = '20261122200100';

/**
 * Whether a database holds everything the baselines make, by the migrations they were squashed from.
 * @param known the versions it has recorded
 * @throws when it stopped in the middle of those
 */
export function holdsBaselines(known: Set<string>): boolean {
  if (known.has(last)) return true;
  const old = [...known].filter((version) => version >= first && version < last).sort();
  if (old.length === 0) return false;
  throw new Error(
    `This database stopped at migration ${old.at(-1)}, in the middle of those that were squashed into baselines. ` +
      `Start it once with the last program that still has them (commit 5d71a7d), then again with this one.`,
  );
}

/** Records migrations as the Supabase CLI does. */
export async function record(
  connection: postgres.ReservedSql,
  { version, name, statements }: { version: string; name: string; statements: string },
): Promise<void> {
  await connection`insert into supabase_migrations.schema_migrations (version, statements, name)
    values (${version}, ${[statements]}, ${name})`;
}
