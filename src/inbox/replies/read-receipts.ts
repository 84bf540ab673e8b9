/** Tells the network, and so the customer, that a message was read: where the business wants it, and nobody waits for it. */
import { z } from 'zod';
import type { Backend, Db } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { whenAgain, type Came, type Tries } from '#platform/ledger/verdict.ts';
import { channel, accountsOf, POST_TIMEOUT_MS } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';

const batch = 20;
const leaseSeconds = (3 * POST_TIMEOUT_MS) / 1000;
const patience: Tries = { most: 5, first: 30 };

const receipt = z.object({
  conversation: z.uuid(),
  message: z.uuid(),
  tries: z.number(),
  channel_id: z.uuid(),
  external_id: z.string(),
});
type Receipt = z.infer<typeof receipt>;

/** @returns how many were looked at */
export function tellReadings(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'receipt',
    why: 'tell networks what was read',
    claim: (db) => db.rpc('claim_read_receipts', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: receipt,
    keys: receipt.pick({ conversation: true, message: true }),
    unreadable: (keys) => ({ ...keys, told: false }),
    before: accountsOf(backend),
    act: (one, accounts) => tell(one, accounts.get(one.channel_id)),
    judge: ({ conversation, message, tries }, came) => {
      const wait = whenAgain(came, tries, patience);
      return { conversation, message, told: came.ok === true, ...(wait !== null && { retry_seconds: wait }) };
    },
    settle: { all: (db, results) => db.rpc('settle_read_receipts', { results }).throwOnError() },
  });
}

async function tell({ external_id }: Receipt, account: Account | undefined): Promise<Came> {
  const told = account && channel(account.kind)?.markRead?.(account, external_id);
  return (await told) ?? { ok: false, retry: 'never' };
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
