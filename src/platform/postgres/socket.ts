import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { openToOthers } from './reach.ts';

/**
 * A short private folder for the server's socket (a socket's path may have 107 bytes, on macOS 103).
 * Its name follows from the cluster's, so that a restarted server is found where the old one was.
 */
export function socketFolder(cluster: string, account: Account | undefined): string {
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  const name = `tanggap-${createHash('sha256').update(`${uid} ${cluster}`).digest('hex').slice(0, 12)}`;
  const wanted = join(temporary(), name);
  try {
    mkdirSync(wanted, { mode: 0o700 });
    if (account) chownSync(wanted, account.uid, account.gid);
    return wanted;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (isPrivate(wanted, uid)) return wanted;
  // Somebody else took the name: leave it to them. Others find the socket through postmaster.pid.
  const other = mkdtempSync(`${wanted}-`);
  if (account) chownSync(other, account.uid, account.gid);
  return other;
}

/** Removes the folder of a stopped server, unless the next one is there already. */
export function removeSocketFolder(folder: string): void {
  try {
    if (folder.includes('tanggap-')) rmdirSync(folder);
  } catch {
    // Not empty, or gone: either way it is not ours any more.
  }
}

function isPrivate(folder: string, uid: number): boolean {
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0;
}

/** Clients cut socket paths at colons and commas, and a private TMPDIR cannot be entered by the server. */
function temporary(): string {
  const folder = tmpdir();
  const usable = Buffer.byteLength(folder) <= 55 && /^[\w/.-]+$/.test(folder);
  return usable && (process.getuid?.() !== 0 || openToOthers(folder)) ? folder : '/tmp';
}
