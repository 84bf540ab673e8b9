import postgres from 'postgres';
import type { Tls } from './connection/address.ts';

/** How to reach the database: a URL, or the pieces of a Unix socket. */
export interface DatabaseOptions {
  url?: string;
  /** How the line to `url` is protected. */
  ssl?: Tls;
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
}

/**
 * The direct connection, for migrations, jobs, LISTEN, import and export alone; rooms use supabase-js.
 * Reconnects by itself.
 */
export function openSql(database: DatabaseOptions, max = 6, name = 'tanggap'): postgres.Sql {
  const { url, ...parts } = database;
  const options: postgres.Options<Record<string, never>> = {
    ...parts,
    max,
    onnotice: () => undefined,
    connect_timeout: 10,
    idle_timeout: 60,
    connection: { application_name: name, TimeZone: 'UTC' },
  };
  return url ? postgres(url, options) : postgres(options);
}

const patienceMs = 4_000;

/**
 * Calls a function of `public` by its arguments' names; objects and arrays go as JSON.
 * @throws the database's error; after four seconds that there was no answer, though it may still come to pass: for what may
 *   be done twice alone
 */
export async function callDirectly(
  sql: postgres.Sql,
  name: string,
  args: Record<string, unknown>,
): Promise<unknown> {
  const given = Object.entries(args).map(([key, value], index) => {
    const argument = sql`${sql(key)} => ${typeof value === 'object' ? sql.json(value as never) : (value as string)}`;
    return index === 0 ? argument : sql`, ${argument}`;
  });
  const asked = sql`select public.${sql(name)}(${given}) as answer`;
  // The driver waits longer and longer between tries to connect; whoever asks must hear in time that it failed.
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(
      () => failed(new Error(`the database did not answer within ${patienceMs} ms`)),
      patienceMs,
    );
  });
  const [row] = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
  return row?.['answer'];
}
