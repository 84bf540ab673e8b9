/** Cases in lists: by where they stand, by number, of a conversation. */
import type { Db } from '#platform/backend/index.ts';
import { keysOf } from '#platform/text/table.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import { channelKind, type ChannelKind } from '#channels/schema.ts';
import {
  caseCategory,
  caseId,
  caseState,
  type CaseCategory,
  type CaseId,
  type CaseState,
} from '#inbox/schema.ts';

/** The parts of the list, each a word of its address (`tampil`). */
export const caseViews = {
  open: 'terbuka',
  overdue: 'terlambat',
  resolved: 'menunggu',
  closed: 'selesai',
} as const;
export type CaseView = keyof typeof caseViews;
export const caseViewNames = keysOf(caseViews);

export function readCaseView(word: string | null): CaseView {
  return caseViewNames.find((view) => caseViews[view] === word) ?? 'open';
}

export interface CaseRow {
  id: CaseId;
  number: string;
  category: CaseCategory;
  complaint: string;
  state: CaseState;
  openedAt: string;
  dueAt: string;
  resolvedAt: string | null;
  closedAt: string | null;
  contactName: string;
  channel: ChannelKind;
}

/** What to select of `cases` for a row of a list. */
export const caseColumns =
  'id, number, category, complaint, state, opened_at, due_at, resolved_at, closed_at';
const listedColumns = `${caseColumns}, conversations(contacts(name), channels(kind))` as const;

/**
 * A page of cases. Open ones come soonest due first, resolved ones longest waiting first, closed ones newest first.
 * @param most at most 100
 */
export async function listCases(
  db: Db,
  business: string,
  view: CaseView,
  after: Cursor | null,
  most = 30,
): Promise<{ cases: CaseRow[]; next: Cursor | null }> {
  const column = view === 'resolved' ? 'resolved_at' : view === 'closed' ? 'closed_at' : 'due_at';
  const ascending = view !== 'closed';
  let query = db
    .from('cases')
    .select(listedColumns)
    .eq('business_id', business)
    .eq('state', view === 'overdue' ? 'open' : view)
    .order(column, { ascending })
    .order('id', { ascending })
    .limit(most + 1);
  if (view === 'overdue') query = query.lt('due_at', new Date().toISOString());
  if (after) {
    const beyond = ascending ? 'gt' : 'lt';
    query = query.or(
      `${column}.${beyond}."${after.at}",and(${column}.eq."${after.at}",id.${beyond}.${after.id})`,
    );
  }
  const { data: rows } = await query.throwOnError();
  const last = rows.length > most ? rows[most - 1] : undefined;
  const at = last?.[column];
  return { cases: rows.slice(0, most).map(toRow), next: last && at ? { at, id: last.id } : null };
}

/** How many promises have passed without being kept; counts to a hundred. */
export async function countOverdue(db: Db, business: string): Promise<number> {
  const { data } = await db
    .from('cases')
    .select('id')
    .eq('business_id', business)
    .eq('state', 'open')
    .lt('due_at', new Date().toISOString())
    .limit(100)
    .throwOnError();
  return data.length;
}

/** The case of a number as said on the telephone (blanks and signs between the digits do no harm); null when there is none. */
export async function findCase(db: Db, business: string, said: string): Promise<CaseId | null> {
  const number = said.replaceAll(/\D/g, '').slice(0, 20);
  if (number === '') return null;
  const { data } = await db
    .from('cases')
    .select('id')
    .eq('business_id', business)
    .eq('number', number)
    .maybeSingle()
    .throwOnError();
  return data ? caseId.parse(data.id) : null;
}

/** The conversation of what was told this number when it came through the widget. */
export async function findTold(db: Db, business: string, said: string): Promise<string | null> {
  const number = said.replaceAll(/\D/g, '').slice(0, 20);
  if (number === '') return null;
  const { data } = await db
    .from('feedbacks')
    .select('conversation_id')
    .eq('business_id', business)
    .eq('number', number)
    .maybeSingle()
    .throwOnError();
  return data?.conversation_id ?? null;
}

function toRow({ conversations, ...row }: RowOf<'cases', typeof listedColumns>): CaseRow {
  return toCase(row, conversations.contacts.name, channelKind.parse(conversations.channels.kind));
}

export function toCase(
  row: RowOf<'cases', typeof caseColumns>,
  contactName: string,
  channel: ChannelKind,
): CaseRow {
  return {
    id: row.id as CaseId,
    number: row.number,
    category: caseCategory.parse(row.category),
    complaint: row.complaint,
    state: caseState.parse(row.state),
    openedAt: row.opened_at,
    dueAt: row.due_at,
    resolvedAt: row.resolved_at,
    closedAt: row.closed_at,
    contactName,
    channel,
  };
}
