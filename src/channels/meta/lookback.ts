import type { z } from 'zod';
import { pages } from '../graph/pages.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Access, Params } from '../graph/exchange.ts';

/** Something of ours that the network shows: a post, a reply, a direct message. */
export interface Seen {
  id: string;
  text: string;
  at: Date;
}

export interface Sought {
  text: string;
  openedAt: Date;
  knownRemoteIds: string[];
}

/** The network's clock and ours may differ by this much. */
const SKEW_MS = 2 * 60_000;
const DOUBT_MS = 24 * 3_600_000;
/**
 * A list may lag behind what was posted, and a call that we gave up on may still be under way. Longer than a
 * publisher's lease, so that it counts after a crash too.
 */
export const SETTLE_MS = 100_000;

/**
 * Decides what became of an attempt from a list that reaches back before it. Certain only when exactly one new item
 * carries the text, or when none does. Everything else is for a person: two candidates, an empty text (it matches
 * any post without words), or the same text posted earlier that day that nobody knows of (our clock may be wrong:
 * a small computer forgets the time in a power cut). Where nothing but the list says that there is none, that is
 * believed only some time after the attempt. `witness`: something else says that there is none (`absent`), or that
 * there is one (`posted`), and then the only new item without words is the one.
 */
export function decide(
  seen: Seen[],
  sought: Sought,
  witness: 'absent' | 'posted' | null = null,
): Outcome<{ remoteId: string | null }> {
  const isWordless = normal(sought.text) === '';
  const earliest = sought.openedAt.getTime() - SKEW_MS;
  const alike = seen.filter(
    (item) =>
      sameText(item.text, sought.text) &&
      !sought.knownRemoteIds.includes(item.id) &&
      item.at.getTime() >= earliest - (isWordless && witness === 'posted' ? 0 : DOUBT_MS),
  );
  const [only] = alike;
  if (!only) {
    if (witness === 'posted') return doubtful;
    return witness === 'absent' ? { ok: true, remoteId: null } : absentSince(sought.openedAt);
  }
  const isNew = alike.length === 1 && only.at.getTime() >= earliest;
  const isCertain = isNew && (!isWordless || witness === 'posted');
  return isCertain ? { ok: true, remoteId: only.id } : doubtful;
}

/** Nothing is to be seen: believed once there was time for it to appear. */
export function absentSince(openedAt: Date): Outcome<{ remoteId: null }> {
  const wait = openedAt.getTime() + SETTLE_MS - Date.now();
  return wait > 0 ? { ...doubtful, after: Math.ceil(wait / 1000) } : { ok: true, remoteId: null };
}

/** Nobody can know: the owner decides. */
export const doubtful = { ok: 'unknown', reason: 'temporary' } as const;

/** Reads a list, newest first, until it reaches back before the attempt; doubtful when it can't be read that far. */
export async function seenSince<S extends z.ZodType>(
  access: Access,
  path: string,
  params: Params,
  item: S,
  toSeen: (item: z.infer<S>) => Seen | null,
  openedAt: Date,
): Promise<Outcome<{ seen: Seen[] }>> {
  const seen: Seen[] = [];
  for await (const page of pages(access, path, { ...params, limit: 50 }, item, 6)) {
    if (page.ok !== true) return { ok: 'unknown', reason: page.reason };
    const items = page.items.map(toSeen);
    // An item without a readable time or id could be the one.
    if (items.includes(null)) return doubtful;
    seen.push(...items.filter((each) => each !== null));
    const oldest = seen.at(-1);
    if (page.last || (oldest && oldest.at.getTime() < openedAt.getTime() - SKEW_MS))
      return { ok: true, seen };
  }
  return doubtful;
}

/** Whether two texts are the same to a reader: networks trim and rewrap what they are given. */
function sameText(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

function normal(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}
