/** Puts the tables of cases back after each test, and says how a case stands. */
import { afterEach, beforeEach } from 'vitest';
import type { People } from './people.ts';
import { putBack, snapshot, type Snapshot } from './snapshot.ts';

const tables = [
  'cases',
  'case_promises',
  'case_steps',
  'case_resolutions',
  'case_closures',
  'case_reopenings',
  'case_links',
  'case_escalations',
  'ratings',
  'businesses',
];

export function useCases(people: People): void {
  let before: Snapshot;
  beforeEach(async () => {
    before = await snapshot(people.sql);
  });
  afterEach(async () => {
    for (const table of tables) await putBack(people.sql, table, before[table]!);
  });
}

interface Standing {
  state: string;
  version: number;
  promise: string;
  due_at: Date;
  responsible: string | null;
  first_resolved_at: Date | null;
  resolved_at: Date | null;
  reopened_at: Date | null;
  closed_at: Date | null;
}

export async function standing({ sql }: People, one: string): Promise<Standing> {
  const [row] = await sql<[Standing]>`select * from cases where id = ${one}`;
  return row;
}

/** The kinds of events of a case, in order. */
export async function eventsOf({ sql }: People, one: string): Promise<string[]> {
  const rows = await sql<{ kind: string }[]>`select kind from events where subject = ${one} order by number`;
  return rows.map(({ kind }) => kind);
}

/** An hour from now on the clock of Jakarta. */
export const inHours = (hours: number): string =>
  new Date(Date.now() + (hours + 7) * 3_600_000).toISOString().slice(0, 16);
