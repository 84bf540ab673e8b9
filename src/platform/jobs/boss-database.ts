/** pg-boss on the connections that are open already, so that a process has one driver and one pool for SQL of its own. */
import type { PgBoss } from 'pg-boss';
import type postgres from 'postgres';

type BossDatabase = NonNullable<NonNullable<Exclude<ConstructorParameters<typeof PgBoss>[0], string>>['db']>;

/** The server works out what a parameter of this type is, and the driver leaves its text as it is. */
const unknownType = 705;

/** @param sql the pool, or a transaction of which what pg-boss writes becomes a part */
export function bossDatabase(sql: postgres.Sql | postgres.TransactionSql): BossDatabase {
  return {
    async executeSql(text, values = []) {
      const given = values.map((value) => sql.typed(textOf(value) as never, unknownType)) as never[];
      // pg-boss sends whole transactions as one text; a pool would spread the next one over other connections.
      const reserved = 'reserve' in sql && /^\s*begin\b/i.test(text) ? await sql.reserve() : null;
      try {
        const answer: unknown[] = await (reserved ?? sql).unsafe(text, given);
        return { rows: answer.flatMap((row) => (Array.isArray(row) ? [...(row as unknown[])] : [row])) };
      } finally {
        reserved?.release();
      }
    },
  };
}

/** As PostgreSQL reads it. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(elementOf).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}

function elementOf(value: unknown): string {
  if (Array.isArray(value)) return textOf(value)!;
  const text = textOf(value);
  return text === null ? 'NULL' : `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
