import { z } from 'zod';
import { instant, remoteId } from '#channels/graph/json.ts';
import { pages } from '#channels/graph/pages.ts';
import { isWordless, justWords } from '#channels/meta/texts.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Incoming } from '#channels/contract/incoming.ts';
import type { Outcome } from '#channels/contract/outcome.ts';

const PAGES = 100;
/** Pages read even when they hold nothing new: an old comment can have a new reply. */
const PAGES_FOR_REPLIES = 4;

/**
 * Lists comments and replies under a post, newest comment first.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments
 */
export async function comments(
  account: Account,
  mediaId: string,
  since: Date | null,
): Promise<Outcome<{ messages: Incoming[]; complete: boolean }>> {
  const messages: Incoming[] = [];
  let count = 0;
  // The network tells whole seconds.
  const from = since ? Math.floor(since.getTime() / 1000) * 1000 : 0;
  const isNew = (item: Incoming) => item.at.getTime() >= from;
  const params = { fields: `${FIELDS},replies.limit(50){${FIELDS}}`, limit: 50 };
  for await (const page of pages(account, `${mediaId}/comments`, params, comment, PAGES)) {
    if (page.ok !== true) return page;
    const top = page.items.flatMap((item) => toIncoming(account, mediaId, item, null));
    messages.push(...top.filter(isNew));
    for (const item of page.items) {
      const answers = await repliesOf(account, item);
      if (answers.ok !== true) return answers;
      const read = answers.items.flatMap((reply) => toIncoming(account, mediaId, reply, item.id));
      messages.push(...read.filter(isNew));
    }
    count += 1;
    if (page.last) return { ok: true, messages, complete: true };
    if (count >= PAGES_FOR_REPLIES && !top.some(isNew)) return { ok: true, messages, complete: true };
  }
  return { ok: true, messages, complete: false };
}

async function repliesOf(
  account: Account,
  item: z.infer<typeof comment>,
): Promise<Outcome<{ items: z.infer<typeof reply>[] }>> {
  const first = item.replies?.data ?? [];
  if (item.replies?.paging?.next === undefined) return { ok: true, items: first };
  const items: z.infer<typeof reply>[] = [];
  for await (const page of pages(
    account,
    `${item.id}/replies`,
    { fields: FIELDS, limit: 50 },
    reply,
    PAGES,
  )) {
    if (page.ok !== true) return page;
    items.push(...page.items);
  }
  return { ok: true, items };
}

function toIncoming(
  account: Account,
  mediaId: string,
  item: z.infer<typeof reply>,
  parentId: string | null,
): Incoming[] {
  const at = instant(item.timestamp);
  if (!at) return [];
  const base = { accountId: account.externalId, externalId: item.id, at };
  const isOurs = item.from?.id === account.externalId;
  const isTheirs = item.from && !isOurs;
  const message: Incoming = {
    ...base,
    type: 'message',
    direction: isOurs ? 'out' : 'in',
    place: 'comment',
    postId: mediaId,
    parentId: item.parent_id ?? parentId,
    person: isTheirs ? { id: item.from!.id, name: null, username: item.from!.username ?? null } : null,
    text: item.text,
    wordless: isWordless(item.text),
    ...justWords,
  };
  return item.hidden ? [message, { ...base, type: 'hiding', hidden: true }] : [message];
}

const FIELDS = 'id,text,timestamp,hidden,parent_id,from{id,username}';

const reply = z.object({
  id: remoteId,
  text: z.string().catch(''),
  timestamp: z.unknown().optional(),
  hidden: z.boolean().optional().catch(undefined),
  parent_id: remoteId.nullish().catch(null),
  from: z
    .object({ id: remoteId, username: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});

const comment = reply.extend({
  replies: z
    .object({
      data: z.array(reply),
      paging: z.object({ next: z.string().optional() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
