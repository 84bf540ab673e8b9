/** Builds the pages when something they are made of is newer than the last build; otherwise a few milliseconds. */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

const stamp = join(projectRoot, 'dist', 'built');

/** @returns whether a build was needed */
export async function buildIfStale(): Promise<boolean> {
  const sources = ['astro.config.mjs', 'package.json', 'tsconfig.json', 'src'];
  if (newest(sources.map((name) => join(projectRoot, name))) < builtAt()) return false;
  process.stdout.write('Building the pages (about half a minute, once) ...\n');
  const began = new Date();
  const { build } = await import('astro');
  await build({ root: projectRoot, logLevel: 'warn' });
  writeFileSync(stamp, began.toISOString());
  return true;
}

function builtAt(): number {
  return statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(paths: string[]): number {
  let latest = 0;
  for (const path of paths) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) continue;
    const inside = found.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : 0;
    latest = Math.max(latest, found.isDirectory() ? inside : found.mtimeMs);
  }
  return latest;
}

if (import.meta.main) await buildIfStale();
