/**
 * Work in the background. The row is the truth, the job is a hint: a relay turns each event into the jobs
 * that want it, exactly once; a job carries ids and calls a verb; losing one loses nothing, because what is
 * due is swept up from the rows.
 */
import { PgBoss } from 'pg-boss';
import type { Backend } from '../backend/index.ts';
import { bossDatabase } from './boss-database.ts';
import { turn, type Drain } from './drain.ts';
import { watchDue, type DueWatch } from './due.ts';
import { reportOnce } from './outage.ts';
import { newJobs, relayEvents, type EventJob } from './relay.ts';
import { log } from '../log.ts';

export type { EventJob } from './relay.ts';

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

/** A queue is asked when there are jobs in it; this is for what neither ring nor look told. */
const queueEverySeconds = 300;

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
  await endSchedules(boss, jobs.timed);
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
};

/** A job that was renamed or taken away must not fill a queue that nobody works on. */
async function endSchedules(boss: PgBoss, timed: TimedJob[]): Promise<void> {
  const wanted = new Set(timed.map(({ name }) => name));
  for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name);
}

async function openBoss({ sql }: Backend): Promise<PgBoss> {
  const boss = new PgBoss({ db: bossDatabase(sql), schema, ...unhurried });
  const report = reportOnce('jobs.boss_error');
  boss.on('error', report);
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
