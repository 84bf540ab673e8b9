import { raise, texts, type Call } from '../graph/call.ts';
import { refusals } from '../graph/errors.ts';
import { accountOf, postOf } from '../graph/nodes.ts';
import type { Operation } from '../graph/operation.ts';
import type { Network } from '../engine/network.ts';
import type { Post } from '../world/published.ts';

// Figures come up to two days late; the sandbox shows them after an hour.
const DELAY_MS = 3_600_000;

export const insightOperations: Operation[] = [
  {
    name: 'insights.media',
    on: 'GET media/insights',
    scopes: ['instagram_manage_insights'],
    parameters: ['metric', 'period', 'breakdown'],
    run: (call) => mediaInsights(call, instagramMetrics[postOf(call).productType]),
  },
  {
    name: 'insights.media',
    on: 'GET post/insights',
    token: 'page',
    scopes: ['read_insights'],
    parameters: ['metric', 'period'],
    run: (call) => mediaInsights(call, pageMetrics),
  },
  {
    name: 'insights.account',
    on: 'GET instagram/insights',
    scopes: ['instagram_manage_insights'],
    parameters: ['metric', 'period', 'metric_type', 'since', 'until', 'timeframe', 'breakdown'],
    run: accountInsights,
  },
];

type Metric = (post: Post, network: Network) => number | Record<string, number>;
type Count = (post: Post, network: Network) => number;

const commentsUnder: Count = (post, { world }) =>
  Object.values(world.comments).filter((comment) => comment.postId === post.id).length;
const likes: Count = (post) => post.likes.length;
const shares: Count = (post, network) => Math.floor(likes(post, network) / 8);
// The last digits of the id make a figure that looks grown and never changes.
const seen: Count = (post, network) => 40 + Number(post.id.slice(-2)) * 3 + likes(post, network) * 9;
const views: Count = (post, network) => Math.round(seen(post, network) * 1.4);

const everywhere: Record<string, Count> = {
  views,
  reach: seen,
  shares,
  reposts: () => 0,
  total_interactions: (post, network) => likes(post, network) + commentsUnder(post, network),
};
const counted: Record<string, Count> = {
  likes,
  comments: commentsUnder,
  saved: (post, network) => Math.floor(likes(post, network) / 5),
};
const visits: Record<string, Count> = {
  follows: (post, network) => Math.floor(likes(post, network) / 10),
  profile_visits: (post, network) => Math.floor(seen(post, network) / 15),
};
const watched: Record<string, Count> = {
  ig_reels_avg_watch_time: (post) => Math.round((post.film?.seconds ?? 0) * 400),
  ig_reels_video_view_total_time: (post, network) =>
    Math.round((post.film?.seconds ?? 0) * 400) * views(post, network),
};

// Each kind of media has its own metrics; another's is refused.
const instagramMetrics: Record<Post['productType'], Record<string, Count>> = {
  FEED: { ...everywhere, ...counted, ...visits },
  REELS: { ...everywhere, ...counted, ...watched },
  STORY: { ...everywhere, ...visits, replies: () => 0, navigation: (post, network) => views(post, network) },
};

const pageMetrics: Record<string, Metric> = {
  post_media_view: views,
  post_total_media_view_unique: seen,
  post_clicks: (post, network) => Math.floor(seen(post, network) / 12),
  post_reactions_by_type_total: (post, network) => present({ like: likes(post, network) }),
  post_activity_by_action_type: (post, network) =>
    present({
      like: likes(post, network),
      comment: commentsUnder(post, network),
      share: shares(post, network),
    }),
};

// What did not happen is left out rather than given as 0.
function present(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function mediaInsights(call: Call, metrics: Record<string, Metric>): unknown {
  const post = postOf(call);
  const names = namesOf(call);
  // One wrong metric fails the whole call.
  const read = names.map((name) => metrics[name] ?? raise(wrongMetric(name, Object.keys(metrics))));
  const isStory = post.productType === 'STORY' && post.platform === 'instagram';
  if (isStory && seen(post, call.network) < call.network.settings.storyViewers)
    raise(refusals.tooFewViewers());
  if (post.createdAt > call.network.now() - DELAY_MS) return { data: [] };
  return {
    data: names.map((name, index) => ({
      name,
      period: 'lifetime',
      values: [{ value: read[index]?.(post, call.network) }],
      title: name,
      id: `${post.id}/insights/${name}/lifetime`,
    })),
  };
}

function accountInsights(call: Call): unknown {
  const account = accountOf(call);
  const posts = Object.values(call.network.world.posts).filter(({ accountId }) => accountId === account.id);
  const sums: Record<string, string> = {
    reach: 'reach',
    views: 'views',
    likes: 'likes',
    comments: 'comments',
  };
  Object.assign(sums, { saves: 'saved', shares: 'shares', total_interactions: 'total_interactions' });
  const names = namesOf(call);
  for (const name of names) if (!sums[name]) raise(wrongMetric(name, Object.keys(sums)));
  if (posts.length === 0) return { data: [] };
  return {
    data: names.map((name) => ({
      name,
      period: 'day',
      total_value: {
        value: posts.reduce(
          (sum, post) => sum + (instagramMetrics.FEED[sums[name] ?? '']?.(post, call.network) ?? 0),
          0,
        ),
      },
      id: `${account.id}/insights/${name}/day`,
    })),
  };
}

function namesOf(call: Call): string[] {
  const names = texts(call, 'metric');
  return names.length ? names : raise(refusals.required('metric'));
}

const wrongMetric = (name: string, known: string[]): Error =>
  refusals.badParameter(`metric[0] must be one of the following values: ${known.join(', ')} - got ${name}`);
