import { nextId } from '../world/ids.ts';
import type { Network } from '../engine/network.ts';
import type { Delivery, WebhookEvent } from '../world/said.ts';
import type { Delivered, WebhookQueue } from './waiting.ts';
import { batches } from './batches.ts';
import { webhookBody } from './body.ts';
import { deliver } from './deliver.ts';

const GATHER_MS = 150;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
// Meta gives up on `feed` and `comments` after 36 hours.
const GIVE_UP_MS = 36 * 3_600_000;
const KEPT = 1000;

/** Delivers in order, one at a time, and again with growing pauses until the callback says 200. */
export function createWebhookQueue(getNetwork: () => Network): WebhookQueue {
  const log: (Delivered & { appId: string })[] = [];
  const abort = new AbortController();
  let gathering: NodeJS.Timeout | null = null;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let started = false;
  const waiting = new Set<() => void>();

  function add(event: WebhookEvent): void {
    const { world, settings } = getNetwork();
    world.held.push(event);
    if (settings.shuffled || settings.batched > 1) gathering ??= setTimeout(release, GATHER_MS);
    else release();
  }

  function release(): void {
    if (gathering) clearTimeout(gathering);
    gathering = null;
    const network = getNetwork();
    for (const events of batches(network, network.world.held.splice(0))) {
      const [first] = events;
      if (!first) continue;
      const body = webhookBody(
        first.object,
        events.map((event) => event.entry),
      );
      queue(first.appId, body);
      if (network.settings.twice) queue(first.appId, body);
    }
    network.changed();
    wake();
  }

  function queue(appId: string, body: string): void {
    const { world, settings } = getNetwork();
    const firstAt = Date.now() + settings.late;
    const id = nextId(world, '3', 15);
    world.deliveries.push({ id, appId, body, attempts: 0, firstAt, dueAt: firstAt, problem: null });
  }

  function wake(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const { world, settings } = getNetwork();
    if (!started || running) return;
    if (world.deliveries.length === 0) {
      for (const tell of waiting) tell();
      return;
    }
    if (settings.paused) return;
    const next = Math.min(...world.deliveries.map((delivery) => delivery.dueAt));
    timer = setTimeout(run, Math.max(0, next - Date.now()));
  }

  function run(): void {
    running = deliverDue().finally(() => {
      running = null;
      wake();
    });
  }

  async function deliverDue(): Promise<void> {
    const network = getNetwork();
    const due = network.world.deliveries.filter((delivery) => delivery.dueAt <= Date.now());
    for (const delivery of due) {
      if (abort.signal.aborted || network.settings.paused) return;
      await attempt(network, delivery);
    }
  }

  async function attempt(network: Network, delivery: Delivery): Promise<void> {
    const { world } = network;
    delivery.attempts += 1;
    const status = await deliver(network, delivery, abort.signal);
    if (abort.signal.aborted) return;
    log.push({
      appId: delivery.appId,
      body: delivery.body,
      status,
      attempt: delivery.attempts,
      at: network.now(),
    });
    if (log.length > KEPT) log.shift();
    const isLate = Date.now() - delivery.firstAt > GIVE_UP_MS;
    if (status === 200 || isLate || !world.apps[delivery.appId]) {
      world.deliveries = world.deliveries.filter((other) => other !== delivery);
    } else {
      delivery.problem = status ? `HTTP ${status}` : 'no answer';
      delivery.dueAt = Date.now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (delivery.attempts - 1));
    }
    network.changed();
  }

  return {
    add,
    wake,
    delivered: () => log.map(({ body, status, attempt, at }) => ({ body, status, attempt, at })),
    redeliver(index) {
      const past = log.at(index);
      if (past) queue(past.appId, past.body);
      wake();
    },
    settled(timeoutMs = 15_000) {
      if (gathering) release();
      return new Promise((resolve, reject) => {
        const tell = (): void => {
          clearTimeout(limit);
          waiting.delete(tell);
          resolve();
        };
        const limit = setTimeout(() => {
          waiting.delete(tell);
          reject(new Error(`webhooks still waiting after ${timeoutMs} ms: ${summary(getNetwork())}`));
        }, timeoutMs);
        waiting.add(tell);
        wake();
      });
    },
    start() {
      started = true;
      if (getNetwork().world.held.length) release();
      wake();
    },
    async stop() {
      started = false;
      abort.abort();
      if (timer) clearTimeout(timer);
      if (gathering) clearTimeout(gathering);
      await running;
    },
  };
}

const summary = (network: Network): string =>
  network.world.deliveries
    .map(({ attempts, problem }) => `${attempts} attempts, ${problem ?? 'not tried'}`)
    .join('; ');
