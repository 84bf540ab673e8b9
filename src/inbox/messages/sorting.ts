/** What messages are about: the model proposes when they come in, a person's word wins. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import { orNull } from '#platform/backend/arguments.ts';
import { classify } from '#assistant/index.ts';
import { intent, sentiment, urgency, type Intent, type Sentiment, type Urgency } from '#assistant/schema.ts';
import type { Incoming, Sorting as ModelSorting } from '#channels/contract/incoming.ts';
import type { MessageId } from '../schema.ts';

export interface Sorting {
  intent: Intent;
  topic: string | null;
  sentiment: Sentiment;
  urgency: Urgency;
  /** A person said so; else the model. */
  byPerson: boolean;
}

/** Below this the model may not decide that something needs no answer: a customer taken for spam is lost. */
const sureEnough = 0.8;

/** Adds what the model makes of it to what a customer said. */
export function withSorting(said: Incoming): Incoming & { sorting?: object } {
  if ((said.type !== 'message' || said.direction === 'out') && said.type !== 'edit') return said;
  const sorting = sortingOf(said.text);
  return sorting ? { ...said, sorting } : said;
}

/** What the model makes of words; null where there are none. */
export function sortingOf(text: string): ModelSorting | null {
  if (text.trim() === '') return null;
  const { by: model, confidence, ...found } = classify(text);
  const answerless = found.intent === 'spam' || found.intent === 'giveaway_entry';
  const settled = answerless && confidence < sureEnough ? 'other' : found.intent;
  return { ...found, intent: settled, model, confidence };
}

/** The sorting kept with a message; null where there is none. */
export function storedSorting(row: {
  intent: string | null;
  topic: string | null;
  sentiment: string | null;
  urgency: string | null;
  sorted_by: string | null;
}): Sorting | null {
  const kind = intent.safeParse(row.intent);
  if (!kind.success) return null;
  return {
    intent: kind.data,
    topic: row.topic,
    sentiment: sentiment.catch('neutral').parse(row.sentiment),
    urgency: urgency.catch('normal').parse(row.urgency),
    byPerson: row.sorted_by === 'person',
  };
}

const topicText = z
  .string()
  .trim()
  .max(60)
  .transform((text) => (text === '' ? null : text));
export const correction = z.object({
  intent,
  topic: topicText.catch(null),
  sentiment,
  urgency,
});
export type Correction = z.infer<typeof correction>;

/** A member says what a customer's message is. False when it is not theirs. */
export async function correctSorting(db: Db, message: MessageId, said: Correction): Promise<boolean> {
  const { data } = await db
    .rpc('correct_sorting', {
      message,
      ...said,
      topic: orNull(said.topic),
    })
    .throwOnError();
  return data;
}
