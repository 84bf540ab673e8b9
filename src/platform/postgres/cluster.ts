import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { environment } from './environment.ts';
import { openToOthers } from './reach.ts';

/** A cluster folder and how the server's programs must name it. */
export type Cluster = { folder: string; argument: string };

/**
 * Makes the cluster when there is none.
 * It is made in a sibling folder and renamed, so that a power cut in between leaves nothing half-made behind.
 *
 * @throws when the folder holds a cluster of another major version, something else, or initdb fails.
 */
export async function ensureCluster(
  folder: string,
  binaries: Binaries,
  account: Account | undefined,
  durable: boolean,
): Promise<Cluster> {
  if (!existsSync(join(folder, 'PG_VERSION'))) await create(folder, binaries, account, durable);
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (found !== binaries.major) throw new Error(otherVersion(folder, found, binaries.major));
  return { folder, argument: argumentFor(folder, account) };
}

/** The password of the database on Windows, where there is no private socket. */
export function readPassword(folder: string): string | undefined {
  return process.platform === 'win32' ? readFileSync(passwordFile(folder), 'utf8') : undefined;
}

function passwordFile(folder: string): string {
  return join(dirname(folder), 'postgres-password');
}

async function create(folder: string, binaries: Binaries, account: Account | undefined, durable: boolean) {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`${folder} is not empty and is not a database. Move it away or set another DATA_DIR.`);
  }
  removeAbandoned(folder);
  const fresh = `${folder}.new-${randomUUID().slice(0, 8)}`;
  mkdirSync(fresh, { mode: 0o700 });
  try {
    if (account) chownSync(fresh, account.uid, account.gid);
    await initialise(fresh, binaries, account, durable, folder);
    renameSync(fresh, folder);
    if (durable) syncFolder(dirname(folder));
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Two starts at once both make a cluster; the one that comes second uses the other's.
    if (!existsSync(join(folder, 'PG_VERSION'))) throw error;
  }
}

/** An hour is long enough for the slowest initdb of another process that is still at work. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.new-`)) continue;
    const path = join(dirname(folder), name);
    const made = statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0;
    if (Date.now() - made > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

async function initialise(
  fresh: string,
  binaries: Binaries,
  account: Account | undefined,
  durable: boolean,
  folder: string,
): Promise<void> {
  const options = [
    '--pgdata=' + argumentFor(fresh, account),
    '--username=postgres',
    '--encoding=UTF8',
    // Bytewise order that is the same on every machine, with upper and lower case of all of Unicode.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=simple',
    ...(durable ? [] : ['--no-sync']),
    ...authentication(folder),
  ];
  const child = spawn(binaries.initdb, options, {
    ...account,
    cwd: fresh,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(initFailure(code, output));
}

function initFailure(code: unknown, output: string): string {
  const unnamed = /could not look up effective user ID/.test(output)
    ? ' This account has no name in /etc/passwd: start Tanggap as a user that has one.'
    : '';
  return `initdb failed (${String(code)}).${unnamed}\n${output.trim().slice(-2000)}`;
}

/** A socket in a folder of mode 0700 needs no password; the loopback address of Windows does. */
function authentication(folder: string): string[] {
  if (process.platform !== 'win32') return ['--auth-local=trust', '--auth-host=reject'];
  const file = passwordFile(folder);
  if (!existsSync(file)) writeFileSync(file, randomUUID() + randomUUID(), { mode: 0o600 });
  return ['--auth=scram-sha-256', `--pwfile=${file}`];
}

/**
 * A server account cannot walk through a closed folder such as /root, yet it may stay in a folder that root
 * entered for it. So root's child starts with the cluster as its working folder and is told to use that:
 * the data stay under DATA_DIR, where people look for them, and no folder of theirs is opened to others.
 */
function argumentFor(folder: string, account: Account | undefined): string {
  if (!account || openToOthers(dirname(folder))) return folder;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new Error(
    `PostgreSQL cannot run as root, and other accounts cannot enter ${dirname(folder)}. ` +
      `Start Tanggap as an ordinary user, or set DATA_DIR to a folder that others may pass through.`,
  );
}

function otherVersion(folder: string, found: string, wanted: string): string {
  return (
    `The database in ${folder} was made by PostgreSQL ${found}; this Tanggap brings PostgreSQL ${wanted}. ` +
    `Make a backup with the Tanggap that made it ("npm run tanggap -- backup FILE"), ` +
    `move the folder away, and load it here ("npm run tanggap -- restore FILE").`
  );
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
