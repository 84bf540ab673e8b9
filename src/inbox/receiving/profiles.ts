/** Asks the network for the names of people who wrote for the first time; what fails is no harm. */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { channel, findAccounts, GET_TIMEOUT_MS } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';

/** Few at a time: a rush of new people must not use up what the account may ask. */
const batch = 5;
const leaseSeconds = (6 * GET_TIMEOUT_MS) / 1000;
const mostTries = 4;

const request = z.object({
  identity: z.uuid(),
  channel_id: z.uuid(),
  external_id: z.string(),
  tries: z.number(),
});
type Request = z.infer<typeof request>;

/** @returns how many were asked for */
export async function fetchProfiles(backend: Backend): Promise<number> {
  const db = backend.asService('ask who wrote');
  const { data } = await db
    .rpc('claim_profiles', { size: batch, lease_seconds: leaseSeconds })
    .throwOnError();
  const claimed = z.array(request).parse(data);
  if (claimed.length === 0) return 0;
  const accounts = await findAccounts(backend, [...new Set(claimed.map(({ channel_id }) => channel_id))]);
  const results = await Promise.all(claimed.map((one) => ask(one, accounts.get(one.channel_id))));
  await db.rpc('settle_profiles', { results: results as never }).throwOnError();
  return claimed.length;
}

async function ask({ identity, external_id, tries }: Request, account: Account | undefined) {
  const outcome = account && (await channel(account.kind)?.profile?.(account, external_id));
  if (outcome?.ok === true) return { identity, ...outcome.profile };
  const again = outcome && !(outcome.ok === false && outcome.retry === 'never') && tries < mostTries;
  return { identity, ...(again && { retry_seconds: outcome.after ?? 30 * 2 ** tries }) };
}
