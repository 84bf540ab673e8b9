import type { IncomingMessage, Outgoing } from './contract.ts';

/** True when there are no letters or digits to read: an emoji, a sticker, a picture alone. */
export function isWordless(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

/** What a message holds that is nothing but its words. */
export const justWords = {
  about: null,
  aboutUrl: null,
  quotesId: null,
  attachments: [],
  metadata: null,
} satisfies Partial<IncomingMessage>;

/** What an answer holds that is nothing but its words. */
export const plainAnswer = {
  pictures: [],
  metadata: null,
  tag: null,
  template: null,
} satisfies Partial<Outgoing>;
