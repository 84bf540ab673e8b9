import { remoteId } from '#channels/graph/json.ts';
import { isMessaging, readMessaging } from '#channels/meta/messages/read.ts';
import { readFeed } from './feed.ts';
import { readMention } from './mention.ts';
import type { Incoming, WebhookItem } from '#channels/contract/incoming.ts';

/** Fields of a Page that have nothing to say to the inbox. */
const others = [
  'name',
  'picture',
  'category',
  'description',
  'ratings',
  'videos',
  'live_videos',
  'conversations',
];

/**
 * Reads one webhook item of a Page; `null` for what it doesn't know.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/reference/page
 */
export function read(item: WebhookItem): Incoming[] | null {
  if (item.object !== 'page' || !remoteId.safeParse(item.accountId).success) return null;
  if (item.field === 'feed') return readFeed(item);
  if (item.field === 'mention') return readMention(item);
  if (isMessaging(item)) return readMessaging(item);
  return others.includes(item.field) ? [] : null;
}
