/**
 * Work in the background. The row is the truth, the job is a hint: a relay turns each event into the jobs
 * that want it, exactly once; a job carries ids and calls a verb; losing one loses nothing, because what is
 * due is swept up from the rows.
 */
import { PgBoss } from 'pg-boss';
import type postgres from 'postgres';
import type { Backend } from './backend/index.ts';
import { turn, type Drain } from './jobs/drain.ts';
import { watchDue, type DueWatch } from './jobs/due.ts';
import { log } from './log.ts';
import { v5 } from 'uuid';

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

export interface TimedJob {
  name: string;
  /** Five-field cron, UTC. */
  cron: string;
  run(backend: Backend): Promise<unknown>;
}

export interface Jobs {
  onEvent: EventJob[];
  timed: TimedJob[];
  drains: Drain[];
}

export interface Worker {
  /** Takes no more work, waits for what is under way, at most `seconds`. */
  stop(seconds?: number): Promise<void>;
  healthy(): boolean;
}

const schema = 'pgboss';

/** Rings with the name of a queue that has new jobs. */
const newJobs = 'tanggap_jobs';
/** A queue is asked when there are jobs in it; this is for what neither ring nor look told. */
const queueEverySeconds = 300;

/** Tanggap's own namespace for ids derived from events. */
const namespace = '6f2d0a4c-2e5b-4a0b-9d3f-7c1e8a90b4d2';

export async function startWorker(backend: Backend, jobs: Jobs): Promise<Worker> {
  const boss = await openBoss(backend);
  for (const { name } of [...jobs.onEvent, ...jobs.timed]) {
    await boss.createQueue(name, { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 });
  }
  let due: DueWatch | null = null;
  const worked = () => due?.soon();
  const queues = new Map<string, () => void>();
  for (const { name, run } of jobs.onEvent) {
    const one = (data: unknown) => run(backend, (data as { subject: string }).subject);
    queues.set(name, await attend(boss, name, 4, one, worked));
  }
  for (const { name, cron, run } of jobs.timed) {
    await boss.schedule(name, cron);
    queues.set(name, await attend(boss, name, 1, () => run(backend), worked));
  }
  const relay: Drain = {
    name: 'platform.relay',
    channel: 'tanggap_events',
    everySeconds: 60,
    run: () => relayEvents(backend, boss, jobs.onEvent),
  };
  const lanes = [relay, ...jobs.drains].flatMap((drain) => Array<Drain>(drain.lanes ?? 1).fill(drain));
  const turning = await Promise.all(lanes.map((drain) => turn(backend, drain, worked)));
  const watch = (due = watchDue(backend.sql, schema, (name, seconds) => {
    turning.forEach((lane, at) => lanes[at]!.name === name && lane.due(seconds));
    if (seconds !== null && seconds <= 0) queues.get(name)?.();
  }));
  const ear = await backend.sql.listen(newJobs, (name) => queues.get(name)?.(), watch.soon);
  log('info', 'jobs.started', { queues: queues.size, drains: lanes.length });
  return {
    healthy: () => watch.healthy() && turning.every((drain) => drain.healthy()),
    async stop(seconds = 25) {
      watch.stop();
      await ear.unlisten().catch(() => undefined);
      const patience = new Promise<void>((done) => setTimeout(done, seconds * 1000).unref());
      await Promise.race([Promise.all(turning.map((drain) => drain.stop())), patience]);
      await boss.stop({ graceful: true, timeout: seconds * 1000 });
      log('info', 'jobs.stopped');
    },
  };
}

/** What pg-boss does on its own, as seldom as timed jobs and lost workers allow. */
const unhurried = {
  cronMonitorIntervalSeconds: 30,
  cronWorkerIntervalSeconds: 10,
  superviseIntervalSeconds: 120,
  monitorIntervalSeconds: 120,
  queueCacheIntervalSeconds: 3_600,
  // No job waits for another.
  flowIntervalSeconds: 3_600,
  bamIntervalSeconds: 3_600,
  // Its pool's own: a new connection for each look would cost more than the look.
  idleTimeoutMillis: 60_000,
};

async function openBoss({ database }: Backend): Promise<PgBoss> {
  const { url, ...parts } = database;
  const boss = new PgBoss({
    ...(url ? { connectionString: url } : parts),
    schema,
    max: 4,
    application_name: 'tanggap-jobs',
    ...unhurried,
  });
  // While the database is away pg-boss reports it at each poll; it goes on by itself.
  boss.on('error', (error) => log('warn', 'jobs.boss_error', { error: String(error) }));
  await boss.start();
  return boss;
}

/**
 * Does the jobs of a queue, some at once.
 * @returns looks for jobs at once
 */
async function attend(
  boss: PgBoss,
  name: string,
  lanes: number,
  run: (data: unknown) => Promise<unknown>,
  worked: () => void,
): Promise<() => void> {
  const ids: string[] = [];
  for (let lane = 0; lane < lanes; lane += 1) {
    ids[lane] = await boss.work(
      name,
      { batchSize: 1, pollingIntervalSeconds: queueEverySeconds },
      async ([job]) => {
        try {
          await timed(name, () => run(job!.data));
        } finally {
          // pg-boss would rest between two jobs; it rests when there is none.
          boss.notifyWorker(ids[lane]!);
          worked();
        }
      },
    );
  }
  return () => ids.forEach((id) => boss.notifyWorker(id));
}

/** Makes the jobs of up to 200 new events; the job's id comes from the event, so a second send makes none. */
async function relayEvents({ sql }: Backend, boss: PgBoss, wanted: EventJob[]): Promise<number> {
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
      await boss.insert(job.name, due, { db: executor(tx) });
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

/** Lets pg-boss write inside our transaction, so that event and job are one. */
function executor(tx: postgres.TransactionSql) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const rows = await tx.unsafe(text, values as never[]);
      return { rows: [...rows] };
    },
  };
}

async function timed(name: string, run: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  try {
    await run();
    log('debug', 'jobs.done', { job: name, ms: Math.round(performance.now() - began) });
  } catch (error) {
    log('warn', 'jobs.failed', { job: name, error });
    throw error;
  }
}
