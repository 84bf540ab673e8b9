import { z } from 'zod';
import { checkToken } from '../meta/check-token.ts';
import { graph } from '../graph/client.ts';
import type { Account } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';

/**
 * How many follow the Page.
 * @see https://developers.facebook.com/docs/graph-api/reference/page
 */
export async function followers(account: Account): Promise<Outcome<{ followers: number | null }>> {
  const schema = z.object({ followers_count: z.number().optional() });
  const answer = await graph(account).get(account.externalId, { fields: 'followers_count' }, schema);
  return answer.ok === true ? { ok: true, followers: answer.data.followers_count ?? null } : answer;
}

/** Facebook tells nobody how much of a day's posts is used (30 reels a day, and no number for the rest). */
export async function quota(): Promise<Outcome<{ used: number | null; total: number | null }>> {
  return { ok: true, used: null, total: null };
}

/** Whether the Page can still be published to. */
export function check(account: Account): Promise<Outcome<{ missing: string[]; endsAt: Date | null }>> {
  return checkToken(account, ['pages_manage_posts', 'pages_read_engagement']);
}
