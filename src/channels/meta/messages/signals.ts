import { z } from 'zod';
import { instant, remoteId } from '#channels/graph/json.ts';
import { reactionEmoji } from '../texts.ts';
import type { Incoming, WebhookItem } from '#channels/contract/incoming.ts';

interface Parties {
  sender: { id: string } | null | undefined;
  recipient: { id: string } | null | undefined;
}

/** Events of a direct conversation that the inbox has no use for: who leads the thread, consents, links. */
const others = (
  'referral optin account_linking pass_thread_control take_thread_control request_thread_control app_roles ' +
  'policy_enforcement game_play messaging_feedback response_feedback typing'
).split(' ');

/**
 * Reads what is no message: a reaction, a delivery, a reading. `null` for what it does not know.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
 */
export function readSignal(
  item: WebhookItem,
  base: { accountId: string; at: Date },
  { sender, recipient }: Parties,
): Incoming[] | null {
  const parsed = signal.safeParse(item.value);
  if (!parsed.success) return null;
  const { reaction, read, delivery } = parsed.data;
  if (reaction && sender) {
    const emoji = reaction.action === 'unreact' ? null : reactionEmoji(reaction.emoji, reaction.reaction);
    return [{ ...base, type: 'reaction', externalId: reaction.mid, personId: sender.id, emoji }];
  }
  const isOurs = sender?.id === item.accountId;
  // What the account itself read or got says nothing about our answers.
  if ((read || delivery) && isOurs) return [];
  const receipt = {
    ...base,
    type: 'receipt',
    personId: (isOurs ? recipient : sender)?.id ?? null,
    reason: null,
  } as const;
  if (read && (read.mid || read.watermark)) {
    return [
      { ...receipt, status: 'read', externalIds: read.mid ? [read.mid] : [], upTo: instant(read.watermark) },
    ];
  }
  if (delivery && (delivery.mids.length > 0 || delivery.watermark)) {
    const upTo = instant(delivery.watermark);
    return [{ ...receipt, status: 'delivered', externalIds: delivery.mids, upTo }];
  }
  return others.some((name) => name in (item.value as object)) ? [] : null;
}

const text = z.string().nullable().catch(null).default(null);
const signal = z.object({
  reaction: z
    .object({ mid: remoteId, action: z.string().catch('react'), reaction: text, emoji: text })
    .optional()
    .catch(undefined),
  read: z
    .object({ mid: remoteId.nullish().catch(null), watermark: z.unknown().optional() })
    .optional()
    .catch(undefined),
  delivery: z
    .object({ mids: z.array(remoteId).catch([]), watermark: z.unknown().optional() })
    .optional()
    .catch(undefined),
});
