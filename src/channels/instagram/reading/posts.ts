import { z } from 'zod';
import { instant, remoteId } from '#channels/graph/json.ts';
import { pages } from '#channels/graph/pages.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Outcome } from '#channels/contract/outcome.ts';
import type { RecentPost } from '#channels/contract/incoming.ts';

const PAGES = 4;

/**
 * Lists the account's posts since an instant with how many comments each has.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
 */
export async function recentPosts(account: Account, since: Date): Promise<Outcome<{ posts: RecentPost[] }>> {
  const posts: RecentPost[] = [];
  const params = { fields: 'id,timestamp,comments_count', limit: 50 };
  for await (const page of pages(account, `${account.externalId}/media`, params, media, PAGES)) {
    if (page.ok !== true) return page;
    const recent = page.items.filter(({ timestamp }) => (instant(timestamp) ?? since) >= since);
    posts.push(
      ...recent.map(({ id, comments_count }) => ({ id, comments: comments_count ?? null, said: null })),
    );
    if (page.last || recent.length < page.items.length) break;
  }
  return { ok: true, posts };
}

const media = z.object({
  id: remoteId,
  timestamp: z.unknown().optional(),
  comments_count: z.number().nullish().catch(null),
});
