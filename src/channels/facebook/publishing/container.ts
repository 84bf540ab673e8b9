const uses = ['photos', 'reel', 'video', 'story_photo', 'story_video'] as const;

/** What was uploaded unseen for a post and waits for the one call that shows it. */
export interface Container {
  use: (typeof uses)[number];
  /** The photos in order, or the one video. */
  ids: string[];
}

/** As text for the ledger: `reel:123`, `photos:1,2`. */
export function writeContainer({ use, ids }: Container): string {
  return `${use}:${ids.join(',')}`;
}

/** `null` for a text that this channel didn't write. */
export function readContainer(text: string | null): Container | null {
  const [said, ids = ''] = text?.split(':') ?? [];
  const use = uses.find((each) => each === said);
  return use && ids !== '' ? { use, ids: ids.split(',') } : null;
}
