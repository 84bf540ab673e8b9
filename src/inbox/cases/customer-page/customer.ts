/** The customer's side of a case: what the holder of a private link reads and does, without an account. */
import { isToken, linkDigest } from '#platform/http/private-link.ts';
import { z } from 'zod';
import { addressOf } from '#platform/http/address.ts';
import type { Backend } from '#platform/backend/index.ts';
import { allowed } from '#platform/http/rate-limit.ts';
import { caseCategory, caseState } from '#inbox/schema.ts';

const followUp = z.object({
  business: z.string(),
  catalogue: z.string().nullable(),
  timezone: z.string(),
  sample: z.boolean(),
  number: z.string(),
  category: caseCategory,
  complaint: z.string(),
  state: caseState,
  opened_at: z.string(),
  promise: z.string(),
  due_at: z.string(),
  overdue: z.boolean(),
  /** The one that stands; null while it is open. */
  resolution: z.uuid().nullable(),
  closed: z.enum(['customer', 'member', 'automatic']).nullable(),
  may_rate: z.boolean(),
  score: z.number().nullable(),
  history: z.array(
    z.object({
      at: z.string(),
      kind: z.enum(['step', 'resolved', 'closed_customer', 'closed_member', 'closed_automatic', 'reopened']),
      what: z.string(),
    }),
  ),
});
export type CustomerPage = z.infer<typeof followUp>;

type Visit = { request: Request; clientAddress: string };

/** What the holder of a link reads; null when it is none (any more). It changes nothing: previews of messengers fetch it. */
export async function readCustomerPage(
  backend: Backend,
  visit: Visit,
  token: string,
): Promise<CustomerPage | 'too_many' | null> {
  if (!isToken(token)) return null;
  if (!(await allowed(backend, `tindak-lanjut:${addressOf(visit, backend.env)}`, 120, 60))) return 'too_many';
  const { data } = await backend.asAnon().rpc('customer_case', { token }).throwOnError();
  return followUp.nullable().parse(data);
}

/** 'moved': it is no longer as they saw it; 'other': a newer case is open; null: no such link. */
export type CustomerOutcome = 'done' | 'moved' | 'other' | 'too_many' | null;

/** "Ya, sudah beres." */
export async function confirmCase(
  backend: Backend,
  visit: Visit,
  token: string,
  resolution: string,
): Promise<CustomerOutcome> {
  return change(backend, visit, token, () => backend.asAnon().rpc('confirm_case', { token, resolution }));
}

/** "Belum beres", with the reason. */
export async function disputeCase(
  backend: Backend,
  visit: Visit,
  token: string,
  resolution: string,
  reason: string,
): Promise<CustomerOutcome> {
  return change(backend, visit, token, () =>
    backend.asAnon().rpc('dispute_case', { token, resolution, reason }),
  );
}

/** Once; a second rating is answered like the first, and the first stands. */
export async function rateCase(
  backend: Backend,
  visit: Visit,
  token: string,
  score: number,
  words: string,
): Promise<CustomerOutcome> {
  return change(backend, visit, token, () => backend.asAnon().rpc('rate_case', { token, score, words }));
}

/** Twenty changes at once for an address and for a link, then one a minute (many phones share an address: four). */
async function change(
  backend: Backend,
  visit: Visit,
  token: string,
  ask: () => PromiseLike<{ data: unknown; error: unknown }>,
): Promise<CustomerOutcome> {
  if (!isToken(token)) return null;
  const link = linkDigest(token);
  const address = addressOf(visit, backend.env);
  if (!(await allowed(backend, `tindak-lanjut-ubah:${address}`, 20, 300))) return 'too_many';
  if (!(await allowed(backend, `tindak-lanjut-tautan:${link}`, 20, 1_200))) return 'too_many';
  const { data, error } = await ask();
  if (error) throw error;
  return z.enum(['done', 'moved', 'other']).nullable().parse(data);
}
