/** What arrives is stored together and comes before everything else. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Network } from '#channels/schema.ts';
import type { Backend } from '#platform/backend/index.ts';

/** As `store_webhook_items` takes it. */
export type StoredItem = Record<string, unknown>;
interface Waiting {
  items: StoredItem[];
  done(stored: number): void;
  failed(error: unknown): void;
}

const queues: Record<Network, Waiting[]> = { meta: [], sandbox: [] };
const storing: Record<Network, boolean> = { meta: false, sandbox: false };

/**
 * Stores items; requests that arrive while one is being stored share the next statement, and its one wait for the disk.
 * @returns how many were new, of all that were stored together
 * @throws when the database can't take them
 */
export function storeTogether(backend: Backend, network: Network, items: StoredItem[]): Promise<number> {
  flood.arrived();
  return new Promise((done, failed) => {
    queues[network].push({ items, done, failed });
    if (!storing[network]) void drainQueue(backend, network);
  });
}

async function drainQueue(backend: Backend, network: Network): Promise<void> {
  storing[network] = true;
  while (queues[network].length > 0) await store(backend, network, queues[network].splice(0, 200));
  storing[network] = false;
  for (const go of quiet.splice(0)) go();
}

async function store(backend: Backend, network: Network, together: Waiting[]): Promise<void> {
  try {
    const items = together.flatMap((one) => one.items) as never;
    const stored = await backend.callDirectly('store_webhook_items', { network, items });
    for (const one of together) one.done(stored);
  } catch (error) {
    const alone = together.length > 1 && isAboutData(error);
    if (alone) for (const one of together) await store(backend, network, [one]);
    else for (const one of together) one.failed(error);
  }
}

/** What the database can't keep fails those who brought it, and nobody who came beside them. */
function isAboutData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^22[0-9A-Z]{3}$/.test(String(error.code));
}

const mostPatienceMs = 2_000;
const quiet: (() => void)[] = [];

/** More than 500 bodies a second: whoever sends that many must be told soon that they arrived. */
const flood = {
  since: 0,
  bodies: 0,
  endsAt: 0,
  arrived(now = performance.now()) {
    if (now - flood.since > 100) Object.assign(flood, { since: now, bodies: 0 });
    flood.bodies += 1;
    if (flood.bodies >= 50) flood.endsAt = now + 200;
  },
};

/** What arrives goes first: projecting waits for a gap, and in a flood for its end, though never for long. */
export async function untilQuiet(): Promise<void> {
  const latest = performance.now() + mostPatienceMs;
  for (let now = performance.now(); now < Math.min(flood.endsAt, latest); now = performance.now())
    await sleep(Math.min(flood.endsAt, latest) - now);
  if (!storing.meta && !storing.sandbox) return;
  const enough = new AbortController();
  await Promise.race([
    new Promise<void>((go) => quiet.push(go)),
    sleep(Math.max(latest - performance.now(), 0), undefined, { signal: enough.signal }).catch(
      () => undefined,
    ),
  ]);
  enough.abort();
}
