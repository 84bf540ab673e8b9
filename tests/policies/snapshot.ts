/** Everything in the database's own tables, to show that a refusal left no trace. */
import type postgres from 'postgres';

export type Snapshot = Record<string, unknown[]>;

export async function snapshot(sql: postgres.Sql): Promise<Snapshot> {
  const tables = await sql<{ name: string }[]>`
    select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'private')`;
  const each = tables.map(
    ({ name }) => `select '${name}' as name, to_jsonb(t) as row, to_jsonb(t)::text as text from ${name} t`,
  );
  const rows = await sql.unsafe<{ name: string; row: unknown }[]>(
    `${each.join(' union all ')} order by name, text`,
  );
  const found = Object.fromEntries(tables.map(({ name }): [string, unknown[]] => [shown(name), []]));
  for (const { name, row } of rows) found[shown(name)]!.push(row);
  return found;
}

const shown = (name: string) => name.replace(/^public\./, '');

/** Puts a table back as it was, past triggers and foreign keys. */
export async function putBack(sql: postgres.Sql, table: string, rows: unknown[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`delete from ${tx(table)}`;
    const columns = await tx<{ name: string }[]>`
      select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`;
    const names = tx(columns.map(({ name }) => name));
    await tx`insert into ${tx(table)} (${names}) overriding system value
      select ${names} from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(rows as postgres.JSONValue)})`;
  });
}

/** Puts every table back that is no longer as it was. */
export async function putAllBack(sql: postgres.Sql, before: Snapshot): Promise<void> {
  const now = await snapshot(sql);
  for (const [table, rows] of Object.entries(before)) {
    if (JSON.stringify(now[table]) !== JSON.stringify(rows)) await putBack(sql, table, rows);
  }
}

/** Runs in a transaction that leaves nothing behind. */
export async function undone<T>(
  sql: postgres.Sql,
  run: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const undo = new Error('undo');
  let result: T;
  await sql
    .begin(async (tx) => {
      result = await run(tx);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return result!;
}
