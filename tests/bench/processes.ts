/** What processes take, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The kernel counts processor time in hundredths of a second, whatever its own clock does. */
const ticksPerSecond = 100;

export interface Process {
  pid: number;
  parent: number;
  title: string;
}

/** Proportional set size in megabytes: memory shared with others counts by its share. */
export function memory(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)![1]) / 1000;
}

/**
 * Percent of a core that each group of processes takes, over some seconds. Who came in the meantime counts with
 * all it used; who went, not at all.
 * @param groups each gives its process ids, asked before and after
 */
export async function processorShare(seconds: number, groups: (() => number[])[]): Promise<number[]> {
  const began = performance.now();
  const before = groups.map((pids) => new Map(pids().map((pid) => [pid, processorSeconds(pid)])));
  await sleep(seconds * 1000);
  const passed = (performance.now() - began) / 1000;
  return groups.map((pids, at) => {
    const used = pids().map((pid) => processorSeconds(pid) - (before[at]!.get(pid) ?? 0));
    return (used.reduce((sum, each) => sum + each, 0) / passed) * 100;
  });
}

export function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const title = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent: Number(status(Number(name))[1]), title }];
      } catch {
        return []; // It ended meanwhile.
      }
    });
}

function processorSeconds(pid: number): number {
  const fields = status(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** The fields of `stat` after the program's name, which may hold blanks: state, parent, ... */
function status(pid: number): string[] {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return line.slice(line.lastIndexOf(')') + 2).split(' ');
}
