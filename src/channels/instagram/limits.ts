import { refusesParts, refusesVideo, type VideoLimits } from '../meta/media-limits.ts';
import { captionLength, countHashtags, countMentions, instagramText, mostPictures } from '../schema.ts';
import type { Draft, Note, Refusal } from '../contract/publishing.ts';

const MB = 1024 * 1024;
const REEL: VideoLimits = { shortest: 3, longest: 15 * 60, bytes: 300 * MB, widest: 1920 };
const STORY: VideoLimits = { shortest: 3, longest: 60, bytes: 100 * MB, widest: 1920 };

/**
 * Why Instagram would not take a draft. Its counts are those of `schema.ts`, so that what the composer shows is what
 * is refused here. Meta publishes no limits for comments: the caption's are taken, which is what its own app allows.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
 */
export function refuses(draft: Draft): Refusal[] {
  const { mediaType, placement, pictures, video } = draft;
  const isStory = placement === 'story';
  const needsPicture = mediaType === 'photo' || !isStory;
  const refusals: (Refusal | false)[] = [
    ...refusesParts(draft),
    (mediaType === 'link' || Boolean(draft.link)) && { code: 'no_link' },
    mediaType !== 'video' && needsPicture && pictures.length === 0 && { code: 'needs_picture' },
    !isStory &&
      mediaType !== 'video' &&
      pictures.length > mostPictures && {
        code: 'too_many_pictures',
        limit: mostPictures,
        count: pictures.length,
      },
    ...(video && mediaType === 'video' ? refusesVideo(video, isStory ? STORY : REEL) : []),
    // A story shows no caption, so its length is nobody's trouble: `notes` tells.
    ...(isStory ? [] : refusesCaption(draft.caption)),
    ...refusesComment(draft),
  ];
  return refusals.filter((refusal) => refusal !== false);
}

/** What Instagram will show differently. */
export function notes({ mediaType, placement, caption, pictures }: Draft): Note[] {
  const isStory = placement === 'story';
  const found: (Note | false)[] = [
    isStory && caption.trim() !== '' && { code: 'story_without_words' },
    !isStory && mediaType === 'photo' && pictures.length > 1 && { code: 'cropped_to_first' },
  ];
  return found.filter((note) => note !== false);
}

function refusesCaption(caption: string): (Refusal | false)[] {
  const { caption: limit, hashtags, mentions } = instagramText;
  const length = captionLength(caption);
  const tags = countHashtags(caption);
  const names = countMentions(caption);
  return [
    length > limit && { code: 'caption_too_long', limit, length },
    tags > hashtags && { code: 'too_many_hashtags', limit: hashtags, count: tags },
    names > mentions && { code: 'too_many_mentions', limit: mentions, count: names },
  ];
}

function refusesComment({ firstComment, placement }: Draft): (Refusal | false)[] {
  if (!firstComment) return [];
  if (placement === 'story') return [{ code: 'no_first_comment' }];
  const { caption: limit, hashtags, mentions } = instagramText;
  const length = captionLength(firstComment);
  const tags = countHashtags(firstComment);
  const names = countMentions(firstComment);
  return [
    length > limit && { code: 'first_comment_too_long', limit, length },
    tags > hashtags && { code: 'first_comment_hashtags', limit: hashtags, count: tags },
    names > mentions && { code: 'first_comment_mentions', limit: mentions, count: names },
  ];
}
