/** A WhatsApp number and the business account it belongs to, as the network tells of them. */
import { z } from 'zod';
import { checkToken } from '../meta/check-token.ts';
import { graph, harmless } from '../graph/client.ts';
import { remoteId } from '../graph/json.ts';
import { pages } from '../graph/pages.ts';
import type { Account } from '../contract/account.ts';
import type { Outcome, Reason } from '../contract/outcome.ts';
import type { Network } from '../schema.ts';

const NEEDED = ['whatsapp_business_messaging', 'whatsapp_business_management'];
const PAGES = 20;

/** Whether the token still works for this number. */
export function check(account: Account): Promise<Outcome<{ missing: string[]; endsAt: Date | null }>> {
  return checkToken(account, NEEDED, NEEDED);
}

/** A WhatsApp number as its owner enters it. */
export interface NumberEntry {
  network: Network;
  numberId: string;
  wabaId: string;
  token: string;
}

/** What a person entered, and which of it is wrong. */
export type Entry = 'number' | 'waba' | 'token' | 'subscription';
export type Inspection =
  | { ok: true; name: string; shownNumber: string; endsAt: Date | null }
  | { ok: false; entry: Entry | null; reason: Reason };

/**
 * Checks what was entered, one after the other: the token, the business account, the number, and that the number is one
 * of that account. The tokens of other apps are refused: their messages would never come here.
 * @see https://developers.facebook.com/docs/whatsapp/business-management-api/manage-phone-numbers
 */
export async function inspectNumber(account: Account): Promise<Inspection> {
  const token = await check(account);
  if (token.ok !== true) return wrong('token', token);
  const listed: z.infer<typeof number>[] = [];
  const params = { fields: 'id,display_phone_number,verified_name', limit: 100 };
  for await (const page of pages(account, `${account.pageId}/phone_numbers`, params, number, PAGES)) {
    if (page.ok !== true) return wrong('waba', page);
    listed.push(...page.items);
  }
  const found = listed.find(({ id }) => id === account.externalId);
  if (!found) return { ok: false, entry: 'number', reason: 'not_found' };
  const { display_phone_number, verified_name } = found;
  return {
    ok: true,
    name: verified_name || display_phone_number || account.externalId,
    shownNumber: display_phone_number,
    endsAt: token.endsAt,
  };
}

/**
 * Has the network send us the events of all numbers of the business account. Harmless when repeated.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/subscribed_apps
 */
export async function subscribeNumber(account: Account): Promise<Outcome> {
  const answer = await graph(account).post(`${account.pageId}/subscribed_apps`, {}, done);
  return harmless(answer.ok === true ? { ok: true } : answer);
}

/** Whose mistake a refusal is; trouble of the network is nobody's. */
export function wrong(entry: Entry, { reason }: { reason: Reason }): Inspection {
  const isTrouble = ['rate_limited', 'temporary', 'unreachable'].includes(reason);
  const isToken = reason === 'token_dead' || reason === 'permission_missing';
  return { ok: false, entry: isTrouble ? null : isToken ? 'token' : entry, reason };
}

const text = z.string().catch('');
const number = z.object({ id: remoteId, display_phone_number: text, verified_name: text });
const done = z.object({ success: z.union([z.literal(true), z.literal('true')]) });
