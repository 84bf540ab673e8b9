import type { Intent, Sentiment, Urgency } from './schema.ts';

/** What a message is taken for, until a person says otherwise. */
export interface Classification {
  intent: Intent;
  /** One of the known topics, or whatever else a later model may say; null where there is none. */
  topic: string | null;
  sentiment: Sentiment;
  urgency: Urgency;
  /** How sure of the intent, 0 to 1: of all messages with 0.8, about 8 in 10 are right. */
  confidence: number;
  /** Who said so and in which version, so that a stored answer can be told from a newer one. */
  by: string;
}

/** Sorts one message. Never throws; one that asks over a network promises its answer. */
export type Classifier = (text: string) => Classification | Promise<Classification>;
