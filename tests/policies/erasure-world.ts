/**
 * Writes a word of its own into every text of every row that belongs to a customer, whichever table it is in: read from the
 * catalogue by foreign keys, so that a table that comes later is not forgotten.
 */
import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';

export interface Planted {
  /** `table.column` of each text that took a word. */
  columns: string[];
  /** The word of a column. */
  of(column: string): string;
}

/** Texts that are the program's own words and not a person's, each with why. */
const notPersonal = new Set([
  'messages.model', // the name of a classifier
  'message_corrections.intent', // one of a few words
  'message_corrections.sentiment',
  'message_corrections.urgency',
  'conversations.intent', // follows from messages
  'conversations.urgency',
  'conversations.last_body',
  'conversations.place', // our own post where it has one
  'feedbacks.notice', // the version of our own words
]);

interface Link {
  from: string;
  column: string;
  to: string;
}

export async function plantTraces(sql: postgres.Sql, contact: string): Promise<Planted> {
  const words = new Map<string, string>();
  const rows = await rowsOf(sql, contact);
  for (const [table, ids] of rows) {
    for (const column of await textsOf(sql, table)) {
      const name = `${table}.${column}`;
      if (notPersonal.has(name)) continue;
      const word = `kenari ${randomUUID().slice(0, 8)}`;
      if (await plant(sql, table, column, ids, word)) words.set(name, word);
    }
  }
  const [account] = await sql<{ account: string; who: string }[]>`
    select h.external_id as account, i.external_id as who from identities i join channels h on h.id = i.channel_id
    where i.contact_id = ${contact} and h.network = 'sandbox' limit 1`;
  if (!account) return told(words);
  const raw = `kenari ${randomUUID().slice(0, 8)}`;
  await sql`insert into webhook_items (network, key, object, account_id, field, value, item_at)
    values ('sandbox', ${randomUUID()}, 'instagram', ${account.account}, 'comments',
      ${sql.json({ from: { id: account.who }, text: raw })}, now())`;
  words.set('webhook_items.value', raw);
  return told(words);
}

function told(words: Map<string, string>): Planted {
  return { columns: [...words.keys()].sort(), of: (column) => words.get(column) ?? `no ${column}` };
}

/** The rows that hang on a contact, by table. */
export async function rowsOf(sql: postgres.Sql, contact: string): Promise<Map<string, string[]>> {
  const links = await sql<Link[]>`
    select c.conrelid::regclass::text as "from", a.attname as "column", c.confrelid::regclass::text as "to"
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace
      and exists (select from pg_attribute i where i.attrelid = c.conrelid and i.attname = 'id')`;
  const found = new Map([['contacts', [contact]]]);
  const waiting = ['contacts'];
  for (let table = waiting.shift(); table !== undefined; table = waiting.shift()) {
    for (const { from, column } of links.filter(({ to }) => to === table)) {
      const ids = await sql<{ id: string }[]>`
        select id from ${sql(from)} where ${sql(column)}::text in ${sql(found.get(table)!)}`;
      const known = found.get(from) ?? [];
      const fresh = ids.map(({ id }) => id).filter((id) => !known.includes(id));
      if (fresh.length === 0) continue;
      found.set(from, [...known, ...fresh]);
      waiting.push(from);
    }
  }
  // Merges remember people by their ids alone.
  found.delete('contact_merges');
  return found;
}

async function textsOf(sql: postgres.Sql, table: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and atttypid in ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype)`;
  return rows.map(({ name }) => name);
}

/** False where the column takes only words of its own, or belongs to another state. */
async function plant(
  sql: postgres.Sql,
  table: string,
  column: string,
  ids: string[],
  word: string,
): Promise<boolean> {
  try {
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const [id] = ids;
      const [kind] = await tx<[{ json: boolean }]>`
        select atttypid = 'jsonb'::regtype as json from pg_attribute
        where attrelid = ${table}::regclass and attname = ${column}`;
      const value = kind.json ? tx.json({ kenari: word }) : word;
      await tx`update ${tx(table)} set ${tx(column)} = ${value} where id = ${id!}`;
    });
    return true;
  } catch (error) {
    if (['23514', '22001'].includes((error as { code: string }).code)) return false;
    throw error;
  }
}
