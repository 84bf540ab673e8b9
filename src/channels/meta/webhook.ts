import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { instant, parseJson, remoteId } from '../graph/json.ts';
import { isNumberItem, numberItems, numberKey } from './number-items.ts';
import type { WebhookItem } from '../contract/incoming.ts';

/**
 * Checks `X-Hub-Signature-256` over the raw bytes against each app secret, in constant time. False when there is no
 * secret to check with.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
 */
export function verifySignature(rawBody: Uint8Array, header: string | null, secrets: string[]): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header?.trim() ?? '')?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  const matches = secrets
    .filter((secret) => secret !== '')
    .map((secret) => timingSafeEqual(given, createHmac('sha256', secret).update(rawBody).digest()));
  return matches.includes(true);
}

/**
 * Parses a webhook's bytes so that large numbers keep their digits and every text can be stored; what is not JSON, or
 * nests deeper than a database follows, comes back as its text.
 */
export function parseBody(rawBody: Uint8Array): unknown {
  const text = new TextDecoder().decode(rawBody);
  try {
    if (!nestsTooDeep(text)) return parseJson(text);
  } catch {
    // Kept as it is.
  }
  return text.replaceAll('\u0000', '\ufffd');
}

const deepest = 500;

function nestsTooDeep(text: string): boolean {
  if (text.length < 2 * deepest) return false;
  let depth = 0;
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (part === '[' || part === '{') depth += 1;
    else if (part === ']' || part === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/**
 * Splits a webhook body into its items: each entry of `changes`, `messaging` and `standby` (Meta sends up to 1,000 at
 * once, for several accounts), and a field that sits directly in its entry. What has another shape becomes an item
 * without a field that keeps the whole: it can't be asked for again. Of WhatsApp, which puts several messages and
 * statuses into one change, each is an item of its number. Never throws; only "nothing at all" gives none.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export function splitItems(body: unknown, receivedAt: Date): WebhookItem[] {
  const parsed = envelope.safeParse(body);
  if (parsed.success) {
    const { object, entry } = parsed.data;
    const items = entry.flatMap((each) => entryItems(object, each, receivedAt));
    return items.flatMap((item) => (isNumberItem(item) ? numberItems(item) : item));
  }
  if (body === null || body === undefined) return [];
  return [{ object: objectOf(body), accountId: '', time: receivedAt, field: '', value: body }];
}

/**
 * Names an item by its content, so that an item delivered twice is stored once.
 * The entry's time is when it was sent, another one at each delivery, and therefore left out, except for what
 * can be switched on, off and on again without a time of its own (hide/unhide, reactions): there the second "on"
 * would be taken for a redelivery of the first, and keeping one twice does no harm.
 */
export function itemKey(item: WebhookItem): string {
  const time = isToggle(item) ? item.time.toISOString() : '';
  const said = isNumberItem(item) ? numberKey(item) : item.value;
  const parts = [item.object, item.accountId, item.field, time, canonical(said)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function entryItems(object: string, given: unknown, receivedAt: Date): WebhookItem[] {
  const parsed = entry.safeParse(given);
  const { id, time, ...lists }: Partial<z.infer<typeof entry>> = parsed.data ?? {};
  const base = { object, accountId: id ?? '', time: instant(time) ?? receivedAt };
  const items = [
    ...(lists.changes ?? []).map((each) => ({ ...base, ...change(each) })),
    ...(lists.messaging ?? []).map((value) => ({ ...base, field: 'messaging', value })),
    ...(lists.standby ?? []).map((value) => ({ ...base, field: 'standby', value })),
    ...(isChange(given) ? [{ ...base, field: given.field, value: given.value }] : []),
  ];
  const isWhole = items.length > 0 && !Object.values(lists).includes(null);
  return isWhole ? items : [...items, { ...base, field: '', value: given }];
}

function change(given: unknown): { field: string; value: unknown } {
  return isChange(given) ? { field: given.field, value: given.value } : { field: '', value: given };
}

function isChange(given: unknown): given is { field: string; value: unknown } {
  const parsed = changeShape.safeParse(given);
  return parsed.success && parsed.data.value !== undefined;
}

// Made once: zod compiles a schema at its first use, which costs more than a thousand checks.
const envelope = z.object({ object: z.string(), entry: z.array(z.unknown()).min(1) });
const changeShape = z.object({ field: z.string(), value: z.unknown().optional() });
const named = z.object({ object: z.string() });

/** A list, or `null` where something else stands in its place. */
const list = z.array(z.unknown()).nullable().optional().catch(null);
const entry = z.object({
  id: remoteId.optional().catch(undefined),
  time: z.unknown().optional(),
  changes: list,
  messaging: list,
  standby: list,
});

const toggle = z.union([
  z.object({ verb: z.enum(['hide', 'unhide']) }),
  z.object({ item: z.enum(['reaction', 'like']), created_time: z.undefined().optional() }),
]);

function isToggle(item: WebhookItem): boolean {
  return item.field === 'feed' && toggle.safeParse(item.value).success;
}

function objectOf(body: unknown): string {
  return named.safeParse(body).data?.object ?? '';
}

/** JSON with sorted keys: the same value gives the same text, in whatever order Meta wrote it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}
