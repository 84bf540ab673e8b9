/** What happened, in order: the readers of the `events` table. Writing is done by triggers alone. */
import type postgres from 'postgres';
import type { Db } from '../backend/index.ts';

export interface BusinessEvent {
  number: number;
  kind: string;
  subject: string;
  actor: string | null;
  at: string;
}

/** Events of a business after a number, oldest first; the person's own rights decide. */
export async function eventsAfter(
  db: Db,
  business: string,
  after: number,
  most = 200,
): Promise<BusinessEvent[]> {
  const { data } = await db
    .from('events')
    .select('number, kind, subject, actor, at')
    .eq('business_id', business)
    .gt('number', after)
    .order('number')
    .limit(most)
    .throwOnError();
  return data;
}

/** The newest event's number, or 0. */
export async function lastNumber(db: Db, business: string): Promise<number> {
  const { data } = await db
    .from('events')
    .select('number')
    .eq('business_id', business)
    .order('number', { ascending: false })
    .limit(1)
    .throwOnError();
  return data[0]?.number ?? 0;
}

export interface Bell {
  /** Calls `heard` when the business has a new event, until the returned function is called. */
  onBusiness(business: string, heard: () => void): () => void;
}

const holder = globalThis as { tanggapBell?: Promise<Bell> };

/** One LISTEN for the whole process, shared by every open page; reconnects by itself. */
export function bell(sql: postgres.Sql): Promise<Bell> {
  // A bell that could not be hung is hung again for the next page.
  holder.tanggapBell ??= hang(sql).catch((error: unknown) => {
    delete holder.tanggapBell;
    throw error;
  });
  return holder.tanggapBell;
}

async function hang(sql: postgres.Sql): Promise<Bell> {
  const waiting = new Map<string, Set<() => void>>();
  const ring = (business: string) => waiting.get(business)?.forEach((heard) => heard());
  const ringAll = () => [...waiting.keys()].forEach(ring);
  // After a reconnect anything may have been missed: everybody looks again.
  await sql.listen('tanggap_events', ring, ringAll);
  return {
    onBusiness(business, heard) {
      const others = waiting.get(business) ?? new Set();
      waiting.set(business, others.add(heard));
      return () => {
        others.delete(heard);
        if (others.size === 0) waiting.delete(business);
      };
    },
  };
}
