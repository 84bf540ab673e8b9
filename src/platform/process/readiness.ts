import type { Backend } from '../backend/index.ts';
import type { Worker } from '../jobs/worker.ts';
import { someoneWorks } from './processes.ts';
import { spaceIn, type Space } from './space.ts';

const holder = globalThis as { tanggapWorker?: Worker | null };

/** Remembers this process's worker for `/readyz`; null when another process works. */
export function keepWorker(worker: Worker | null): void {
  holder.tanggapWorker = worker;
}

export interface Readiness {
  /** Requests can be served here. A worker that is dead elsewhere does not take the pages away from people. */
  ready: boolean;
  database: boolean;
  /** Somebody works: the worker of this process, or one that is alive and well elsewhere. */
  jobs: boolean;
  /** Of the folder of data: `low` before it is full. */
  disk: Space['state'];
}

/** Whether requests can be served: the database answers (within 2 s), and the worker here, if there is one, is not failing. */
export async function readiness(backend: Backend): Promise<Readiness> {
  const own = holder.tanggapWorker?.healthy() ?? null;
  const [database, elsewhere, { state: disk }] = await Promise.all([
    inTime(backend.ping()),
    own === true ? true : inTime(someoneWorks(backend.sql).then((works) => works || Promise.reject())),
    spaceIn(backend.env.DATA_DIR),
  ]);
  const jobs = own ?? elsewhere;
  return { ready: database && own !== false, database, jobs, disk };
}

/** Whether it comes out well within 2 s. */
function inTime(asked: Promise<unknown>): Promise<boolean> {
  const patience = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('slow')), 2_000).unref(),
  );
  return Promise.race([asked, patience]).then(
    () => true,
    () => false,
  );
}
