import type { Backend } from '../backend/index.ts';
import type { Worker } from '../jobs/worker.ts';

const holder = globalThis as { tanggapWorker?: Worker | null };

/** Remembers this process's worker for `/readyz`; null when another process works. */
export function keepWorker(worker: Worker | null): void {
  holder.tanggapWorker = worker;
}

export interface Readiness {
  ready: boolean;
  database: boolean;
  jobs: boolean;
}

/** Whether requests can be served: the database answers (within 2 s) and the worker here is not failing. */
export async function readiness(backend: Backend): Promise<Readiness> {
  const patience = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('slow')), 2_000).unref(),
  );
  const database = await Promise.race([backend.ping(), patience]).then(
    () => true,
    () => false,
  );
  const jobs = holder.tanggapWorker?.healthy() ?? true;
  return { ready: database && jobs, database, jobs };
}
