import type { Delivery, MessageId } from '../schema.ts';
import type { Received } from './received.ts';
import type { Sorting } from './sorting.ts';

/** One message as a thread shows it. */
export interface ThreadMessage {
  id: MessageId;
  direction: 'in' | 'out';
  body: string;
  sentAt: string;
  delivery: Delivery | null;
  version: number;
  reason: string | null;
  edited: boolean;
  hidden: boolean;
  removed: boolean;
  /** What it is about; null until it is sorted, and for what we wrote. */
  sorting: Sorting | null;
  received: Received;
}
