import { z } from 'zod';
import { decide, doubtful } from './lookback.ts';
import { graph } from '../graph/client.ts';
import { instant, remoteId } from '../graph/json.ts';
import { pages } from '../graph/pages.ts';
import type { Account } from '../contract/account.ts';
import type { CommentAttempt } from '../contract/publishing.ts';
import type { Found, Outgoing, SendAttempt, Sent } from '../contract/answering.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Params } from '../graph/exchange.ts';
import type { Seen, Sought } from './lookback.ts';

/** Where a network keeps what is said under a post or a comment, and what it calls its text and time. */
export interface ReplyEdge {
  edge: 'replies' | 'comments';
  text: 'text' | 'message';
  time: 'timestamp' | 'created_time';
  /** The parameter that brings a picture; `null` where comments take none. */
  picture: 'attachment_url' | null;
}

/** Answers a comment in public, with one picture where the network takes one. Not idempotent. */
export async function sendReply(
  account: Account,
  { inReplyTo, text, pictures }: Outgoing,
  where: ReplyEdge,
): Promise<Outcome<Sent>> {
  if (inReplyTo === null || (pictures.length > 0 && (where.picture === null || pictures.length > 1))) {
    return { ok: false, retry: 'never', reason: 'bad_request' };
  }
  const picture = where.picture !== null && pictures.length === 1 ? { [where.picture]: pictures[0] } : {};
  return say(account, inReplyTo, { ...(text !== '' && { message: text }), ...picture }, where);
}

/** Looks for our answer among all answers to a comment: their order is not documented, so all are read. */
export async function lookupReply(
  account: Account,
  attempt: SendAttempt,
  where: ReplyEdge,
): Promise<Outcome<Found>> {
  const { inReplyTo, text } = attempt.outgoing;
  if (inReplyTo === null) return { ok: false, retry: 'never', reason: 'bad_request' };
  return lookupSaid(account, inReplyTo, { ...attempt, text }, where);
}

/** Says something under the account's own post. Not idempotent. */
export function sendComment(
  account: Account,
  remotePostId: string,
  text: string,
  where: ReplyEdge,
): Promise<Outcome<{ remoteId: string }>> {
  return say(account, remotePostId, { message: text }, where);
}

/** Looks for our comment among all comments under a post. */
export function lookupOwnComment(
  account: Account,
  attempt: CommentAttempt,
  where: ReplyEdge,
): Promise<Outcome<{ remoteId: string | null }>> {
  return lookupSaid(account, attempt.remotePostId, attempt, where);
}

async function say(
  account: Account,
  under: string,
  params: Params,
  { edge }: ReplyEdge,
): Promise<Outcome<Sent>> {
  const sent = await graph(account).post(`${under}/${edge}`, params, z.object({ id: remoteId }));
  return sent.ok === true ? { ok: true, remoteId: sent.data.id } : sent;
}

async function lookupSaid(
  account: Account,
  under: string,
  sought: Sought,
  where: ReplyEdge,
): Promise<Outcome<{ remoteId: string | null }>> {
  const params = { fields: `id,from,${where.text},${where.time}`, limit: 50 };
  const seen: Seen[] = [];
  for await (const page of pages(account, `${under}/${where.edge}`, params, said, 10)) {
    if (page.ok !== true) return { ok: 'unknown', reason: page.reason };
    for (const item of page.items) {
      const isOthers = item.from && item.from.id !== account.externalId && item.from.id !== account.pageId;
      const at = instant(item[where.time]);
      if (!at) return doubtful;
      if (!isOthers) seen.push({ id: item.id, text: item[where.text] ?? '', at });
    }
    if (page.last) return decide(seen, sought);
  }
  return doubtful;
}

const said = z.object({
  id: remoteId,
  from: z.object({ id: remoteId }).nullish().catch(null),
  text: z.string().optional(),
  message: z.string().optional(),
  timestamp: z.unknown().optional(),
  created_time: z.unknown().optional(),
});
