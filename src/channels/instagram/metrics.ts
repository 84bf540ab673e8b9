import { z } from 'zod';
import { graph } from '../graph/client.ts';
import { figure, insights, noFigures } from '../meta/insights.ts';
import type { Account } from '../contract/account.ts';
import type { Figures, PublishedPost } from '../contract/publishing.ts';
import type { Outcome } from '../contract/outcome.ts';

// `likes`, `comments` and `saved` are not for stories, and one wrong name fails the whole call.
const STORY = ['reach', 'views', 'shares'];
const FEED = ['reach', 'views', 'shares', 'likes', 'comments', 'saved'];

/**
 * The figures of a picture, carousel, reel or story. Insights come up to two days late; likes and comments are
 * counted on the post itself meanwhile. A story that fewer than five people saw has none.
 * @see https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
 */
export async function metrics(account: Account, post: PublishedPost): Promise<Outcome<Figures>> {
  const isStory = post.placement === 'story';
  const read = await insights(account, post.remoteId, isStory ? STORY : FEED);
  if (isStory && read.ok === false && read.reason === 'too_few_viewers') return { ok: true, ...noFigures };
  if (read.ok !== true) return read;
  const { values } = read;
  const figures: Figures = {
    ...noFigures,
    reach: figure(values, 'reach'),
    views: figure(values, 'views'),
    shares: figure(values, 'shares'),
  };
  if (isStory) return { ok: true, ...figures };
  const counted = await countedOn(account, post.remoteId);
  if (counted.ok !== true) return counted;
  return {
    ok: true,
    ...figures,
    saves: figure(values, 'saved'),
    likes: figure(values, 'likes') ?? counted.likes,
    comments: figure(values, 'comments') ?? counted.comments,
  };
}

async function countedOn(
  account: Account,
  mediaId: string,
): Promise<Outcome<{ likes: number | null; comments: number | null }>> {
  const answer = await graph(account).get(mediaId, { fields: 'like_count,comments_count' }, counts);
  if (answer.ok !== true) return answer;
  return { ok: true, likes: answer.data.like_count ?? null, comments: answer.data.comments_count ?? null };
}

// An owner may hide the likes: then the field is absent.
const counts = z.object({ like_count: z.number().optional(), comments_count: z.number().optional() });
