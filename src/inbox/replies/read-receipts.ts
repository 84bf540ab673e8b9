/** Tells the network, and so the customer, that a message was read: where the business wants it, and nobody waits for it. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { channel, findAccounts, POST_TIMEOUT_MS } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';

const batch = 20;
const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;
const mostTries = 5;

const receipt = z.object({
  conversation: z.uuid(),
  message: z.uuid(),
  tries: z.number(),
  channel_id: z.uuid(),
  external_id: z.string(),
});
type Receipt = z.infer<typeof receipt>;

/** @returns how many were looked at */
export async function tellReadings(backend: Backend): Promise<number> {
  const db = backend.asService('tell networks what was read');
  const { data } = await db
    .rpc('claim_read_receipts', { size: batch, lease_seconds: leaseSeconds })
    .throwOnError();
  const claimed = z.array(receipt).parse(data);
  if (claimed.length === 0) return 0;
  const accounts = await findAccounts(backend, [...new Set(claimed.map(({ channel_id }) => channel_id))]);
  const results = await Promise.all(claimed.map((one) => tell(one, accounts.get(one.channel_id))));
  await db.rpc('settle_read_receipts', { results: results as never }).throwOnError();
  return claimed.length;
}

async function tell({ conversation, message, tries, external_id }: Receipt, account: Account | undefined) {
  const outcome = account && (await channel(account.kind)?.markRead?.(account, external_id));
  const again = outcome && outcome.ok !== true && !(outcome.ok === false && outcome.retry === 'never');
  const after = again && outcome.after !== undefined ? outcome.after : 30 * 2 ** tries;
  return {
    ...{ conversation, message, told: outcome?.ok === true },
    ...(again && tries < mostTries && { retry_seconds: after }),
  };
}

/** Whether customers see that they were read. */
export async function tellsRead(db: Db, business: string): Promise<boolean> {
  const { data } = await db
    .from('businesses')
    .select('tells_read')
    .eq('id', business)
    .single()
    .throwOnError();
  return data.tells_read;
}

/** False when the person is no owner. */
export async function chooseTellsRead(db: Db, business: string, tells: boolean): Promise<boolean> {
  const { data } = await db
    .from('businesses')
    .update({ tells_read: tells })
    .eq('id', business)
    .select('id')
    .throwOnError();
  return data.length === 1;
}
