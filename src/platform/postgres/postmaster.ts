import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What `postmaster.pid` says of the server that runs on a cluster. */
export type Postmaster = { pid: number; startedAt: string; host: string; port: number; ready: boolean };

/** Reads who runs on the cluster; undefined when nobody does, also when a dead server left its file. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const found = read(join(cluster, 'postmaster.pid'));
  return found && isAlive(found.pid, cluster) ? found : undefined;
}

/**
 * Removes the lock files of a dead server whose process id now belongs to some other process (small ids
 * return quickly in containers): PostgreSQL would take that process for its predecessor and refuse to start.
 */
export function removeStaleLocks(cluster: string, socketFolder: string): void {
  removeStale(join(cluster, 'postmaster.pid'), cluster);
  removeStale(join(socketFolder, '.s.PGSQL.5432.lock'), cluster);
}

/** Whether this process is a PostgreSQL server on this cluster. A zombie is not. */
export function isAlive(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (process.platform === 'linux') return worksIn(pid, cluster);
  if (process.platform === 'win32') return true;
  try {
    return /postgres/.test(execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

function worksIn(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' && looksRight(pid, cluster);
  }
}

/** Root in a container usually lacks the capability to see where another account's process works. */
function looksRight(pid: number, cluster: string): boolean {
  try {
    const [program = '', ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const folder = words[words.indexOf('-D') + 1] ?? '';
    const owner = statSync(`/proc/${pid}`).uid === statSync(cluster).uid;
    return owner && program.endsWith('/postgres') && [cluster, '/proc/self/cwd'].includes(folder);
  } catch {
    return false;
  }
}

function removeStale(file: string, cluster: string): void {
  const stale = read(file);
  if (!stale || isAlive(stale.pid, cluster)) return;
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  // Another start may have been quicker, and then this is the file of its living server.
  if (read(aside)?.pid === stale.pid) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function read(file: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid, , startedAt = '', port, socket, address, , status] = lines;
  if (!Number(pid)) return undefined;
  const host = socket || address || '';
  return { pid: Number(pid), startedAt, host, port: Number(port), ready: status?.trim() === 'ready' };
}
