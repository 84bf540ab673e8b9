import { z } from 'zod';
import { instant, remoteId } from '#channels/graph/json.ts';
import { isWordless, justWords, reactionEmoji } from '#channels/meta/texts.ts';
import type {
  Incoming,
  IncomingAttachment,
  IncomingMessage,
  WebhookItem,
} from '#channels/contract/incoming.ts';

/** Items that stand for a post, whoever made it. */
const posts = ['post', 'status', 'photo', 'video', 'share', 'album', 'note', 'link'];
/** What happens on a Page that nobody has to answer. */
const others = [
  'like',
  'event',
  'offer',
  'life_event',
  'poll',
  'question',
  'story',
  'tag',
  'rating',
  'milestone',
];

/**
 * Reads one change of a Page's feed: comments and replies, what a visitor posted, and what became of them.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/reference/page#feed
 */
export function readFeed(item: WebhookItem): Incoming[] | null {
  const parsed = change.safeParse(item.value);
  if (!parsed.success) return null;
  const value = parsed.data;
  if (value.item === 'comment') return value.comment_id ? changed(item, value, value.comment_id) : null;
  if (value.item === 'reaction' || value.item === 'like') return reacted(item, value);
  if (posts.includes(value.item)) return posted(item, value);
  return others.includes(value.item) ? [] : null;
}

type Change = z.infer<typeof change>;

/** What a visitor puts on the Page begins a conversation whose place is that post; the Page's own posts do not. */
function posted(item: WebhookItem, value: Change): Incoming[] | null {
  if (value.from?.id === item.accountId) return [];
  if (!value.post_id) return null;
  // Without an author only what happened to a post can be told, and whether it is in the inbox shows whose it was.
  if (!value.from && value.verb === 'add') return [];
  return changed(item, { ...value, parent_id: null }, value.post_id);
}

function changed(item: WebhookItem, value: Change, externalId: string): Incoming[] | null {
  // `created_time` is when it was written; what happened to it later has only the time of sending.
  const base = { accountId: item.accountId, externalId, at: item.time };
  const text = value.message;
  switch (value.verb) {
    case 'add':
      return [added(item, value, externalId)];
    case 'edit':
    case 'edited':
      return [{ ...base, type: 'edit', text, wordless: isWordless(text) }];
    case 'remove':
      return [{ ...base, type: 'removal' }];
    case 'hide':
    case 'unhide':
      return [{ ...base, type: 'hiding', hidden: value.verb === 'hide' }];
    default:
      return ['block', 'mute', 'follow', 'unblock', 'update'].includes(value.verb) ? [] : null;
  }
}

function added(item: WebhookItem, value: Change, externalId: string): IncomingMessage {
  const { from, message, post_id, parent_id } = value;
  const isOurs = from?.id === item.accountId;
  const attachments = filesOf(value);
  const isPost = externalId === post_id;
  return {
    type: 'message',
    accountId: item.accountId,
    at: instant(value.created_time) ?? item.time,
    direction: isOurs ? 'out' : 'in',
    externalId,
    place: 'comment',
    postId: post_id ?? null,
    parentId: parent_id && parent_id !== post_id ? parent_id : null,
    person: from && !isOurs ? { id: from.id, name: from.name ?? null, username: null } : null,
    text: message,
    wordless: isWordless(message, attachments),
    ...justWords,
    ...(isPost && { about: 'visitor_post' as const, aboutUrl: value.post?.permalink_url ?? null }),
    attachments,
  };
}

/** A picture or video put beside the words. A sticker or GIF of a comment comes as its photo. */
function filesOf({ item, photo, photos, video, link }: Change): IncomingAttachment[] {
  const file = (kind: IncomingAttachment['kind'], url: string) => ({ kind, url, mediaId: null, name: null });
  if (photos?.length) return photos.map((url) => file('image', url));
  if (video) return [file('video', video)];
  if (photo) return [file('image', photo)];
  // For a photo or video of a visitor `link` is the file; for a share it is somebody's page.
  if (link && item === 'photo') return [file('image', link)];
  return link && item === 'video' ? [file('video', link)] : [];
}

/** A reaction on a comment; that a post is liked is a figure, and nobody's to answer. */
function reacted(
  item: WebhookItem,
  { comment_id, post_id, from, verb, reaction_type, created_time }: Change,
) {
  if (!comment_id || comment_id === post_id || !from) return [];
  const at = instant(created_time) ?? item.time;
  const emoji = verb === 'remove' ? null : reactionEmoji(null, reaction_type ?? null);
  const reaction: Incoming = {
    ...{ type: 'reaction', accountId: item.accountId, at: verb === 'remove' ? item.time : at },
    ...{ externalId: comment_id, personId: from.id, emoji },
  };
  return [reaction];
}

const id = remoteId.nullish().catch(null);
const text = z.string().nullish().catch(null);
const change = z.object({
  item: z.string(),
  verb: z.string(),
  comment_id: id,
  post_id: id,
  parent_id: id,
  message: z.string().catch(''),
  created_time: z.unknown().optional(),
  reaction_type: text,
  photo: text,
  photos: z.array(z.string()).nullish().catch(null),
  video: text,
  link: text,
  post: z
    .object({
      permalink_url: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  from: z.object({ id: remoteId, name: text }).nullish().catch(null),
});
