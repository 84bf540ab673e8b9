import type { Db } from '../platform/backend/index.ts';
import type { Cursor } from '../platform/cursor.ts';
import { channelKind, type ChannelKind } from '../channels/schema.ts';
import type { ConversationId } from './schema.ts';

export interface ConversationRow {
  id: ConversationId;
  kind: 'comment' | 'dm' | 'feedback';
  channel: ChannelKind;
  contactName: string;
  lastAt: string;
  lastBody: string;
  lastDirection: 'in' | 'out';
  /** Since when the oldest unanswered message waits; null when nothing does. */
  waitingSince: string | null;
}

/** A page of the inbox: `waiting` longest wait first, `all` newest first. */
export async function listConversations(
  db: Db,
  business: string,
  part: 'waiting' | 'all',
  after: Cursor | null,
  most = 30,
): Promise<{ conversations: ConversationRow[]; next: Cursor | null }> {
  const column = part === 'waiting' ? 'waiting_since' : 'last_at';
  const ascending = part === 'waiting';
  let query = db
    .from('conversations')
    .select('id, kind, last_at, last_body, last_direction, waiting_since, contacts(name), channels(kind)')
    .eq('business_id', business)
    .order(column, { ascending })
    .order('id', { ascending })
    .limit(most + 1);
  if (part === 'waiting') query = query.not('waiting_since', 'is', null);
  if (after) {
    const beyond = ascending ? 'gt' : 'lt';
    query = query.or(
      `${column}.${beyond}."${after.at}",and(${column}.eq."${after.at}",id.${beyond}.${after.id})`,
    );
  }
  const { data } = await query.throwOnError();
  const last = data.length > most ? data[most - 1] : undefined;
  const at = last?.[column];
  return {
    conversations: data.slice(0, most).map((row) => ({
      id: row.id as ConversationId,
      kind: row.kind as ConversationRow['kind'],
      channel: channelKind.parse(row.channels.kind),
      contactName: row.contacts.name,
      lastAt: row.last_at,
      lastBody: row.last_body,
      lastDirection: row.last_direction === 'in' ? 'in' : 'out',
      waitingSince: row.waiting_since,
    })),
    next: last && at ? { at, id: last.id } : null,
  };
}
