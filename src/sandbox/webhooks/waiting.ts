/** What waits to be delivered, as others see it. */
import type { WebhookEvent } from '../world/said.ts';

export interface Delivered {
  body: string;
  status: number;
  attempt: number;
  at: number;
}

export interface WebhookQueue {
  add(event: WebhookEvent): void;
  /** Looks again at what is due; for after a change of settings. */
  wake(): void;
  /** Resolves when nothing waits any more. */
  settled(timeoutMs?: number): Promise<void>;
  /** Every attempt with its answer, newest last. */
  delivered(): Delivered[];
  /** Sends a delivered body once more, as Meta does at times. */
  redeliver(index: number): void;
  start(): void;
  stop(): Promise<void>;
}
