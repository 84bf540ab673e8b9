/** How long each test file took on this machine, kept beside the packages: the next run begins with the longest. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const root = join(import.meta.dirname, '../..');
const kept = join(root, 'node_modules/.cache/tanggap-durations.json');

/** Milliseconds by the file's path from the root; empty before the first run. */
export function readDurations(): Record<string, number> {
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}

/** Writes them down at the end of a run; files that did not run keep what they had. */
export class Durations implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const took = modules
      .filter((module) => module.state() === 'passed')
      .map((module) => [relative(root, module.moduleId), Math.round(module.diagnostic().duration)] as const);
    if (took.length === 0) return;
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(kept, JSON.stringify({ ...readDurations(), ...Object.fromEntries(took) }, null, 1));
  }
}
