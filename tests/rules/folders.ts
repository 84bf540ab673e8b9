import { posix } from 'node:path';
import type { Sources } from './sources.ts';

const mostFlat = 12;
const longLines = 200;

/** Rule 1: folders with more than twelve .ts files flat; pages are a map of addresses and have no such limit. */
export function crowdedFolders(files: Sources): string[] {
  const flat = new Map<string, number>();
  for (const path of files.keys()) {
    const folder = posix.dirname(path);
    if (path.endsWith('.ts') && !/^pages(\/|$)/.test(folder)) flat.set(folder, (flat.get(folder) ?? 0) + 1);
  }
  return [...flat]
    .filter(([, count]) => count > mostFlat)
    .map(([folder, count]) => `src/${folder} has ${count} .ts files flat: give it topics.`);
}

/** Rule 4: files that repeat their folder's name. */
export function repeatedNames(files: Sources): string[] {
  return [...files.keys()]
    .filter((path) => !path.startsWith('pages/') && path.includes('/'))
    .filter((path) => {
      const stem = posix.basename(path).split('.')[0]!;
      return namesOf(posix.basename(posix.dirname(path))).some(
        (name) => stem === name || stem.startsWith(`${name}-`) || stem.endsWith(`-${name}`),
      );
    })
    .map((path) => `src/${path} repeats its folder's name: call it after what it holds.`);
}

/** A folder's name, and its singular. */
function namesOf(folder: string): string[] {
  return [folder, folder.replace(/ies$/, 'y'), folder.replace(/s$/, '')];
}

/** Rule 10: files over 200 lines. Tables of data and what a program writes are exempt. */
export function longFiles(files: Sources): string[] {
  return [...files]
    .filter(([path]) => !/\.data\.ts$|database\.types\.ts$/.test(path))
    .filter(([, text]) => text.split('\n').length - 1 > longLines)
    .map(([path]) => path);
}
