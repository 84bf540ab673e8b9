/** Asks the network for the names of people who wrote for the first time; what fails is no harm. */
import { z } from 'zod';
import type { Backend } from '#platform/backend/index.ts';
import { runLedger } from '#platform/ledger/run.ts';
import { whenAgain, type Tries } from '#platform/ledger/verdict.ts';
import { channel, accountsOf, GET_TIMEOUT_MS } from '#channels/index.ts';
import { type Account } from '#channels/contract/account.ts';

/** Few at a time: a rush of new people must not use up what the account may ask. */
const batch = 5;
const leaseSeconds = (6 * GET_TIMEOUT_MS) / 1000;
const patience: Tries = { most: 4, first: 30 };

const request = z.object({
  identity: z.uuid(),
  channel_id: z.uuid(),
  external_id: z.string(),
  tries: z.number(),
});
type Request = z.infer<typeof request>;

/** @returns how many were asked for */
export function fetchProfiles(backend: Backend): Promise<number> {
  return runLedger(backend, {
    name: 'profile',
    why: 'ask who wrote',
    claim: (db) => db.rpc('claim_profiles', { size: batch, lease_seconds: leaseSeconds }).throwOnError(),
    row: request,
    keys: request.pick({ identity: true }),
    unreadable: ({ identity }) => ({ identity }),
    before: accountsOf(backend),
    act: (one, accounts) => ask(one, accounts.get(one.channel_id)),
    judge({ identity, tries }, came) {
      if (came.ok === true) return { identity, ...came.profile };
      const wait = whenAgain(came, tries, patience);
      return { identity, ...(wait !== null && { retry_seconds: wait }) };
    },
    settle: { all: (db, results) => db.rpc('settle_profiles', { results: results as never }).throwOnError() },
  });
}

async function ask({ external_id }: Request, account: Account | undefined) {
  const asked = account && channel(account.kind)?.profile?.(account, external_id);
  return (await asked) ?? ({ ok: false, retry: 'never' } as const);
}
