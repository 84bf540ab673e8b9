import { z } from 'zod';
import { remoteId } from '#channels/graph/json.ts';
import { readMention } from './mention.ts';
import { isMessaging, readMessaging } from '#channels/meta/messages/read.ts';
import { isWordless, justWords } from '#channels/meta/texts.ts';
import type { Incoming, WebhookItem } from '#channels/contract/incoming.ts';

/** Fields of an account that have nothing to say to the inbox. */
const others = ['story_insights', 'messaging_handover', 'messaging_referral', 'messaging_optins', 'standby'];

/**
 * Reads one webhook item of an Instagram account; `null` for what it doesn't know.
 * @see https://developers.facebook.com/docs/instagram-platform/webhooks/examples
 */
export function read(item: WebhookItem): Incoming[] | null {
  if (item.object !== 'instagram' || item.accountId === '') return null;
  if (item.field === 'comments' || item.field === 'live_comments') return readComment(item);
  if (item.field === 'mentions') return readMention(item);
  if (isMessaging(item)) return readMessaging(item);
  return others.includes(item.field) ? [] : null;
}

function readComment(item: WebhookItem): Incoming[] | null {
  const parsed = comment.safeParse(item.value);
  const externalId = parsed.data?.id ?? parsed.data?.comment_id;
  if (!parsed.success || externalId === undefined) return null;
  const { from, media, parent_id, text } = parsed.data;
  const isOurs = from?.id === item.accountId || from?.self_ig_scoped_id != null;
  return [
    {
      type: 'message',
      accountId: item.accountId,
      // The value has no time of its own; Meta sends within seconds, and a redelivery is the same item to us.
      at: item.time,
      direction: isOurs ? 'out' : 'in',
      externalId,
      place: 'comment',
      postId: media?.id ?? null,
      parentId: parent_id ?? null,
      person: from && !isOurs ? { id: from.id, name: null, username: from.username ?? null } : null,
      text,
      wordless: isWordless(text),
      ...justWords,
      ...(media?.ad_id && { about: 'ad' as const }),
    },
  ];
}

// Meta's two guides and deployed clients disagree on the id's name, so both are taken.
const comment = z.object({
  id: remoteId.optional().catch(undefined),
  comment_id: remoteId.optional().catch(undefined),
  text: z.string().catch(''),
  from: z
    .object({
      id: remoteId,
      username: z.string().nullish().catch(null),
      self_ig_scoped_id: z.unknown().optional(),
    })
    .nullish()
    .catch(null),
  media: z
    .object({ id: remoteId, ad_id: remoteId.nullish().catch(null) })
    .nullish()
    .catch(null),
  parent_id: remoteId.nullish().catch(null),
});
