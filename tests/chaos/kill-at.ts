/**
 * Preload of the server under test (`node --import`): it kills its own process at the moment that the file
 * `KILL_ORDER` names. The order is gone before the kill, so that the restarted server lives.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { killPostgres } from './kill.ts';

/** What the file holds: die at the `nth` time that `moment` is reached. */
export interface KillOrder {
  id: string;
  moment: string;
  nth: number;
  together: boolean;
}

const { KILL_ORDER: file, DATA_DIR: dataDir } = process.env;
const seen = new Map<string, number>();

for (const ledger of ['attempt', 'delivery']) {
  subscribe(`tanggap:${ledger}`, (message) => {
    const order = readOrder();
    if (order?.moment !== `${ledger}:${(message as { moment: string }).moment}`) return;
    const times = (seen.get(order.id) ?? 0) + 1;
    seen.set(order.id, times);
    if (times < order.nth) return;
    rmSync(file!);
    if (order.together) killPostgres(dataDir!);
    process.kill(process.pid, 'SIGKILL');
  });
}

// Who is killed leaves no cache behind, and there are many starts.
setTimeout(flushCompileCache, 2_000).unref();

function readOrder(): KillOrder | null {
  try {
    return JSON.parse(readFileSync(file!, 'utf8')) as KillOrder;
  } catch {
    return null;
  }
}
