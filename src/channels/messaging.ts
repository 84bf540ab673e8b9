import { z } from 'zod';
import { instant, remoteId } from './graph-json.ts';
import { isWordless, justWords } from './texts.ts';
import type { Incoming, WebhookItem } from './contract.ts';

/** Fields under which a direct message can arrive; `standby`: another app leads the thread. */
const FIELDS = ['messaging', 'standby', 'messages', 'message_echoes'];

export function isMessaging(item: WebhookItem): boolean {
  return FIELDS.includes(item.field);
}

/**
 * Reads a direct message of Messenger or Instagram: text, echo of our own, edit, deletion. A message without words
 * (a picture, a sticker) has an empty text. What is neither said nor taken back (read, delivery, reaction) is `[]`.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export function readMessaging(item: WebhookItem): Incoming[] {
  const parsed = event.safeParse(item.value);
  if (!parsed.success) return [];
  const { sender, recipient, timestamp, message, message_edit } = parsed.data;
  const at = instant(timestamp) ?? item.time;
  const base = { accountId: item.accountId, at };
  if (message_edit) {
    return [{ ...base, type: 'edit', externalId: message_edit.mid, text: message_edit.text }];
  }
  if (!message) return [];
  if (message.is_deleted) return [{ ...base, type: 'removal', externalId: message.mid }];
  const isOurs = message.is_echo === true || sender?.id === item.accountId;
  const customer = isOurs ? recipient : sender;
  return [
    {
      ...base,
      type: 'message',
      direction: isOurs ? 'out' : 'in',
      externalId: message.mid,
      place: 'direct',
      postId: null,
      parentId: null,
      person: customer ? { id: customer.id, name: null, username: null } : null,
      text: message.text,
      wordless: isWordless(message.text),
      ...justWords,
    },
  ];
}

const party = z.object({ id: remoteId }).nullish().catch(null);
const event = z.object({
  sender: party,
  recipient: party,
  timestamp: z.unknown().optional(),
  message: z
    .object({
      mid: remoteId,
      text: z.string().catch(''),
      is_echo: z.boolean().optional().catch(undefined),
      is_deleted: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  message_edit: z.object({ mid: remoteId, text: z.string() }).optional().catch(undefined),
});
