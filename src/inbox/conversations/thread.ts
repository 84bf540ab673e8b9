import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import type { ThreadMessage } from '../messages/shown.ts';
import { storedSorting } from '../messages/sorting.ts';
import { picturePath } from '#platform/media/address.ts';
import { channelKind, type ChannelKind } from '#channels/schema.ts';
import { caseColumns, toCase, type CaseRow } from '../cases/list/find.ts';
import { reachedColumns, receivedColumns, receivedOf } from '../messages/received.ts';
import {
  conversationKind,
  conversationStatus,
  delivery,
  type ContactId,
  type ConversationId,
  type ConversationStatus,
  type MessageId,
} from '../schema.ts';

export interface Thread {
  id: ConversationId;
  kind: 'comment' | 'dm' | 'feedback';
  channel: ChannelKind;
  channelName: string;
  /** Whether an answer can go out: the channel is connected and healthy. */
  answerable: boolean;
  contactId: ContactId;
  contactName: string;
  username: string | null;
  waitingSince: string | null;
  status: ConversationStatus;
  snoozedUntil: string | null;
  /** User id of the member it was given to. */
  assignedTo: string | null;
  labels: string[];
  /** User ids of members who do not want to be notified of it. */
  mutedBy: string[];
  /** The newest five, newest first. */
  cases: CaseRow[];
  /** What members told each other about it, oldest first. */
  notes: { id: string; body: string; writtenBy: string | null; writtenAt: string }[];
  post: {
    id: string;
    caption: string;
    permalink: string | null;
    picture: string | null;
    pictureAlt: string;
  } | null;
  /** Oldest first. */
  messages: ThreadMessage[];
  /** There are older ones than these. */
  older: string | null;
}

const mostMessages = 200;

const columns = `
  id, kind, waiting_since, ${reachedColumns}, status, snoozed_until, assigned_to,
  contacts(id, name), identities(username), conversation_labels(labels(name)),
  conversation_notes(id, body, written_by, written_at), conversation_reads(user_id, muted_at), cases(${caseColumns}),
  channels(kind, name, disconnected_at, problem),
  post_targets(permalink, posts(id, caption, post_media(media_id, position, alt_text))),
  messages!messages_conversation_id_business_id_fkey(
    id, intent, topic, sentiment, urgency, sorted_by, delivery, version, reason, edited_at, hidden_at,
    ${receivedColumns})` as const;

/**
 * One conversation with its newest messages, its cases and the post it stands under, in one call; null when it is not
 * there, or another business's.
 * @param before show messages sent before this instant
 */
export async function openConversation(
  db: Db,
  business: string,
  id: ConversationId,
  before: string | null = null,
): Promise<Thread | null> {
  let query = db
    .from('conversations')
    .select(columns)
    .eq('business_id', business)
    .eq('id', id)
    .order('sent_at', { referencedTable: 'messages', ascending: false })
    .order('id', { referencedTable: 'messages', ascending: false })
    .order('opened_at', { referencedTable: 'cases', ascending: false })
    .limit(5, { referencedTable: 'cases' })
    .order('written_at', { referencedTable: 'conversation_notes', ascending: false })
    .limit(100, { referencedTable: 'conversation_notes' })
    .limit(mostMessages + 1, { referencedTable: 'messages' });
  if (before) query = query.lt('messages.sent_at', before);
  const { data } = await query.maybeSingle().throwOnError();
  return data ? toThread(data) : null;
}

function toThread(row: RowOf<'conversations', typeof columns>): Thread {
  const post = row.post_targets?.posts;
  const picture = post?.post_media.find(({ position }) => position === 1);
  const shown = row.messages.slice(0, mostMessages).reverse();
  const channel = channelKind.parse(row.channels.kind);
  return {
    id: row.id as ConversationId,
    kind: conversationKind.parse(row.kind),
    channel,
    channelName: row.channels.name,
    answerable: row.channels.disconnected_at === null && row.channels.problem === null,
    contactId: row.contacts.id as ContactId,
    contactName: row.contacts.name,
    username: row.identities.username,
    waitingSince: row.waiting_since,
    status: conversationStatus.parse(row.status),
    snoozedUntil: row.snoozed_until,
    assignedTo: row.assigned_to,
    labels: row.conversation_labels.map(({ labels }) => labels.name).sort(),
    mutedBy: row.conversation_reads.flatMap(({ user_id, muted_at }) => (muted_at === null ? [] : [user_id])),
    cases: row.cases.map((each) => toCase(each, row.contacts.name, channel)),
    notes: row.conversation_notes
      .map(({ id, body, written_by, written_at }) => ({
        id,
        body,
        writtenBy: written_by,
        writtenAt: written_at,
      }))
      .sort((one, other) => one.writtenAt.localeCompare(other.writtenAt)),
    post: post
      ? {
          id: post.id,
          caption: post.caption,
          permalink: row.post_targets!.permalink,
          picture: picture ? picturePath(picture.media_id) : null,
          pictureAlt: picture?.alt_text ?? '',
        }
      : null,
    messages: shown.map((message) => ({
      id: message.id as MessageId,
      direction: message.direction === 'in' ? 'in' : 'out',
      body: message.body,
      sentAt: message.sent_at,
      delivery: delivery.nullable().parse(message.delivery),
      version: message.version,
      reason: message.reason,
      edited: message.edited_at !== null,
      hidden: message.hidden_at !== null,
      removed: message.removed_at !== null,
      sorting: storedSorting(message),
      received: receivedOf(message, row.messages, row),
    })),
    older: row.messages.length > mostMessages ? (shown[0]?.sent_at ?? null) : null,
  };
}
