import { refusesParts } from '../meta/media-limits.ts';
import { mostPictures } from '../schema.ts';
import type { Draft, Refusal } from '../contract/publishing.ts';

/** Only what makes no sense anywhere: each app says the rest itself, to the person who posts. */
export function refuses(draft: Draft): Refusal[] {
  const { mediaType, placement, caption, link, pictures } = draft;
  const isStory = placement === 'story';
  const refusals: (Refusal | false)[] = [
    ...refusesParts(draft),
    !isStory && mediaType === 'text' && caption.trim() === '' && { code: 'empty' },
    !isStory && mediaType === 'link' && !link && { code: 'needs_link' },
    mediaType === 'photo' && pictures.length === 0 && { code: 'needs_picture' },
    pictures.length > mostPictures && {
      code: 'too_many_pictures',
      limit: mostPictures,
      count: pictures.length,
    },
  ];
  return refusals.filter((refusal) => refusal !== false);
}
