/** Pages of the inbox: by part and filter, or by what was said. */
import { z } from 'zod';
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import { channelKind, type ChannelKind } from '#channels/schema.ts';
import type { Filters } from './filters.ts';
import { lastKinds, type AttachmentKind } from '../messages/last-kinds.ts';
import {
  conversationKind,
  conversationStatus,
  type ConversationId,
  type ConversationStatus,
} from '../schema.ts';

export interface ConversationRow {
  id: ConversationId;
  kind: 'comment' | 'dm' | 'feedback';
  channel: ChannelKind;
  contactName: string;
  lastAt: string;
  lastBody: string;
  /** What came instead of words; null where there are words, or nothing came. */
  lastKind: AttachmentKind | null;
  lastDirection: 'in' | 'out';
  /** Since when the oldest unanswered message waits; null when nothing does. */
  waitingSince: string | null;
  status: ConversationStatus;
  snoozedUntil: string | null;
  intent: string | null;
  urgent: boolean;
  assignedTo: string | null;
  labels: string[];
  /** The customer wrote since this member last read it. */
  unread: boolean;
  /** Where a search found its words, `[marked, text]`; null elsewhere. */
  found: [boolean, string][] | null;
}

/** Who looks at the list, and what the business promised. */
export interface Reader {
  userId: string;
  answerPromiseHours: number;
}

const columns = `
  id, kind, last_at, last_body, last_direction, waiting_since, status, snoozed_until, intent, urgency, assigned_to,
  last_in_at, contacts(name), channels(kind), conversation_reads(read_at), conversation_labels(labels(name))`;
type Row = RowOf<'conversations', typeof columns>;
// A label asked for must be on the row, and is asked for beside those that are shown.
const labelled = `${columns}, wanted:conversation_labels!inner(label_id)` as const;

/**
 * A page of the inbox. Who waits comes longest wait first, everything else newest first. Snoozed conversations
 * are not among those that wait, and spam is only shown when asked for.
 * @param most at most 100
 */
export async function listConversations(
  db: Db,
  business: string,
  filters: Filters,
  reader: Reader,
  after: Cursor | null,
  most = 30,
): Promise<{ conversations: ConversationRow[]; next: Cursor | null }> {
  const { view, channel, intent, status, label } = filters;
  const waits = view === 'unanswered' || view === 'overdue';
  const column = waits ? 'waiting_since' : 'last_at';
  let query = db
    .from('conversations')
    // One of two texts has no type of its own; what is asked for beside is not read.
    .select<string, Row>(label ? labelled : columns)
    .eq('business_id', business)
    .eq('conversation_reads.user_id', reader.userId)
    .order(column, { ascending: waits })
    .order('id', { ascending: waits })
    .limit(most + 1);
  if (waits) query = query.not('waiting_since', 'is', null).neq('status', 'snoozed');
  if (view === 'overdue') query = query.lt('waiting_since', promisedBy(reader));
  if (view === 'mine')
    query = query.eq('assigned_to', reader.userId).in('status', ['open', 'waiting', 'snoozed']);
  if (view === 'complaints')
    query = query.eq('intent', 'complaint').in('status', ['open', 'waiting', 'snoozed']);
  if (view === 'all' && !status) query = query.neq('status', 'spam');
  if (status) query = query.eq('status', status);
  if (channel) query = query.eq('channel_id', channel);
  if (intent) query = query.eq('intent', intent);
  if (label) query = query.eq('wanted.label_id', label);
  if (after) {
    const beyond = waits ? 'gt' : 'lt';
    query = query.or(
      `${column}.${beyond}."${after.at}",and(${column}.eq."${after.at}",id.${beyond}.${after.id})`,
    );
  }
  const { data: rows } = await query.throwOnError();
  const kinds = await lastKinds(db, rows);
  const last = rows.length > most ? rows[most - 1] : undefined;
  const at = last?.[column];
  return {
    conversations: rows.slice(0, most).map((row) => toConversation(row, kinds)),
    next: last && at ? { at, id: last.id } : null,
  };
}

/**
 * Conversations in which something said, or the customer's name, holds all the words (by their beginning or stem,
 * three letters or more); newest first.
 * @param after goes on behind a page
 */
export async function searchConversations(
  db: Db,
  business: string,
  words: string,
  reader: Reader,
  after: Cursor | null,
  most = 30,
): Promise<{ conversations: ConversationRow[]; next: Cursor | null }> {
  const behind = after && { before: after.at, before_id: after.id };
  const { data: hits } = await db
    .rpc('search_conversations', { business, words, most: most + 1, ...behind })
    .throwOnError();
  const page = hits.slice(0, most);
  const { data } = await db
    .from('conversations')
    .select(columns)
    .eq('business_id', business)
    .eq('conversation_reads.user_id', reader.userId)
    .in(
      'id',
      page.map(({ conversation_id }) => conversation_id),
    )
    .throwOnError();
  const kinds = await lastKinds(db, data);
  const rows = new Map(data.map((row) => [row.id, row]));
  const last = hits.length > most ? page.at(-1) : undefined;
  return {
    conversations: page.flatMap(({ conversation_id, at, excerpt }) => {
      const row = rows.get(conversation_id);
      const found = z.string().transform(markedParts).nullable().parse(excerpt);
      return row ? [{ ...toConversation(row, kinds), lastAt: at, found }] : [];
    }),
    next: last ? { at: last.at, id: last.conversation_id } : null,
  };
}

/** What was said before this instant and still waits has waited longer than promised. */
export function promisedBy({ answerPromiseHours }: Pick<Reader, 'answerPromiseHours'>): string {
  return new Date(Date.now() - answerPromiseHours * 3_600_000).toISOString();
}

function toConversation(row: Row, kinds: Map<string, AttachmentKind>): ConversationRow {
  const readAt = row.conversation_reads[0]?.read_at ?? null;
  return {
    id: row.id as ConversationId,
    kind: conversationKind.parse(row.kind),
    channel: channelKind.parse(row.channels.kind),
    contactName: row.contacts.name,
    lastAt: row.last_at,
    lastBody: row.last_body,
    lastKind: kinds.get(row.id) ?? null,
    lastDirection: row.last_direction === 'in' ? 'in' : 'out',
    waitingSince: row.waiting_since,
    status: conversationStatus.parse(row.status),
    snoozedUntil: row.snoozed_until,
    intent: row.intent,
    urgent: row.urgency === 'high',
    assignedTo: row.assigned_to,
    labels: row.conversation_labels.map(({ labels }) => labels.name).sort(),
    unread: row.last_in_at !== null && (readAt === null || Date.parse(row.last_in_at) > Date.parse(readAt)),
    found: null,
  };
}

/** Takes apart an excerpt whose finds stand between U+E000 and U+E001. */
function markedParts(excerpt: string): [boolean, string][] {
  return excerpt
    .split(/(\uE000[^\uE001]*\uE001)/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('\uE000') ? [true, part.slice(1, -1)] : [false, part]));
}
