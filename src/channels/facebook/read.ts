import { z } from 'zod';
import { instant, remoteId } from '../graph-json.ts';
import { isMessaging, readMessaging } from '../messaging.ts';
import { isWordless, justWords } from '../texts.ts';
import type { Incoming, WebhookItem } from '../contract.ts';

/**
 * Reads one webhook item of a Page; `[]` for what it doesn't know.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/reference/page
 */
export function read(item: WebhookItem): Incoming[] {
  if (item.object !== 'page') return [];
  if (isMessaging(item)) return readMessaging(item);
  const parsed = item.field === 'feed' ? comment.safeParse(item.value) : null;
  return parsed?.success ? readComment(item, parsed.data) : [];
}

function readComment(item: WebhookItem, value: z.infer<typeof comment>): Incoming[] {
  const { accountId } = item;
  const externalId = value.comment_id;
  // `created_time` is when the comment was written; what happened to it later has only the time of sending.
  const base = { accountId, externalId, at: item.time };
  switch (value.verb) {
    case 'add':
      return [added(item, value)];
    case 'edit':
    case 'edited':
      return [{ ...base, type: 'edit', text: value.message }];
    case 'remove':
      return [{ ...base, type: 'removal' }];
    case 'hide':
    case 'unhide':
      return [{ ...base, type: 'hiding', hidden: value.verb === 'hide' }];
    default:
      return [];
  }
}

function added(item: WebhookItem, value: z.infer<typeof comment>): Incoming {
  const { from, message, post_id, parent_id } = value;
  const isOurs = from?.id === item.accountId;
  return {
    type: 'message',
    accountId: item.accountId,
    at: instant(value.created_time) ?? item.time,
    direction: isOurs ? 'out' : 'in',
    externalId: value.comment_id,
    place: 'comment',
    postId: post_id ?? null,
    parentId: parent_id && parent_id !== post_id ? parent_id : null,
    person: from && !isOurs ? { id: from.id, name: from.name ?? null, username: null } : null,
    text: message,
    wordless: isWordless(message),
    ...justWords,
  };
}

const comment = z.object({
  item: z.literal('comment'),
  verb: z.string(),
  comment_id: remoteId,
  post_id: remoteId.nullish().catch(null),
  parent_id: remoteId.nullish().catch(null),
  message: z.string().catch(''),
  created_time: z.unknown().optional(),
  from: z
    .object({ id: remoteId, name: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});
