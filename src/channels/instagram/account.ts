import { z } from 'zod';
import { checkToken } from '../meta/check-token.ts';
import { graph } from '../graph/client.ts';
import type { Account } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';

/**
 * How many follow the account.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user
 */
export async function followers(account: Account): Promise<Outcome<{ followers: number | null }>> {
  const schema = z.object({ followers_count: z.number().optional() });
  const answer = await graph(account).get(account.externalId, { fields: 'followers_count' }, schema);
  return answer.ok === true ? { ok: true, followers: answer.data.followers_count ?? null } : answer;
}

/**
 * How much of the day's posts is used. Meta's own pages disagree on the total, so the account is asked.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit
 */
export async function quota(
  account: Account,
): Promise<Outcome<{ used: number | null; total: number | null }>> {
  const path = `${account.externalId}/content_publishing_limit`;
  const answer = await graph(account).get(path, { fields: 'config,quota_usage' }, limit);
  if (answer.ok !== true) return answer;
  const [today] = answer.data.data;
  return { ok: true, used: today?.quota_usage ?? null, total: today?.config?.quota_total ?? null };
}

/** Whether the account can still be published to. */
export function check(account: Account): Promise<Outcome<{ missing: string[]; endsAt: Date | null }>> {
  return checkToken(account, ['instagram_basic', 'instagram_content_publish', 'pages_read_engagement']);
}

const limit = z.object({
  data: z.array(
    z.object({
      quota_usage: z.number().optional(),
      config: z.object({ quota_total: z.number().optional() }).optional(),
    }),
  ),
});
