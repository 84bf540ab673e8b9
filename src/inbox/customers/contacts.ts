/** Customers: their accounts and conversations, who they turn out to be, and talks logged by hand. */
import { orNull } from '#platform/backend/arguments.ts';
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import { channelKind, type ChannelKind } from '#channels/schema.ts';
import { lastKinds, type AttachmentKind } from '../messages/last-kinds.ts';
import {
  contactId,
  conversationId,
  conversationKind,
  conversationStatus,
  type ContactId,
  type ConversationId,
  type TalkWay,
} from '../schema.ts';

export interface Contact {
  id: ContactId;
  name: string;
  since: string;
  accounts: { id: string; channel: ChannelKind; channelName: string; username: string | null }[];
  conversations: {
    id: ConversationId;
    kind: 'comment' | 'dm' | 'feedback';
    channel: ChannelKind;
    lastAt: string;
    lastBody: string;
    lastKind: AttachmentKind | null;
    waitingSince: string | null;
    status: 'open' | 'waiting' | 'snoozed' | 'resolved' | 'spam';
  }[];
  /** Merges into this customer that stand, newest first. */
  merges: { id: string; name: string; at: string }[];
}

const contactColumns = `
  id, name, created_at, identities(id, username, channels(kind, name)),
  conversations!conversations_contact_id_business_id_fkey(id, kind, last_at, last_body, waiting_since, status,
    channels(kind)),
  contact_merges!contact_merges_kept_id_business_id_fkey(id, merged_at, undone_at,
    contacts!contact_merges_merged_id_business_id_fkey(name))`;

/** A customer with accounts and the newest 50 conversations; null when not there, merged away, or another business's. */
export async function openContact(db: Db, business: string, id: ContactId): Promise<Contact | null> {
  const { data } = await db
    .from('contacts')
    .select(contactColumns)
    .eq('business_id', business)
    .eq('id', id)
    .is('merged_into', null)
    .order('last_at', { referencedTable: 'conversations', ascending: false })
    .limit(50, { referencedTable: 'conversations' })
    .maybeSingle()
    .throwOnError();
  return data ? toContact(data, await lastKinds(db, data.conversations)) : null;
}

function toContact(
  row: RowOf<'contacts', typeof contactColumns>,
  kinds: Map<string, AttachmentKind>,
): Contact {
  return {
    id: row.id as ContactId,
    name: row.name,
    since: row.created_at,
    accounts: row.identities.map(({ id, username, channels }) => ({
      id,
      channel: channelKind.parse(channels.kind),
      channelName: channels.name,
      username,
    })),
    conversations: row.conversations.map((each) => ({
      id: each.id as ConversationId,
      kind: conversationKind.parse(each.kind),
      channel: channelKind.parse(each.channels.kind),
      lastAt: each.last_at,
      lastBody: each.last_body,
      lastKind: kinds.get(each.id) ?? null,
      waitingSince: each.waiting_since,
      status: conversationStatus.parse(each.status),
    })),
    merges: row.contact_merges
      .filter(({ undone_at }) => undone_at === null)
      .sort((one, other) => other.merged_at.localeCompare(one.merged_at))
      .map(({ id, merged_at, contacts }) => ({ id, at: merged_at, name: contacts.name })),
  };
}

/** Customers whose name holds what was typed, without those merged away; at most 20, by name. */
export async function findContacts(
  db: Db,
  business: string,
  typed: string,
): Promise<{ id: ContactId; name: string }[]> {
  const words = typed.trim().slice(0, 60);
  if (words.length < 2) return [];
  const pattern = `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { data } = await db
    .from('contacts')
    .select('id, name')
    .eq('business_id', business)
    .is('merged_into', null)
    .ilike('name', pattern)
    .order('name')
    .limit(20)
    .throwOnError();
  return data.map(({ id, name }) => ({ id: contactId.parse(id), name }));
}

/** `merged` turns out to be `kept`. @returns the merge's id; null when it is not theirs to merge, or merged already */
export async function mergeContacts(db: Db, kept: ContactId, merged: ContactId): Promise<string | null> {
  const { data } = await db.rpc('merge_contacts', { kept, merged }).throwOnError();
  return data;
}

/** Takes a merge apart; false when it is not theirs, or was already. */
export async function undoMerge(db: Db, merge: string): Promise<boolean> {
  const { data } = await db.rpc('undo_merge', { merge }).throwOnError();
  return data;
}

export async function renameContact(db: Db, contact: ContactId, name: string): Promise<boolean> {
  const { data } = await db.rpc('rename_contact', { contact, name }).throwOnError();
  return data === true;
}

export interface Talk {
  /** Comes with the form: sent twice, it is one talk. */
  id: string;
  contact: ContactId | null;
  name: string;
  way: TalkWay;
  said: string;
  answered: string;
  at: Date;
}

/** Logs a talk held elsewhere. @returns its conversation; null when the customer or business is not theirs */
export async function logTalk(db: Db, business: string, talk: Talk): Promise<ConversationId | null> {
  const { data } = await db
    .rpc('log_talk', { ...talk, contact: orNull(talk.contact), business, at: talk.at.toISOString() })
    .throwOnError();
  return conversationId.nullable().parse(data);
}
