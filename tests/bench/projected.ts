/** How fast stored items become rows of the inbox, beside a bare insert of the same rows. */
import type postgres from 'postgres';

const tables = ['contacts', 'identities', 'conversations', 'messages', 'events'] as const;
const batch = 200;

/** Items a second while a backlog is worked off: what was projected in the meantime, by the time of its last one. */
export async function projectedSince(
  sql: postgres.Sql,
  since: Date,
): Promise<{ items: number; rate: number }> {
  const [row] = await sql<{ items: number; seconds: number }[]>`
    select count(*)::int as items, extract(epoch from max(projected_at) - ${since})::float as seconds
    from webhook_items where projected_at > ${since}`;
  return { items: row!.items, rate: row!.seconds > 0 ? row!.items / row!.seconds : 0 };
}

/**
 * Copies the newest messages with what belongs to them into tables that have the same indexes and checks, and neither
 * foreign keys, triggers nor rules. Each batch is committed for itself, as projecting does.
 * @returns messages a second
 */
export async function bareInserts(sql: postgres.Sql, most: number): Promise<number> {
  await sql`drop schema if exists bare cascade`;
  await sql`create schema bare`;
  for (const table of tables)
    await sql`create table ${sql(`bare.${table}`)} (like ${sql(`public.${table}`)} including all)`;
  const columns = await columnsOf(sql);
  await sql`create table bare.order as
    select m.id, m.conversation_id, c.identity_id, c.contact_id, row_number() over (order by m.created_at, m.id) as place
    from public.messages m join public.conversations c on c.id = m.conversation_id
    order by m.created_at desc limit ${most}`;
  await sql`create index on bare.order (place)`;
  const [count] = await sql<{ from: string; to: string }[]>`
    select min(place) as from, max(place) as to from bare.order`;
  const began = performance.now();
  const [from, to] = [Number(count!.from), Number(count!.to)];
  for (let place = from; place <= to; place += batch) {
    const keys = {
      contacts: 'contact_id',
      identities: 'identity_id',
      conversations: 'conversation_id',
      messages: 'id',
      events: 'id',
    };
    await sql.begin(async (tx) => {
      for (const table of tables) {
        const named = tx.unsafe(columns[table]);
        await tx`insert into ${tx(`bare.${table}`)} (${named})
          select ${named} from ${tx(`public.${table}`)}
          where ${tx(table === 'events' ? 'subject' : 'id')} in (select ${tx(keys[table])} from bare.order
            where place >= ${place} and place < ${place + batch})
          on conflict do nothing`;
      }
    });
  }
  return ((to - from + 1) * 1000) / (performance.now() - began);
}

/** What can be inserted: generated columns make themselves. */
async function columnsOf(sql: postgres.Sql): Promise<Record<(typeof tables)[number], string>> {
  const rows = await sql<{ table: string; columns: string }[]>`
    select table_name as table, string_agg(quote_ident(column_name), ', ') as columns
    from information_schema.columns
    where table_schema = 'public' and table_name = any (${[...tables]}) and is_generated = 'NEVER'
    group by table_name`;
  return Object.fromEntries(rows.map(({ table, columns }) => [table, columns])) as never;
}
