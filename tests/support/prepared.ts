/**
 * Data folders that are made once in a run and copied by each file that needs one: setting up an installation
 * takes seconds, filling the demo half a minute, and a copy a moment. A copy is its taker's own, and nobody runs
 * on the original, so that no file can spoil another's.
 */
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { freePort, startTestServer, temporaryFolder, type Folder } from './server.ts';

const run = promisify(execFile);
const patienceMs = 270_000;

/** The data folder of an installation whose server was started once and stopped. */
export function installedFolder(): Promise<Folder> {
  return copyOf('installed', async (dataDir) => {
    await (await startTestServer({ dataDir, port: await freePort() })).stop();
  });
}

/**
 * @param make fills the folder it is given, and leaves nothing running on it
 * @param freshMs for what goes off: an older one is not copied, and another is made
 */
export async function copyOf(
  name: string,
  make: (folder: string) => Promise<void>,
  freshMs = Infinity,
): Promise<Folder> {
  const original = await prepared(name, make, freshMs);
  const folder = temporaryFolder();
  // With owners and modes: PostgreSQL runs under an account of its own. Node's own copy drops the owners.
  await run('cp', ['-a', join(original, '.'), folder.path]);
  return folder;
}

/**
 * The original itself, to read. Whoever takes the lock makes it; the others wait, and one that fails leaves the next
 * to try.
 */
export async function prepared(
  name: string,
  make: (folder: string) => Promise<void>,
  freshMs: number,
): Promise<string> {
  const shelf = join(inject('runFolder'), name);
  const lock = join(inject('runFolder'), `${name}.lock`);
  mkdirSync(shelf, { recursive: true });
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(100)) {
    const made = newest(shelf, freshMs);
    if (made) return made;
    if (!took(lock)) continue;
    try {
      return newest(shelf, freshMs) ?? (await makeOn(shelf, make));
    } finally {
      rmSync(lock, { force: true });
    }
  }
  throw new Error(`"${name}" was not prepared within ${patienceMs / 1000} s`);
}

/** Each is named by when it was made. */
function newest(shelf: string, freshMs: number): string | undefined {
  const made = readdirSync(shelf).filter((at) => Date.now() - Number(at) < freshMs);
  const last = made.sort().at(-1);
  return last && join(shelf, last);
}

/** It appears on the shelf when it is whole. */
async function makeOn(shelf: string, make: (folder: string) => Promise<void>): Promise<string> {
  const fresh = mkdtempSync(`${shelf}-`);
  try {
    await make(fresh);
    const ready = join(shelf, String(Date.now()));
    renameSync(fresh, ready);
    return ready;
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
}

function took(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isOver(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** Whether who took it has died over it, as a file does whose time ran out. */
function isOver(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
