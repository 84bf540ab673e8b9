/**
 * Data folders that are made once in a run and copied by each file that needs one: setting up an installation
 * takes seconds, filling the demo half a minute, and a copy a moment. A copy is its taker's own, and nobody runs
 * on the original, so that no file can spoil another's.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { freePort, startTestServer, temporaryFolder, type Folder } from './server.ts';

const run = promisify(execFile);
const patienceMs = 180_000;

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
    const made = readdirSync(shelf).filter((at) => Date.now() - Number(at) < freshMs);
    if (made[0]) return join(shelf, made[0]);
    if (!took(lock)) continue;
    const fresh = mkdtempSync(join(inject('runFolder'), `${name}-`));
    try {
      await make(fresh);
      // Named by when it was made, and there only when it is whole.
      const ready = join(shelf, String(Date.now()));
      renameSync(fresh, ready);
      return ready;
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      throw error;
    } finally {
      rmdirSync(lock);
    }
  }
  throw new Error(
    `"${name}" was not prepared within ${patienceMs / 1000} s; who began it was probably killed`,
  );
}

function took(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
