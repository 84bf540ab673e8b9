/** From events to the jobs that want them, each exactly once. */
import type { PgBoss } from 'pg-boss';
import type postgres from 'postgres';
import { v5 } from 'uuid';
import type { Backend } from '../backend/index.ts';
import { bossDatabase } from './boss-database.ts';

export interface EventJob {
  name: string;
  /** The kinds of event it wants. */
  on: string[];
  /**
   * A function of the schema `private` that takes subjects and gives back those the job may have something to do for:
   * where most events are none of its business.
   */
  sieve?: string;
  run(backend: Backend, subject: string): Promise<unknown>;
}

/** Rings with the name of a queue that has new jobs. */
export const newJobs = 'tanggap_jobs';

/** Tanggap's own namespace for ids derived from events. */
const namespace = '6f2d0a4c-2e5b-4a0b-9d3f-7c1e8a90b4d2';

/** Makes the jobs of up to 200 new events; the job's id comes from the event, so a second send makes none. */
export async function relayEvents({ sql }: Backend, boss: PgBoss, wanted: EventJob[]): Promise<number> {
  return sql.begin(async (tx) => {
    const events = await tx<{ business_id: string; number: string; kind: string; subject: string }[]>`
      select business_id, number, kind, subject from events
      where relayed_at is null order by business_id, number limit 200 for update skip locked`;
    if (events.length === 0) return 0;
    for (const job of wanted) {
      const heard = events.filter((event) => job.on.includes(event.kind));
      const kept = await sieve(tx, job, heard);
      const due = heard
        .filter(({ subject }) => kept.has(subject))
        .map((event) => ({
          id: v5(`${job.name}:${event.business_id}:${event.number}`, namespace),
          data: { subject: event.subject },
        }));
      if (due.length === 0) continue;
      await boss.insert(job.name, due, { db: bossDatabase(tx) });
      await tx`select pg_notify(${newJobs}, ${job.name})`;
    }
    await tx`update events e set relayed_at = now()
      from (values ${tx(events.map((event) => [event.business_id, event.number]))}) as r (business_id, number)
      where e.business_id = r.business_id::uuid and e.number = r.number::bigint`;
    return events.length;
  });
}

/** The subjects among these events that the job may have something to do for. */
async function sieve(
  tx: postgres.TransactionSql,
  job: EventJob,
  events: { subject: string }[],
): Promise<Set<string>> {
  const subjects = events.map(({ subject }) => subject);
  if (job.sieve === undefined || subjects.length === 0) return new Set(subjects);
  const kept = await tx<{ id: string }[]>`select id from private.${tx(job.sieve)}(${subjects}::uuid[]) as id`;
  return new Set(kept.map(({ id }) => id));
}
