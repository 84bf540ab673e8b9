/** Which test files start a server, a browser, a network or a process of their own, by what they import. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** Whoever reaches one of these, over however many files, needs a house. */
const houses =
  /vi\.mock\(|#sandbox\/|node:child_process|playwright-core|support\/(server|chromium|supabase|push-service)\.ts/;
/** They prepare people by a lock and a folder alone, and name what they only look for. */
const quiet = /tests\/(policies\/people|rules\/planted\.data)\.ts$/;

const known = new Map<string, boolean>();

/** @param file absolute path of a test, or of what a test imports */
function needsHouse(file: string): boolean {
  const before = known.get(file);
  if (before !== undefined) return before;
  known.set(file, false);
  const text = readFileSync(file, 'utf8');
  const near = [...text.matchAll(/from '(\.[^']+\.ts)'/g)]
    .map((match) => join(dirname(file), match[1]!))
    .filter((path) => existsSync(path));
  const needs = !quiet.test(file) && (houses.test(text) || near.some(needsHouse));
  known.set(file, needs);
  return needs;
}

/** Paths of all test files, from the root, that need a house or that need none. */
export function testFiles(house: boolean): string[] {
  return globSync('tests/**/*.test.ts', { cwd: root })
    .map((path) => join(root, path))
    .filter((path) => needsHouse(path) === house)
    .map((path) => relative(root, path))
    .sort();
}
