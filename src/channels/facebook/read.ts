import { remoteId } from '../graph-json.ts';
import { isMessaging, readMessaging } from '../messaging.ts';
import { readFeed } from './read-feed.ts';
import { readMention } from './read-mention.ts';
import type { Incoming, WebhookItem } from '../contract.ts';

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
