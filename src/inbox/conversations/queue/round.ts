/** The ten-minute queue: one conversation after another, the most urgent first. */
import type { Db } from '#platform/backend/index.ts';
import { conversationId, type ConversationId } from '#inbox/schema.ts';
import { promisedBy, type Reader } from '../list.ts';

/** One round of the queue: when it began, and what was left for later. */
export interface Round {
  since: Date;
  skipped: ConversationId[];
}

const mostSkipped = 50;

/** Reads a round from an address; a new one from whatever did not come from us. */
export function readRound(text: string | null): Round {
  const [at, ...ids] = (text ?? '').split('~');
  const since = new Date(Number(at));
  const valid = at !== '' && !Number.isNaN(since.getTime()) && since.getTime() <= Date.now();
  return {
    since: valid ? since : new Date(),
    skipped: ids.flatMap((id) => conversationId.safeParse(id).data ?? []).slice(-mostSkipped),
  };
}

export function writeRound({ since, skipped }: Round): string {
  return [since.getTime(), ...skipped].join('~');
}

/** The round with one more left for later. */
export function skip({ since, skipped }: Round, id: ConversationId): string {
  return writeRound({ since, skipped: [...skipped.filter((each) => each !== id), id].slice(-mostSkipped) });
}

/**
 * The conversation to answer next: urgent ones, then those past the promise, then complaints, then the longest wait.
 * What a colleague has taken is left to them.
 * @param skipped left out for this round
 * @returns null when nobody waits
 */
export async function nextInQueue(
  db: Db,
  business: string,
  reader: Reader,
  skipped: ConversationId[],
): Promise<ConversationId | null> {
  const waiting = () => {
    const query = db
      .from('conversations')
      .select('id')
      .eq('business_id', business)
      .not('waiting_since', 'is', null)
      .neq('status', 'snoozed')
      .or(`assigned_to.is.null,assigned_to.eq.${reader.userId}`)
      .order('waiting_since')
      .order('id')
      .limit(1);
    return skipped.length > 0 ? query.not('id', 'in', `(${skipped.join()})`) : query;
  };
  const [urgent, overdue, complaint, oldest] = await Promise.all([
    waiting().eq('urgency', 'high').throwOnError(),
    waiting().lt('waiting_since', promisedBy(reader)).throwOnError(),
    waiting().eq('intent', 'complaint').throwOnError(),
    waiting().throwOnError(),
  ]);
  const next = [urgent, overdue, complaint, oldest].flatMap(({ data }) => data)[0];
  return next ? conversationId.parse(next.id) : null;
}

/** How many conversations the member answered or closed since an instant. */
export async function doneSince(db: Db, business: string, userId: string, since: Date): Promise<number> {
  const at = since.toISOString();
  const [answered, closed] = await Promise.all([
    db
      .from('messages')
      .select('conversation_id')
      .eq('business_id', business)
      .eq('written_by', userId)
      .gte('created_at', at)
      .limit(500)
      .throwOnError(),
    db
      .from('conversation_states')
      .select('conversation_id')
      .eq('business_id', business)
      .eq('set_by', userId)
      .eq('status', 'resolved')
      .gte('set_at', at)
      .limit(500)
      .throwOnError(),
  ]);
  return new Set([...answered.data, ...closed.data].map(({ conversation_id }) => conversation_id)).size;
}
