import type { Draft, Refusal } from '../contract.ts';

const CAPTION = 63_206;
const PICTURES = 10;

/**
 * Why Facebook would not take a draft. The caption is counted in UTF-16 units, the strictest plausible way. A photo
 * post carries no link of its own: a link belongs into its caption.
 * @see https://developers.facebook.com/docs/pages-api/posts
 */
export function refuses(draft: Draft): Refusal[] {
  const { mediaType, caption, pictures } = draft;
  const isPhoto = mediaType === 'photo';
  const refusals: (Refusal | false)[] = [
    mediaType === 'video' && { code: 'no_video' },
    mediaType === 'text' && caption.trim() === '' && { code: 'empty' },
    mediaType === 'link' && !draft.link && { code: 'needs_link' },
    isPhoto && Boolean(draft.link) && { code: 'no_link' },
    isPhoto && pictures.length === 0 && { code: 'needs_picture' },
    isPhoto &&
      pictures.length > PICTURES && {
        code: 'too_many_pictures',
        limit: PICTURES,
        count: pictures.length,
      },
    caption.length > CAPTION && { code: 'caption_too_long', limit: CAPTION, length: caption.length },
  ];
  return refusals.filter((refusal) => refusal !== false);
}
