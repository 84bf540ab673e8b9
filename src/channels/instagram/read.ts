import { z } from 'zod';
import { remoteId } from '../graph-json.ts';
import { isMessaging, readMessaging } from '../messaging.ts';
import { isWordless, justWords } from '../texts.ts';
import type { Incoming, WebhookItem } from '../contract.ts';

/**
 * Reads one webhook item of an Instagram account; `[]` for what it doesn't know.
 * @see https://developers.facebook.com/docs/instagram-platform/webhooks/examples
 */
export function read(item: WebhookItem): Incoming[] {
  if (item.object !== 'instagram') return [];
  if (isMessaging(item)) return readMessaging(item);
  return item.field === 'comments' || item.field === 'live_comments' ? readComment(item) : [];
}

function readComment(item: WebhookItem): Incoming[] {
  const parsed = comment.safeParse(item.value);
  const externalId = parsed.data?.id ?? parsed.data?.comment_id;
  if (!parsed.success || externalId === undefined) return [];
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
  media: z.object({ id: remoteId }).nullish().catch(null),
  parent_id: remoteId.nullish().catch(null),
});
