/**
 * A case with everything that happened to it, and what members do with it.
 * Long, because each of its verbs is here.
 */
import { z } from 'zod';
import { orNull } from '#platform/backend/arguments.ts';
import { valueAt } from '#platform/text/table.ts';
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import { channelKind, type ChannelKind } from '#channels/schema.ts';
import {
  caseCategory,
  caseId,
  caseState,
  caseWish,
  conversationKind,
  type CaseCategory,
  type CaseId,
  type CaseState,
  type CaseWish,
  type ConversationId,
} from '../schema.ts';

/** Something that happened to a case, with who did it (user id; null for nobody of the business). */
export interface CaseMoment {
  at: string;
  kind:
    | 'promise'
    | 'step'
    | 'note'
    | 'resolved'
    | 'confirmed'
    | 'closed'
    | 'silent'
    | 'reopened'
    | 'disputed'
    | 'rated';
  what: string;
  by: string | null;
}

export interface Case {
  id: CaseId;
  number: string;
  version: number;
  state: CaseState;
  category: CaseCategory;
  wants: CaseWish;
  wantsWords: string;
  complaint: string;
  openedAt: string;
  openedBy: string | null;
  promise: string;
  dueAt: string;
  responsible: string | null;
  ratingAsked: boolean;
  rating: { score: number; words: string } | null;
  conversation: {
    id: ConversationId;
    kind: 'comment' | 'dm' | 'feedback';
    contactName: string;
    channel: ChannelKind;
    connected: boolean;
    lastInAt: string | null;
  };
  /** Private links that still lead here, oldest first. */
  links: { id: string; madeAt: string; madeBy: string | null }[];
  /** Oldest first. */
  moments: CaseMoment[];
}

const columns = `
  id, number, version, state, category, wants, wants_words, complaint, opened_at, opened_by, promise, due_at, responsible,
  conversations(id, kind, last_in_at, contacts(name), channels(kind, disconnected_at, problem)),
  case_promises(what, due_at, made_by, made_at), case_steps(what, for_customer, made_by, made_at),
  case_resolutions(what, asks_rating, resolved_by, resolved_at), case_closures(how, closed_by, closed_at),
  case_reopenings(reason, by_customer, reopened_by, reopened_at),
  case_links(id, made_by, made_at, revoked_at), ratings(score, words, rated_at)`;
type Row = RowOf<'cases', typeof columns>;

/** One case, in one call; null when it is not there, or another business's. */
export async function openedCase(db: Db, business: string, id: CaseId): Promise<Case | null> {
  const { data } = await db
    .from('cases')
    .select(columns)
    .eq('business_id', business)
    .eq('id', id)
    .order('made_at', { referencedTable: 'case_steps', ascending: false })
    .limit(300, { referencedTable: 'case_steps' })
    .maybeSingle()
    .throwOnError();
  return data ? toCase(data) : null;
}

/**
 * Makes a case of a complaint. `due` is on the business's clock (`2026-11-23T17:00`).
 * @returns the conversation's open case, whoever opened it; null when it is not theirs; 'due' when that lies behind
 */
export async function openCase(
  db: Db,
  conversation: ConversationId,
  said: { message: string | null; category: CaseCategory; complaint: string; promise: string; due: string },
): Promise<CaseId | 'due' | null> {
  const { data, error } = await db.rpc('open_case', {
    conversation,
    ...said,
    message: orNull(said.message),
  });
  if (error?.code === '23514') return 'due';
  if (error) throw error;
  return caseId.nullable().parse(data);
}

/** 'moved': it is no longer as the member saw it; 'other': another case of the conversation is open; null: not theirs. */
export const caseOutcome = z.enum(['done', 'moved', 'other']).nullable();
export type CaseOutcome = z.infer<typeof caseOutcome>;

export async function describeCase(
  db: Db,
  of_case: CaseId,
  expected_version: number,
  said: { category: CaseCategory; wants: CaseWish; wants_words: string; complaint: string },
): Promise<CaseOutcome> {
  const { data } = await db.rpc('describe_case', { of_case, expected_version, ...said }).throwOnError();
  return caseOutcome.parse(data);
}

/** Promises anew. 'due' when the hour (the business's clock) lies behind, or more than a year ahead. */
export async function promiseCase(
  db: Db,
  of_case: CaseId,
  expected_version: number,
  promise: { what: string; due: string; responsible: string | null },
): Promise<CaseOutcome | 'due'> {
  const { data, error } = await db.rpc('promise_case', {
    of_case,
    expected_version,
    ...promise,
    responsible: orNull(promise.responsible),
  });
  if (error?.code === '23514') return 'due';
  if (error) throw error;
  return caseOutcome.parse(data);
}

/** Keeps what was done on the way; the same id twice is one step. False when the case is not theirs. */
export async function addStep(
  db: Db,
  business: string,
  of: CaseId,
  step: { id: string; what: string; for_customer: boolean },
): Promise<boolean> {
  const { error } = await db.from('case_steps').insert({ business_id: business, case_id: of, ...step });
  if (!error || error.code === '23505') return true;
  if (error.code === '42501' || error.code === '23503') return false;
  throw error;
}

export async function closeCase(db: Db, of_case: CaseId, expected_version: number): Promise<CaseOutcome> {
  const { data } = await db.rpc('close_case', { of_case, expected_version }).throwOnError();
  return caseOutcome.parse(data);
}

export async function reopenCase(
  db: Db,
  of_case: CaseId,
  expected_version: number,
  reason: string,
): Promise<CaseOutcome> {
  const { data } = await db.rpc('reopen_case', { of_case, expected_version, reason }).throwOnError();
  return caseOutcome.parse(data);
}

function toCase(row: Row): Case {
  const { contacts, channels, ...conversation } = row.conversations;
  // One at most: an object where the API knows the key is unique.
  const rating = [row.ratings].flat()[0] ?? null;
  return {
    id: row.id as CaseId,
    number: row.number,
    version: row.version,
    state: caseState.parse(row.state),
    category: caseCategory.parse(row.category),
    wants: caseWish.parse(row.wants),
    wantsWords: row.wants_words,
    complaint: row.complaint,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    promise: row.promise,
    dueAt: row.due_at,
    responsible: row.responsible,
    ratingAsked: row.case_resolutions.some(({ asks_rating }) => asks_rating),
    rating: rating && { score: rating.score, words: rating.words },
    conversation: {
      id: conversation.id as ConversationId,
      kind: conversationKind.parse(conversation.kind),
      contactName: contacts.name,
      channel: channelKind.parse(channels.kind),
      connected: channels.disconnected_at === null && channels.problem === null,
      lastInAt: conversation.last_in_at,
    },
    links: row.case_links
      .filter(({ revoked_at }) => revoked_at === null)
      .sort((one, other) => one.made_at.localeCompare(other.made_at))
      .map(({ id, made_at, made_by }) => ({ id, madeAt: made_at, madeBy: made_by })),
    moments: moments(row, rating),
  };
}

const endings = { customer: 'confirmed', member: 'closed', automatic: 'silent' } as const;

function moments(row: Row, rating: { score: number; words: string; rated_at: string } | null): CaseMoment[] {
  const happened: CaseMoment[] = [
    ...row.case_promises.map((each) => ({
      at: each.made_at,
      kind: 'promise' as const,
      what: each.what,
      by: each.made_by,
    })),
    ...row.case_steps.map((each) => ({
      at: each.made_at,
      kind: each.for_customer ? ('step' as const) : ('note' as const),
      what: each.what,
      by: each.made_by,
    })),
    ...row.case_resolutions.map((each) => ({
      at: each.resolved_at,
      kind: 'resolved' as const,
      what: each.what,
      by: each.resolved_by,
    })),
    ...row.case_closures.map((each) => ({
      at: each.closed_at,
      kind: valueAt(endings, each.how) ?? ('closed' as const),
      what: '',
      by: each.closed_by,
    })),
    ...row.case_reopenings.map((each) => ({
      at: each.reopened_at,
      kind: each.by_customer ? ('disputed' as const) : ('reopened' as const),
      what: each.reason,
      by: each.reopened_by,
    })),
    ...(rating ? [{ at: rating.rated_at, kind: 'rated' as const, what: rating.words, by: null }] : []),
  ];
  return happened.sort((one, other) => one.at.localeCompare(other.at));
}
