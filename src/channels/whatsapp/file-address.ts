import { z } from 'zod';
import { graph } from '../graph/client.ts';
import type { Account } from '../contract/account.ts';
import type { Outcome } from '../contract/outcome.ts';

/**
 * Where a file that a customer sent can be fetched, for about five minutes, and only with the token.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media
 */
export async function fileAddress(
  account: Account,
  mediaId: string,
): Promise<Outcome<{ url: string; headers: Record<string, string> }>> {
  const params = { phone_number_id: account.externalId };
  const answer = await graph(account).get(encodeURIComponent(mediaId), params, z.object({ url: z.url() }));
  if (answer.ok !== true) return answer;
  return { ok: true, url: answer.data.url, headers: { authorization: `Bearer ${account.token}` } };
}
