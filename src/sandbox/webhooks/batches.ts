import { random } from '../world/ids.ts';
import type { Network } from '../engine/network.ts';
import type { WebhookEvent } from '../world/said.ts';

/** Groups events into bodies: each carries one app's events of one object. */
export function batches(network: Network, events: WebhookEvent[]): WebhookEvent[][] {
  const ordered = network.settings.shuffled ? shuffle(network, events) : events;
  const open = new Map<string, WebhookEvent[]>();
  const all: WebhookEvent[][] = [];
  for (const event of ordered) {
    const key = `${event.appId} ${event.object}`;
    const batch = open.get(key);
    if (batch && batch.length < network.settings.batched) batch.push(event);
    else {
      const started = [event];
      open.set(key, started);
      all.push(started);
    }
  }
  return all;
}

function shuffle<T>(network: Network, items: T[]): T[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random(network.world) * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
  }
  return mixed;
}
