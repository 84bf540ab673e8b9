import { z } from 'zod';
import { channelKind } from '#channels/schema.ts';
import type { Db } from '#platform/backend/index.ts';

const figure = z.number().nullable();

const targetResult = z.object({
  target_id: z.uuid(),
  channel_id: z.uuid(),
  kind: channelKind,
  name: z.string(),
  published_at: z.string(),
  /** The age at which the latest figures were taken, and when; null while there are none. */
  age_hours: figure,
  taken_at: z.string().nullable(),
  reach: figure,
  likes: figure,
  comments: figure,
  shares: figure,
  saves: figure,
  views: figure,
});

const postResult = z.object({
  post_id: z.uuid(),
  goal_figure: z.enum(['reach', 'likes', 'comments', 'shares', 'saves', 'interactions']).nullable(),
  goal_value: figure,
  targets: z.array(targetResult),
  /** How many channels it went out on, and of how many the goal's figure is known after seven days. */
  published: z.number(),
  measured: z.number(),
  /** The goal's figure after seven days, summed over the channels where it is known. */
  value: figure,
  /** Null: not enough is known to tell. */
  reached: z.boolean().nullable(),
});
export type PostResult = z.infer<typeof postResult>;

/** What came of up to 100 posts, by post id; those of other businesses are absent. */
export async function postResults(
  db: Db,
  business: string,
  posts: string[],
): Promise<Map<string, PostResult>> {
  const { data } = await db.rpc('post_results', { business, posts }).throwOnError();
  return new Map(
    z
      .array(postResult)
      .parse(data)
      .map((result) => [result.post_id, result]),
  );
}
