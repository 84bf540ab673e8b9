import { GraphError } from '../graph/errors.ts';

const refusal = (code: number, subcode: number, title: string, userMessage: string): GraphError =>
  new GraphError(code, title, { subcode, transient: false, title, userMessage });

/** What Instagram refuses to publish, with its codes as published. */
export const igRefusals = {
  notFetchable: () =>
    refusal(
      9004,
      2207052,
      'Only photo or video can be accepted as media type.',
      'The media could not be fetched from this URI.',
    ),
  notJpeg: () =>
    refusal(36001, 2207005, 'Unsupported format', 'The image format is not supported. Use JPEG.'),
  tooLarge: () => refusal(36000, 2207004, 'Image size too large', 'The image is larger than 8 MiB.'),
  badRatio: () =>
    refusal(36003, 2207009, 'Invalid aspect ratio', 'The aspect ratio must lie within 4:5 and 1.91:1.'),
  badVideo: (why: string) => refusal(352, 2207026, 'Unsupported video format', why),
  badThumbOffset: () =>
    refusal(1, 2207057, 'Invalid thumbnail offset', 'The offset must lie within the video.'),
  captionTooLong: (length: number) =>
    refusal(
      36004,
      2207010,
      'Caption too long',
      `The caption has ${length} characters; the maximum is 2,200.`,
    ),
  carouselSize: () => refusal(100, 2207028, 'Carousel size', 'A carousel needs 2 to 10 children.'),
  unknownMediaType: (given: string) =>
    refusal(100, 2207023, 'Unknown media type', `The media type ${given} is unknown.`),
  notReady: () =>
    refusal(
      9007,
      2207027,
      'Media ID is not available',
      'The media is not ready for publishing, please wait.',
    ),
  containerGone: () =>
    refusal(24, 2207008, 'Media builder expired', 'The container does not exist or has expired.'),
  quotaReached: () =>
    refusal(
      9,
      2207042,
      'Application request limit reached',
      'You reached the maximum number of posts allowed by Content Publishing API.',
    ),
  alreadyPublished: () =>
    refusal(-1, 2207032, 'Create media failed', 'This container was published already.'),
} as const;
