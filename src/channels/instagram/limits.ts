import type { Draft, Refusal } from '../contract.ts';

const CAPTION = 2200;
const HASHTAGS = 30;
const MENTIONS = 20;
const PICTURES = 10;

/**
 * Why Instagram would not take a draft. Instagram doesn't publish how it counts, so each count is the strictest
 * plausible one: the caption in UTF-16 units (an emoji is two or more), every `#` before a letter, digit or underscore
 * (also in `#a#b`), every `@name` that isn't part of an address.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
 */
export function refuses(draft: Draft): Refusal[] {
  const { caption, pictures } = draft;
  const hashtags = caption.match(/#[\p{L}\p{N}\p{M}_]/gu)?.length ?? 0;
  const mentions = caption.match(/(?<![\p{L}\p{N}_.])@[A-Za-z0-9_]/gu)?.length ?? 0;
  const refusals: (Refusal | false)[] = [
    draft.mediaType === 'video' && { code: 'no_video' },
    (draft.mediaType === 'link' || Boolean(draft.link)) && { code: 'no_link' },
    draft.mediaType !== 'video' && pictures.length === 0 && { code: 'needs_picture' },
    pictures.length > PICTURES && { code: 'too_many_pictures', limit: PICTURES, count: pictures.length },
    caption.length > CAPTION && { code: 'caption_too_long', limit: CAPTION, length: caption.length },
    hashtags > HASHTAGS && { code: 'too_many_hashtags', limit: HASHTAGS, count: hashtags },
    mentions > MENTIONS && { code: 'too_many_mentions', limit: MENTIONS, count: mentions },
  ];
  return refusals.filter((refusal) => refusal !== false);
}
