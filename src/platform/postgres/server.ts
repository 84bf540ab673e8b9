import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { environment } from './environment.ts';
import { isAlive } from './postmaster.ts';

/** A start that is under way: whether its process has ended, and what it said. */
export type Launch = { pid: number | undefined; ended(): boolean; said(): string };

/**
 * Starts a server that outlives this process: a crash of Node must not become a crash of the database.
 * It writes to a file, because a pipe would break together with Node.
 */
export function launch(
  cluster: Cluster,
  binaries: Binaries,
  account: Account | undefined,
  settings: Record<string, string>,
): Launch {
  const file = join(dirname(cluster.folder), 'postgres.log');
  const from = shorten(file);
  const log = openSync(file, 'a', 0o600);
  const [program, options] = command(cluster, binaries, settings);
  const child = spawn(program, options, {
    ...account,
    cwd: cluster.folder,
    env: environment(),
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  });
  closeSync(log);
  let failure = '';
  let ended = false;
  child.once('error', (error) => ((failure = error.message), (ended = true)));
  child.once('exit', (code) => (ended = process.platform !== 'win32' || code !== 0));
  child.unref();
  return {
    pid: child.pid,
    ended: () => ended,
    said: () => failure + readFileSync(file).subarray(from).toString(),
  };
}

/**
 * Asks the server to end the sessions and stop, and waits until it is gone.
 * One that takes over a minute is stopped at once: it loses nothing and recovers at the next start.
 */
export async function shutDown(pid: number, cluster: Cluster, binaries: Binaries): Promise<void> {
  signal('SIGINT');
  for (let waited = 0; isAlive(pid, cluster.folder); waited += 20) {
    if (waited === 60_000) signal('SIGQUIT');
    if (waited > 90_000) throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
    await sleep(20);
  }

  function signal(name: 'SIGINT' | 'SIGQUIT'): void {
    try {
      if (process.platform !== 'win32') process.kill(pid, name);
      else spawn(binaries.pgCtl, ['kill', name.slice(3), String(pid)], { windowsHide: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function command(cluster: Cluster, binaries: Binaries, settings: Record<string, string>): [string, string[]] {
  const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const options = pairs.flatMap((pair) => ['-c', pair]);
  if (process.platform !== 'win32') return [binaries.postgres, ['-D', cluster.argument, ...options]];
  // On Windows only pg_ctl can drop an administrator's rights, which PostgreSQL refuses to run with.
  const quoted = pairs.map((pair) => `-c "${pair}"`).join(' ');
  return [binaries.pgCtl, ['start', '-W', '-D', cluster.argument, '-o', quoted]];
}

function shorten(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < 1_000_000) return size;
  renameSync(file, `${file}.old`);
  return 0;
}
