/** What was uploaded unseen for a post and waits for the one call that shows it. */
export interface Container {
  use: 'photos' | 'reel' | 'video' | 'story_photo' | 'story_video';
  /** The photos in order, or the one video. */
  ids: string[];
}

const uses: readonly string[] = [
  'photos',
  'reel',
  'video',
  'story_photo',
  'story_video',
] satisfies Container['use'][];

/** As text for the ledger: `reel:123`, `photos:1,2`. */
export function writeContainer({ use, ids }: Container): string {
  return `${use}:${ids.join(',')}`;
}

/** `null` for a text that this channel didn't write. */
export function readContainer(text: string | null): Container | null {
  const [use = '', ids = ''] = text?.split(':') ?? [];
  if (!uses.includes(use) || ids === '') return null;
  return { use: use as Container['use'], ids: ids.split(',') };
}
