import type { IncomingAttachment, IncomingMessage } from '../contract/incoming.ts';
import type { Outgoing } from '../contract/answering.ts';

/**
 * True when there is nothing that wants an answer: neither letters nor digits to read, nor a file that may say
 * something. A photo of a broken product alone does; an emoji, a sticker and a like do not.
 */
export function isWordless(text: string, attachments: Pick<IncomingAttachment, 'kind'>[] = []): boolean {
  return !/[\p{L}\p{N}]/u.test(text) && attachments.every(({ kind }) => kind === 'sticker');
}

/** What a message holds that is nothing but its words. */
export const justWords = {
  about: null,
  aboutUrl: null,
  quotesId: null,
  attachments: [],
  metadata: null,
} satisfies Partial<IncomingMessage>;

/** How a reaction looks that Facebook gives by its name. */
const reactions: Record<string, string> = {
  like: '👍',
  love: '❤️',
  care: '🤗',
  haha: '😂',
  wow: '😮',
  sad: '😢',
  sorry: '😢',
  angry: '😡',
  anger: '😡',
  dislike: '👎',
};

/** The emoji of a reaction; one that is known by neither name nor sign is still a reaction. */
export function reactionEmoji(emoji: string | null, name: string | null): string {
  return emoji || reactions[name ?? ''] || '👍';
}
/** What an answer holds that is nothing but its words. */
export const plainAnswer = {
  pictures: [],
  metadata: null,
  tag: null,
  template: null,
} satisfies Partial<Outgoing>;
