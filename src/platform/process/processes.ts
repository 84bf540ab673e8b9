/** Which processes of this installation run: each says so in the database, and who falls silent is dead. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type postgres from 'postgres';
import type { Backend } from '../backend/index.ts';
import type { Worker } from '../jobs/worker.ts';
import { log } from '../log.ts';

export interface Running {
  kind: 'server' | 'worker';
  host: string;
  pid: number;
  /** There is a worker in it. */
  works: boolean;
  healthy: boolean;
  /** Of its secret. */
  fingerprint: string;
  seenSeconds: number;
  isAlive: boolean;
}

/** Who misses three is no longer among `private.living_processes`. */
const beatMs = 30_000;

export interface Heart {
  /** Tells at once. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

/** Tells from now on that this process runs, and how its worker is. */
export async function startHeart(
  { sql, keys, pool }: Backend,
  kind: Running['kind'],
  worker: Worker | null,
): Promise<Heart> {
  const id = randomUUID();
  const beat = async () => {
    const row = {
      ...{ id, kind, pid: process.pid, host: hostname().slice(0, 200) },
      ...{
        works: worker !== null,
        healthy: worker?.healthy() ?? true,
        fingerprint: keys.fingerprints[0],
        pool,
      },
    };
    // A beat that a power cut takes away is missed by nobody.
    await sql.begin(async (tx) => {
      await tx`set local synchronous_commit = off`;
      await tx`insert into private.processes ${tx(row)}
        on conflict (id) do update set healthy = excluded.healthy, seen_at = now()`;
    });
  };
  const beatQuietly = () =>
    beat().catch((error: unknown) => log('debug', 'platform.beat_failed', { error: String(error) }));
  await beat();
  await sql`delete from private.processes where seen_at < now() - interval '1 day'`;
  const timer = setInterval(() => void beatQuietly(), beatMs);
  timer.unref();
  return {
    beat,
    async stop() {
      clearInterval(timer);
      await sql`delete from private.processes where id = ${id}`.catch(() => undefined);
    },
  };
}

/** Those of the last day, the newest first. */
export function listProcesses(sql: postgres.Sql): Promise<Running[]> {
  return sql<Running[]>`
    select kind, host, pid, works, healthy, fingerprint,
      extract(epoch from now() - seen_at)::int as "seenSeconds",
      exists (select from private.living_processes l where l.id = p.id) as "isAlive"
    from private.processes p where seen_at > now() - interval '1 day' order by started_at desc, id limit 500`;
}

/** Whether somebody does the work: a worker that is alive and well, here or elsewhere. */
export async function someoneWorks(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ works: boolean }[]>`
    select exists (select from private.living_processes where works and healthy) as works`;
  return row!.works;
}
