/** What members decide and keep about conversations: where they stand, whose they are, labels, notes, views. */
import type { Db } from '#platform/backend/index.ts';
import { orNull } from '#platform/backend/arguments.ts';
import type { ConversationId, ConversationStatus, LabelId } from '#inbox/schema.ts';

/**
 * Moves conversations, as the member decides.
 * @param until for `snoozed`: when they come back, on the business's clock (`2026-11-23T08:00`)
 * @returns how many were the member's to move; 0 too when the snooze would end in the past
 */
export async function setStatus(
  db: Db,
  conversations: ConversationId[],
  status: ConversationStatus,
  until: string | null = null,
): Promise<number> {
  const { data, error } = await db.rpc('set_conversation_status', {
    conversations,
    status,
    ...(until && { until }),
  });
  if (!error) return data;
  if (error.code === '23514') return 0;
  throw error;
}

/** Gives conversations to a member by user id, or (null) to nobody. @returns how many were given */
export async function assign(
  db: Db,
  conversations: ConversationId[],
  member: string | null,
): Promise<number> {
  const { data } = await db
    .rpc('assign_conversations', { conversations, member: orNull(member) })
    .throwOnError();
  return data;
}

/** Puts a label on conversations, made on first use, or takes it off. @returns on how many it was changed */
export async function label(
  db: Db,
  business: string,
  conversations: ConversationId[],
  name: string,
  put: boolean,
): Promise<number> {
  const { data } = await db
    .rpc('label_conversations', { business, conversations, label: name, put })
    .throwOnError();
  return data;
}

export interface Label {
  id: LabelId;
  name: string;
}

/** The labels of a business by name; at most 200. */
export async function listLabels(db: Db, business: string): Promise<Label[]> {
  const { data } = await db
    .from('labels')
    .select('id, name')
    .eq('business_id', business)
    .order('name')
    .limit(200)
    .throwOnError();
  return data.map(({ id, name }) => ({ id: id as LabelId, name }));
}

/** Keeps a note that customers never see. The same id twice is one note. False when it is not theirs. */
export async function writeNote(
  db: Db,
  business: string,
  id: string,
  conversation: ConversationId,
  body: string,
): Promise<boolean> {
  const row = { id, business_id: business, conversation_id: conversation, body };
  const { error } = await db.from('conversation_notes').insert(row);
  if (!error || error.code === '23505') return true;
  if (error.code === '42501' || error.code === '23503') return false;
  throw error;
}

/** Takes a note away; only who wrote it can. */
export async function removeNote(db: Db, id: string): Promise<boolean> {
  const { data } = await db.from('conversation_notes').delete().eq('id', id).select('id').throwOnError();
  return data.length === 1;
}

/**
 * The member has the conversation open and has read it; `unread` marks it as not read instead.
 * @returns user ids of colleagues who have it open at the moment
 */
export async function lookAt(db: Db, conversation: ConversationId, unread = false): Promise<string[]> {
  const { data } = await db.rpc('look_at_conversation', { conversation, unread }).throwOnError();
  return data ?? [];
}

export interface SavedView {
  id: string;
  name: string;
  /** The query of the list's address, `?…`. */
  query: string;
}

/** Views the business has saved under a name; at most 50. */
export async function listViews(db: Db, business: string): Promise<SavedView[]> {
  const { data } = await db
    .from('saved_views')
    .select('id, name, query')
    .eq('business_id', business)
    .order('name')
    .limit(50)
    .throwOnError();
  return data;
}

/** Saves the filters of the list under a name; false when the name is taken or not a name. */
export async function saveView(db: Db, business: string, name: string, query: string): Promise<boolean> {
  const { error } = await db.from('saved_views').insert({ business_id: business, name, query });
  if (!error) return true;
  if (['23505', '23514', '42501'].includes(error.code)) return false;
  throw error;
}

export async function removeView(db: Db, id: string): Promise<boolean> {
  const { data } = await db.from('saved_views').delete().eq('id', id).select('id').throwOnError();
  return data.length === 1;
}
