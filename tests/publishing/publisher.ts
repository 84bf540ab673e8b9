/**
 * A publisher as a process of its own, for tests: it does one round when it is told to, and at the moment it was
 * told it kills itself as a power cut does.
 */
import { subscribe } from 'node:diagnostics_channel';
import { flushCompileCache } from 'node:module';
import { openOn } from '#platform/backend/index.ts';
import type { DatabaseOptions } from '#platform/backend/database.ts';
import { readEnv } from '#platform/env.ts';
import { setLogLevel } from '#platform/log.ts';
import { sendFirstComments } from '#publishing/first-comment/send.ts';
import { publishDue } from '#publishing/publish/round.ts';
import { sweepTargets } from '#publishing/publish/sweep.ts';

export interface Opening {
  env: Record<string, string>;
  database: DatabaseOptions;
}

/** Publish and comment until nothing is due, and sweep; die when `dieAt` is reached for the `nth` time. */
export interface Order {
  dieAt?: string;
  nth?: number;
  /** How often to publish at most. */
  rounds: number;
}

/** How many targets the rounds handled, or why they stopped. */
export type Report = { handled: number } | { error: string };

let order: Order = { rounds: 0 };
let reached = 0;

subscribe('tanggap:attempt', (message) => reach((message as { moment: string }).moment));
subscribe('tanggap:first_comment', (message) => reach(`comment_${(message as { moment: string }).moment}`));

function reach(moment: string): void {
  if (order.dieAt !== moment) return;
  reached += 1;
  if (reached >= (order.nth ?? 1)) process.kill(process.pid, 'SIGKILL');
}

if (import.meta.main) {
  const [env, database] = JSON.parse(process.argv[2]!) as [Opening['env'], DatabaseOptions];
  const settings = readEnv(env);
  setLogLevel(settings.LOG_LEVEL);
  const backend = await openOn(settings, database, async () => undefined);
  process.on('message', (given: Order) => {
    order = given;
    reached = 0;
    void work(given.rounds).then((report) => process.send!(report));
  });
  process.on('disconnect', () => process.exit(0));
  process.send!({ handled: 0 } satisfies Report);
  // Who is killed leaves no cache behind.
  flushCompileCache();

  async function work(rounds: number): Promise<Report> {
    let handled = 0;
    try {
      for (let round = 0; round < rounds; round += 1) {
        const here = await publishDue(backend);
        if (here === 0) break;
        handled += here;
      }
      for (let round = 0; round < rounds && (await sendFirstComments(backend)) > 0; round += 1);
      while ((await sweepTargets(backend)) > 0);
      return { handled };
    } catch (error) {
      return { error: String((error as Error).stack ?? error) };
    }
  }
}
