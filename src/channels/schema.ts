/**
 * Browser-safe door of the channels room: ids, kinds, and how a caption is counted. The schemas are marked pure, so that
 * a script which only counts is not sent all of zod.
 */
import { z } from 'zod';

export const channelId = /* @__PURE__ */ z.uuid().brand<'channel'>();
export type ChannelId = z.infer<typeof channelId>;

export const channelKind = /* @__PURE__ */ z.enum([
  'instagram',
  'facebook',
  'whatsapp',
  'widget',
  'assisted',
  'manual',
]);
export type ChannelKind = z.infer<typeof channelKind>;

/** Where an assisted channel is: which app a person opens for the last tap. */
export const place = /* @__PURE__ */ z.enum(['instagram', 'facebook', 'whatsapp', 'tiktok', 'other']);
export type Place = z.infer<typeof place>;

/** Where that app answers; on a phone the address opens the app. */
export const placeAddress: Record<Place, string | null> = {
  instagram: 'https://www.instagram.com/',
  facebook: 'https://www.facebook.com/',
  whatsapp: 'https://wa.me/',
  tiktok: 'https://www.tiktok.com/upload',
  other: null,
};

export const network = /* @__PURE__ */ z.enum(['meta', 'sandbox']);
export type Network = z.infer<typeof network>;

/** What Instagram takes in a caption, and in a comment. */
export const instagramText = { caption: 2200, hashtags: 30, mentions: 20 } as const;

/** What Facebook takes in a post's text, and in a comment. */
export const facebookText = { caption: 63_206, comment: 8_000 } as const;

/** Pictures in one post: Instagram's carousel takes 2 to 10, and we post as many on Facebook. */
export const mostPictures = 10;

/**
 * How long a caption is to Instagram, which doesn't publish how it counts: UTF-16 units, the strictest plausible way
 * (an emoji is two or more).
 */
export function captionLength(caption: string): number {
  return caption.length;
}

/** Hashtags as Instagram may count them: every `#` before a letter, digit or underscore, also in `#a#b`. */
export function countHashtags(caption: string): number {
  return caption.match(/#[\p{L}\p{N}\p{M}_]/gu)?.length ?? 0;
}

/** Mentions as Instagram may count them: every `@name` that isn't part of an address. */
export function countMentions(caption: string): number {
  return caption.match(/(?<![\p{L}\p{N}_.])@[A-Za-z0-9_]/gu)?.length ?? 0;
}

/** How much fits into one answer: a network counts characters, or the bytes they take. */
export interface AnswerLimit {
  most: number;
  unit: 'characters' | 'bytes';
}

/** What a way to answer on a kind of channel takes: words, and how many pictures. */
export function answerLimits(
  kind: ChannelKind,
  isComment: boolean,
): AnswerLimit & { pictures: number; picturesAlone: boolean } {
  if (kind === 'instagram') {
    return isComment
      ? { most: instagramText.caption, unit: 'characters', pictures: 0, picturesAlone: false }
      : { most: 1000, unit: 'bytes', pictures: 1, picturesAlone: true };
  }
  if (kind === 'facebook') {
    return isComment
      ? { most: facebookText.comment, unit: 'characters', pictures: 1, picturesAlone: false }
      : { most: 2000, unit: 'characters', pictures: 1, picturesAlone: true };
  }
  if (kind === 'widget') return { most: 5000, unit: 'characters', pictures: 1, picturesAlone: true };
  return { most: kind === 'whatsapp' ? 4096 : 5000, unit: 'characters', pictures: 0, picturesAlone: false };
}

/** How long an answer is to the network: its characters are UTF-16 units, the strictest plausible way. */
export function answerLength(text: string, unit: AnswerLimit['unit']): number {
  return unit === 'bytes' ? new TextEncoder().encode(text).length : text.length;
}
