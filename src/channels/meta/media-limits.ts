import type { Draft, DraftVideo, Refusal } from '../contract/publishing.ts';

/** What a network takes of a video in one place. */
export interface VideoLimits {
  shortest: number;
  longest: number;
  bytes: number;
  widest?: number;
  narrowest?: number;
}

type Found = (Refusal | false)[];

/** What is missing or too much for the kind of content, before anything is measured. */
export function refusesParts({ mediaType, placement, pictures, video }: Draft): Found {
  const isStory = placement === 'story';
  const hasNone = isStory && mediaType !== 'photo' && mediaType !== 'video';
  return [
    hasNone && { code: 'needs_media' },
    mediaType === 'video' && !video && { code: 'needs_video' },
    mediaType === 'video' && pictures.length > 0 && { code: 'no_pictures' },
    mediaType !== 'video' && video !== null && { code: 'no_video' },
    isStory && pictures.length > 1 && { code: 'one_media', count: pictures.length },
  ];
}

/** What a video would have to be instead. */
export function refusesVideo(video: DraftVideo, limits: VideoLimits): Found {
  const { seconds, bytes, width } = video;
  const { shortest, longest, widest = Infinity, narrowest = 0 } = limits;
  return [
    seconds < shortest && { code: 'video_too_short', limit: shortest, seconds },
    seconds > longest && { code: 'video_too_long', limit: longest, seconds },
    bytes > limits.bytes && { code: 'video_too_big', limit: limits.bytes, bytes },
    width > widest && { code: 'video_too_wide', limit: widest, width },
    width < narrowest && { code: 'video_too_narrow', limit: narrowest, width },
  ];
}
