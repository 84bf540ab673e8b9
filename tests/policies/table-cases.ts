/**
 * Turns a hand-written table of who may do what into tests, one for each person and verb.
 * Long, because it is every verb on a table.
 */
import { describe, expect, test } from 'vitest';
import { everybody, type People, type Who } from './people.ts';
import { putBack, snapshot, undone } from './snapshot.ts';
import type { World } from './world.ts';

type Row = Record<string, unknown>;
/** What comes of it: it happens; it is allowed but meets no row; the database says no. */
type Outcome = 'done' | 'nothing' | 'denied';
export type Everyone = Record<Who, Outcome>;

export interface TableCases {
  /** The key of the row of business A that everybody tries. */
  row: (world: World) => Row;
  read: Everyone;
  /** Columns a person may read; all unless given. */
  columns?: string[];
  /** `values` name business A. Persons may give these columns and no others. */
  insert: Everyone & { values: (world: World) => Row };
  /** Persons may change these columns and no others. */
  update: Everyone & { values: Row };
  remove: Everyone;
}

export const noOne: Everyone = {
  owner: 'denied',
  staff: 'denied',
  stranger: 'denied',
  nobody: 'denied',
  service: 'denied',
};
export const serviceAlone: Everyone = { ...noOne, service: 'done' };
export const membersAndService: Everyone = {
  owner: 'done',
  staff: 'done',
  stranger: 'nothing',
  nobody: 'denied',
  service: 'done',
};

export function testTable(people: People, table: string, cases: TableCases): void {
  describe('read', () => {
    test.each(everybody)('%s', async (who) => {
      await proveRow(people, table, cases);
      const columns = who === 'service' ? '*' : (cases.columns?.join() ?? '*');
      const { data, error } = await people.as(who).from(table).select(columns).match(cases.row(people.a));
      expect(named(error?.code, (data ?? []).length > 0)).toBe(cases.read[who]);
    });

    test('a list holds the rows of the own business and no others', async () => {
      if (cases.read.owner === 'denied') return;
      for (const [who, world] of [
        ['owner', people.a],
        ['stranger', people.b],
        ...(cases.read.staff === 'done' ? ([['staff', people.a]] as const) : []),
      ] as const) {
        const own = table === 'businesses' ? 'id' : 'business_id';
        const { data, count: told } = await people
          .as(who)
          .from(table)
          .select(own, { count: 'exact' })
          .throwOnError();
        const [{ count }] = await people.sql<[{ count: number }]>`
          select count(*)::integer from ${people.sql(table)} where ${people.sql(own)} = ${world.business}`;
        const found = (data as unknown as Row[]).map((row) => row[own]);
        expect(count).toBeGreaterThan(0);
        expect(told).toBe(count);
        expect(found).toEqual(Array.from({ length: count }, () => world.business));
      }
    });

    test('a person reads no other columns', async () => {
      const hidden = (await columnsOf(people, table)).filter((name) => !cases.columns?.includes(name));
      for (const column of cases.columns ? hidden : []) {
        const { error } = await people.as('owner').from(table).select(column).match(cases.row(people.a));
        expect([column, error?.code]).toEqual([column, '42501']);
      }
    });
  });

  describe('insert', () => {
    test.each(everybody)('%s', async (who) => {
      const values = cases.insert.values(people.a);
      if (!someoneMay(cases.insert)) await proveInsert(people, table, values);
      await expectWrite(people, table, cases.insert[who], () => people.as(who).from(table).insert(values));
    });

    test('a person gives no other columns', async () => {
      const values = cases.insert.values(people.a);
      const row = await proveRow(people, table, cases);
      const given = cases.insert.owner === 'denied' ? [] : Object.keys(values);
      await expectColumnsDenied(people, table, given, (column) =>
        people
          .as('owner')
          .from(table)
          .insert({ ...values, [column]: row[column] }),
      );
    });
  });

  describe('update', () => {
    test.each(everybody)('%s', async (who) => {
      await proveRow(people, table, cases);
      if (!someoneMay(cases.update)) await proveUpdate(people, table, cases);
      const attempt = () => people.as(who).from(table).update(cases.update.values).match(cases.row(people.a));
      await expectWrite(people, table, cases.update[who], attempt);
    });

    test('a person changes no other columns', async () => {
      const row = await proveRow(people, table, cases);
      const changeable = cases.update.owner === 'denied' ? [] : Object.keys(cases.update.values);
      await expectColumnsDenied(people, table, changeable, (column) =>
        people
          .as('owner')
          .from(table)
          .update({ [column]: row[column] })
          .match(cases.row(people.a)),
      );
    });

    test('a stranger moves no row of theirs into this business', async () => {
      if (!(await columnsOf(people, table)).includes('business_id')) return;
      const move = { business_id: people.a.business };
      const attempt = () => people.as('stranger').from(table).update(move).match(cases.row(people.b));
      await expectWrite(people, table, 'denied', attempt);
    });
  });

  describe('delete', () => {
    test.each(everybody)('%s', async (who) => {
      await proveRow(people, table, cases);
      const attempt = () => people.as(who).from(table).delete().match(cases.row(people.a));
      await expectWrite(people, table, cases.remove[who], attempt);
    });
  });
}

const someoneMay = (verb: Everyone) => everybody.some((who) => verb[who] === 'done');

const named = (code: string | undefined, happened: boolean): string =>
  code === '42501' ? 'denied' : code !== undefined ? `error ${code}` : happened ? 'done' : 'nothing';

/** A refusal means something only where there is a row, and somebody who may see it does. */
async function proveRow({ sql, as, a }: People, table: string, cases: TableCases): Promise<Row> {
  const key = cases.row(a);
  const [found, ...more] = await sql<{ row: Row }[]>`
    select to_jsonb(t) as row from ${sql(table)} t where to_jsonb(t) @> ${sql.json(key as never)}`;
  expect(more).toEqual([]);
  expect(found, `no row in ${table}`).toBeDefined();
  const seer = everybody.find((who) => cases.read[who] === 'done');
  if (seer) {
    const columns = seer === 'service' ? '*' : (cases.columns?.join() ?? '*');
    const { data } = await as(seer).from(table).select(columns).match(key).throwOnError();
    expect(data).toHaveLength(1);
  }
  return found!.row;
}

/** What nobody may insert must fail for want of permission alone: the superuser can. */
async function proveInsert({ sql }: People, table: string, values: Row): Promise<void> {
  const names = sql(Object.keys(values));
  await undone(
    sql,
    (tx) => tx`insert into ${tx(table)} (${names})
      select ${names} from jsonb_populate_record(null::${tx(table)}, ${tx.json(values as never)})`,
  );
}

async function proveUpdate({ sql, a }: People, table: string, cases: TableCases): Promise<void> {
  const key = sql.json(cases.row(a) as never);
  const touched = await undone(
    sql,
    (tx) => tx`update ${tx(table)} t set ${tx(cases.update.values as never)} where to_jsonb(t) @> ${key}`,
  );
  expect(touched.count).toBe(1);
}

/** Judges by what is in the database afterwards, not by the answer alone; then puts the table back. */
async function expectWrite(
  { sql }: People,
  table: string,
  expected: Outcome,
  attempt: () => PromiseLike<{ error: { code?: string } | null }>,
): Promise<void> {
  const before = await snapshot(sql);
  const { error } = await attempt();
  const after = await snapshot(sql);
  const happened = JSON.stringify(after[table]) !== JSON.stringify(before[table]);
  if (happened) await putBack(sql, table, before[table]!);
  expect(named(error?.code, happened)).toBe(expected);
  if (expected !== 'done') expect(after).toEqual(before);
}

async function expectColumnsDenied(
  people: People,
  table: string,
  allowed: string[],
  attempt: (column: string) => PromiseLike<{ error: { code?: string } | null }>,
): Promise<void> {
  const before = await snapshot(people.sql);
  const others = (await columnsOf(people, table, 'written')).filter((name) => !allowed.includes(name));
  for (const column of others) {
    const { error } = await attempt(column);
    expect([column, error?.code]).toEqual([column, '42501']);
  }
  expect(await snapshot(people.sql)).toEqual(before);
}

// Identity columns are left out, and generated ones where it is about writing: there the database says no before
// it asks who.
async function columnsOf({ sql }: People, table: string, use?: 'written'): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and identity_generation is distinct from 'ALWAYS'
      ${use === 'written' ? sql`and is_generated = 'NEVER'` : sql``}
    order by ordinal_position`;
  return rows.map(({ name }) => name);
}
