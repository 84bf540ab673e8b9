/** A case as it is opened: what it is about, what was promised, and what happened to it. */
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import { valueAt } from '#platform/text/table.ts';
import { channelKind, type ChannelKind } from '#channels/schema.ts';
import {
  caseCategory,
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
      kind: valueAt(endings, each.how) ?? 'closed',
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
