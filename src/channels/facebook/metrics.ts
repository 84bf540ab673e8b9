import { z } from 'zod';
import { graph } from '../graph/client.ts';
import { figure, insights, noFigures } from '../meta/insights.ts';
import type { Account } from '../contract/account.ts';
import type { Figures, PublishedPost } from '../contract/publishing.ts';
import type { Outcome } from '../contract/outcome.ts';

const METRICS = ['post_media_view', 'post_total_media_view_unique', 'post_activity_by_action_type'];

/**
 * The figures of a Page's post. Reactions and comments are counted on the post itself; the rest are insights, which
 * come late, and for small Pages not at all. Facebook has no saves, and documents no metric for one story.
 * @see https://developers.facebook.com/docs/graph-api/reference/insights
 */
export async function metrics(account: Account, post: PublishedPost): Promise<Outcome<Figures>> {
  if (post.placement === 'story') return { ok: true, ...noFigures };
  const read = await insights(account, post.remoteId, METRICS);
  if (read.ok !== true) return read;
  const fields = 'reactions.limit(0).summary(true),comments.filter(stream).limit(0).summary(true)';
  const counted = await graph(account).get(post.remoteId, { fields }, counts);
  if (counted.ok !== true) return counted;
  const { values } = read;
  const actions = values.get('post_activity_by_action_type');
  return {
    ok: true,
    reach: figure(values, 'post_total_media_view_unique'),
    views: figure(values, 'post_media_view'),
    shares: typeof actions === 'object' ? (actions['share'] ?? null) : null,
    likes: counted.data.reactions?.summary?.total_count ?? null,
    comments: counted.data.comments?.summary?.total_count ?? null,
    saves: null,
  };
}

const total = z
  .object({ summary: z.object({ total_count: z.number().optional() }).optional() })
  .optional()
  .catch(undefined);
const counts = z.object({ reactions: total, comments: total });
