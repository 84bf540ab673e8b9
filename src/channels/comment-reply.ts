import { z } from 'zod';
import { decide, doubtful } from './lookback.ts';
import { graph } from './graph-client.ts';
import { instant, remoteId } from './graph-json.ts';
import { pages } from './graph-pages.ts';
import type { Account, Outcome, Outgoing, SendAttempt } from './contract.ts';
import type { Seen } from './lookback.ts';

/** Where a network keeps the answers to a comment, and what it calls their text and time. */
export interface ReplyEdge {
  edge: 'replies' | 'comments';
  text: 'text' | 'message';
  time: 'timestamp' | 'created_time';
}

/** Answers a comment in public. Not idempotent. */
export async function sendReply(
  account: Account,
  outgoing: Outgoing,
  where: ReplyEdge,
): Promise<Outcome<{ remoteId: string }>> {
  if (outgoing.inReplyTo === null) return { ok: false, retry: 'never', reason: 'bad_request' };
  const path = `${outgoing.inReplyTo}/${where.edge}`;
  const sent = await graph(account).post(path, { message: outgoing.text }, z.object({ id: remoteId }));
  return sent.ok === true ? { ok: true, remoteId: sent.data.id } : sent;
}

/** Looks for our answer among all answers to a comment: their order is not documented, so all are read. */
export async function lookupReply(
  account: Account,
  attempt: SendAttempt,
  where: ReplyEdge,
): Promise<Outcome<{ remoteId: string | null }>> {
  const path = `${attempt.outgoing.inReplyTo}/${where.edge}`;
  const params = { fields: `id,from,${where.text},${where.time}`, limit: 50 };
  const seen: Seen[] = [];
  for await (const page of pages(account, path, params, reply, 10)) {
    if (page.ok !== true) return { ok: 'unknown', reason: page.reason };
    for (const item of page.items) {
      const isOthers = item.from && item.from.id !== account.externalId && item.from.id !== account.pageId;
      const at = instant(item[where.time]);
      if (!at) return doubtful;
      if (!isOthers) seen.push({ id: item.id, text: item[where.text] ?? '', at });
    }
    if (page.last) return decide(seen, { ...attempt, text: attempt.outgoing.text });
  }
  return doubtful;
}

const reply = z.object({
  id: remoteId,
  from: z.object({ id: remoteId }).nullish().catch(null),
  text: z.string().optional(),
  message: z.string().optional(),
  timestamp: z.unknown().optional(),
  created_time: z.unknown().optional(),
});
