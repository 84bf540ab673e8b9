import { refusesParts, refusesVideo, type VideoLimits } from '../meta/media-limits.ts';
import { facebookText, mostPictures } from '../schema.ts';
import type { Draft, DraftVideo, Note, Refusal } from '../contract/publishing.ts';

const MB = 1024 * 1024;
/** One call with `file_url` takes 1 GB and 20 minutes; longer ones would have to go up in pieces. */
const VIDEO: VideoLimits = { shortest: 1, longest: 20 * 60, bytes: 1024 * MB };
const STORY: VideoLimits = { shortest: 3, longest: 60, bytes: 1024 * MB, narrowest: 540 };

const REEL_RATIO = 9 / 16;

/**
 * Whether a video is posted as a reel: upright 9:16, at least 540 pixels wide, 3 to 90 seconds. Others go up as
 * ordinary videos, which Facebook may show among its reels all the same.
 * @see https://developers.facebook.com/docs/video-api/guides/reels-publishing
 */
export function isReel({ width, height, seconds }: DraftVideo): boolean {
  const isUpright = Math.abs(width / height - REEL_RATIO) < 0.01;
  return isUpright && width >= 540 && seconds >= 3 && seconds <= 90;
}

/**
 * Why Facebook would not take a draft. The caption is counted in UTF-16 units, the strictest plausible way. A photo
 * post carries no link of its own: a link belongs into its caption.
 * @see https://developers.facebook.com/docs/pages-api/posts
 * @see https://developers.facebook.com/docs/page-stories-api
 */
export function refuses(draft: Draft): Refusal[] {
  const { mediaType, placement, caption, link, pictures, video, firstComment } = draft;
  const isStory = placement === 'story';
  const hasMedia = mediaType === 'photo' || mediaType === 'video';
  const limit = facebookText.caption;
  const commentLimit = facebookText.comment;
  const commentLength = firstComment?.length ?? 0;
  const refusals: (Refusal | false)[] = [
    ...refusesParts(draft),
    !isStory && mediaType === 'text' && caption.trim() === '' && { code: 'empty' },
    !isStory && mediaType === 'link' && !link && { code: 'needs_link' },
    hasMedia && Boolean(link) && { code: 'no_link' },
    mediaType === 'photo' && pictures.length === 0 && { code: 'needs_picture' },
    mediaType === 'photo' &&
      !isStory &&
      pictures.length > mostPictures && {
        code: 'too_many_pictures',
        limit: mostPictures,
        count: pictures.length,
      },
    ...(video && mediaType === 'video' ? refusesVideo(video, isStory ? STORY : VIDEO) : []),
    !isStory && caption.length > limit && { code: 'caption_too_long', limit, length: caption.length },
    isStory && commentLength > 0 && { code: 'no_first_comment' },
    !isStory &&
      commentLength > commentLimit && {
        code: 'first_comment_too_long',
        limit: commentLimit,
        length: commentLength,
      },
  ];
  return refusals.filter((refusal) => refusal !== false);
}

/** What Facebook will show differently. */
export function notes({ placement, caption, video }: Draft): Note[] {
  const found: (Note | false)[] = [
    placement === 'story' && caption.trim() !== '' && { code: 'story_without_words' },
    video !== null && video.coverMs !== null && { code: 'cover_not_chosen' },
  ];
  return found.filter((note) => note !== false);
}
