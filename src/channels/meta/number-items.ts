import { z } from 'zod';
import { remoteId } from '../graph/json.ts';
import type { WebhookItem } from '../contract/incoming.ts';

/** What may hold several things at once, each of which is one item. */
const LISTS = ['messages', 'statuses', 'message_echoes'] as const;

export function isNumberItem(item: WebhookItem): boolean {
  return item.object === 'whatsapp_business_account';
}

/**
 * Splits a change of a WhatsApp Business account into one item for each message and each status. The item belongs to
 * the number it came to: the entry names the business account, which may have several. What names no number stays whole.
 */
export function numberItems(item: WebhookItem): WebhookItem[] {
  const parsed = addressed.safeParse(item.value);
  if (!parsed.success) return [item];
  const accountId = parsed.data.metadata.phone_number_id;
  const value = item.value as Record<string, unknown>;
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !isList(name, value)));
  const parts = LISTS.filter((name) => isList(name, value)).flatMap((name) =>
    (value[name] as unknown[]).map((one) => ({ ...rest, [name]: [one] })),
  );
  return (parts.length > 0 ? parts : [value]).map((part) => ({ ...item, accountId, value: part }));
}

/**
 * What makes an item the same when it comes again: of a status the message and the state, of a message the message
 * itself without the name its sender goes by at the moment.
 */
export function numberKey({ value }: WebhookItem): unknown {
  const { statuses, messages } = (value ?? {}) as { statuses?: unknown; messages?: unknown };
  const state = Array.isArray(statuses) ? told.safeParse(statuses) : null;
  if (state?.success) return ['status', state.data[0].id, state.data[0].status];
  const message = Array.isArray(messages) ? said.safeParse(messages) : null;
  return message?.success ? ['message', message.data[0]] : value;
}

function isList(name: string, value: Record<string, unknown>): boolean {
  return (LISTS as readonly string[]).includes(name) && Array.isArray(value[name]) && value[name].length > 0;
}

const addressed = z.object({ metadata: z.object({ phone_number_id: remoteId }) });
const told = z.tuple([z.object({ id: remoteId, status: z.string() })]);
const said = z.tuple([z.looseObject({ id: remoteId })]);
