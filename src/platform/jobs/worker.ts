/**
 * Work in the background. The row is the truth, the job is a hint: a relay turns each event into the jobs
 * that want it, exactly once; a job carries ids and calls a verb; losing one loses nothing, because what is
 * due is swept up from the rows.
 */
import { PgBoss } from 'pg-boss';
import type postgres from 'postgres';
import type { Backend } from '../backend/index.ts';
import { log } from '../log.ts';
import { v5 } from 'uuid';

export interface EventJob {
  name: string;
  /** The kinds of event it wants. */
  on: string[];
  run(backend: Backend, subject: string): Promise<unknown>;
}

export interface TimedJob {
  name: string;
  /** Five-field cron, UTC. */
  cron: string;
  run(backend: Backend): Promise<unknown>;
}

/** Takes what is due, again at once while there was something, when notified, and every few seconds. */
export interface Drain {
  name: string;
  /** PostgreSQL channel that rings when there may be work. */
  channel?: string;
  everySeconds: number;
  /** How many may run at once, where one slow call must not hold up the others. */
  lanes?: number;
  /** @returns how many were done; 0 ends the round */
  run(backend: Backend): Promise<number>;
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

/** A round that takes longer than this hangs. */
const mostRoundMs = 15 * 60_000;

/** Tanggap's own namespace for ids derived from events. */
const namespace = '6f2d0a4c-2e5b-4a0b-9d3f-7c1e8a90b4d2';

export async function startWorker(backend: Backend, jobs: Jobs): Promise<Worker> {
  const boss = await openBoss(backend);
  for (const { name } of [...jobs.onEvent, ...jobs.timed]) {
    await boss.createQueue(name, { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 });
  }
  for (const { name, run } of jobs.onEvent) {
    await boss.work(
      name,
      { batchSize: 1, localConcurrency: 4, pollingIntervalSeconds: 0.5 },
      async ([job]) => {
        await timed(name, () => run(backend, (job!.data as { subject: string }).subject));
      },
    );
  }
  for (const { name, cron, run } of jobs.timed) {
    await boss.schedule(name, cron);
    await boss.work(name, { batchSize: 1, pollingIntervalSeconds: 5 }, () => timed(name, () => run(backend)));
  }
  const relay: Drain = {
    name: 'platform.relay',
    channel: 'tanggap_events',
    everySeconds: 5,
    run: () => relayEvents(backend, boss, jobs.onEvent),
  };
  const drains = await Promise.all([relay, ...jobs.drains].map((drain) => turn(backend, drain)));
  log('info', 'jobs.started', { queues: jobs.onEvent.length + jobs.timed.length, drains: drains.length });
  return {
    healthy: () => drains.every((drain) => drain.healthy()),
    async stop(seconds = 25) {
      const patience = new Promise<void>((done) => setTimeout(done, seconds * 1000).unref());
      await Promise.race([Promise.all(drains.map((drain) => drain.stop())), patience]);
      await boss.stop({ graceful: true, timeout: seconds * 1000 });
      log('info', 'jobs.stopped');
    },
  };
}

async function openBoss({ database }: Backend): Promise<PgBoss> {
  const { url, ...parts } = database;
  const boss = new PgBoss({
    ...(url ? { connectionString: url } : parts),
    schema,
    max: 4,
    application_name: 'tanggap-jobs',
  });
  // While the database is away pg-boss reports it at each poll; it goes on by itself.
  boss.on('error', (error) => log('warn', 'jobs.boss_error', { error: String(error) }));
  await boss.start();
  return boss;
}

/** Makes the jobs of up to 200 new events; the job's id comes from the event, so a second send makes none. */
async function relayEvents({ sql }: Backend, boss: PgBoss, wanted: EventJob[]): Promise<number> {
  return sql.begin(async (tx) => {
    const events = await tx<{ business_id: string; number: string; kind: string; subject: string }[]>`
      select business_id, number, kind, subject from events
      where relayed_at is null order by business_id, number limit 200 for update skip locked`;
    if (events.length === 0) return 0;
    for (const job of wanted) {
      const due = events
        .filter((event) => job.on.includes(event.kind))
        .map((event) => ({
          id: v5(`${job.name}:${event.business_id}:${event.number}`, namespace),
          data: { subject: event.subject },
        }));
      if (due.length > 0) await boss.insert(job.name, due, { db: executor(tx) });
    }
    await tx`update events e set relayed_at = now()
      from (values ${tx(events.map((event) => [event.business_id, event.number]))}) as r (business_id, number)
      where e.business_id = r.business_id::uuid and e.number = r.number::bigint`;
    return events.length;
  });
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

async function turn(backend: Backend, drain: Drain): Promise<{ stop(): Promise<void>; healthy(): boolean }> {
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let failures = 0;
  let since = 0;

  const exhaust = async () => {
    while (!stopped && (await drain.run(backend)) > 0);
  };
  const round = async () => {
    do {
      again = false;
      try {
        await Promise.all(Array.from({ length: drain.lanes ?? 1 }, exhaust));
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures < 4 || failures % 60 === 0)
          log('warn', 'jobs.drain_failed', { drain: drain.name, failures, error });
      }
    } while (again && !stopped);
  };
  const wake = () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    since = Date.now();
    running = round().finally(() => (running = null));
  };
  const timer = setInterval(wake, drain.everySeconds * 1000);
  const ear = drain.channel ? await backend.sql.listen(drain.channel, wake, wake) : null;
  wake();
  return {
    healthy: () => failures < 4 && !(running && Date.now() - since > mostRoundMs),
    async stop() {
      stopped = true;
      clearInterval(timer);
      await ear?.unlisten().catch(() => undefined);
      await running;
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
