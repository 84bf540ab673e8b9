/**
 * Browser-safe door of the assistant room: what a message can be. Marked pure, so that a script which only needs the
 * names is not sent all of zod.
 */
import { z } from 'zod';

/** What a customer does with a message: the study's own list. */
export const intents = [
  'question',
  'complaint',
  'criticism',
  'suggestion',
  'praise',
  'objection',
  'giveaway_entry',
  'spam',
  'other',
] as const;
export const intent = /* @__PURE__ */ z.enum(intents);
export type Intent = z.infer<typeof intent>;

/** Towards the shop or the product. */
export const sentiments = ['positive', 'neutral', 'negative'] as const;
export const sentiment = /* @__PURE__ */ z.enum(sentiments);
export type Sentiment = z.infer<typeof sentiment>;

export const urgencies = ['low', 'normal', 'high'] as const;
export const urgency = /* @__PURE__ */ z.enum(urgencies);
export type Urgency = z.infer<typeof urgency>;

/** The topics that are recognised; in the database a topic is free text, for people know more. */
export const topics = ['price', 'stock', 'how_to_buy', 'hours', 'location', 'ingredients'] as const;
export const topic = /* @__PURE__ */ z.enum(topics);
export type Topic = z.infer<typeof topic>;
