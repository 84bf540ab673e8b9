import { z } from 'zod';
import { instant, remoteId } from '#channels/graph/json.ts';
import { pages } from '#channels/graph/pages.ts';
import { isWordless, justWords } from '#channels/meta/texts.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Incoming, IncomingAttachment } from '#channels/contract/incoming.ts';
import type { Outcome } from '#channels/contract/outcome.ts';

const PAGES = 100;

/**
 * Lists comments and replies under a post in one stream, newest first.
 * @see https://developers.facebook.com/docs/graph-api/reference/object/comments
 */
export async function comments(
  account: Account,
  postId: string,
  since: Date | null,
): Promise<Outcome<{ messages: Incoming[]; complete: boolean }>> {
  const messages: Incoming[] = [];
  // The network tells whole seconds.
  const from = since ? Math.floor(since.getTime() / 1000) * 1000 : 0;
  const isNew = (item: Incoming) => item.at.getTime() >= from;
  const params = {
    filter: 'stream',
    order: 'reverse_chronological',
    fields: 'id,message,created_time,is_hidden,from{id,name},parent{id},attachment',
    limit: 100,
  };
  for await (const page of pages(account, `${postId}/comments`, params, comment, PAGES)) {
    if (page.ok !== true) return page;
    const read = page.items.flatMap((item) => toIncoming(account, postId, item));
    messages.push(...read.filter(isNew));
    if (page.last || (read.length > 0 && !read.some(isNew))) return { ok: true, messages, complete: true };
  }
  return { ok: true, messages, complete: false };
}

function toIncoming(account: Account, postId: string, item: z.infer<typeof comment>): Incoming[] {
  const at = instant(item.created_time);
  if (!at) return [];
  const base = { accountId: account.externalId, externalId: item.id, at };
  const isOurs = item.from?.id === account.externalId;
  const isTheirs = item.from && !isOurs;
  const { attachment } = item;
  const src = attachment?.type === 'sticker' ? null : attachment?.media?.image?.src;
  const attachments: IncomingAttachment[] = src
    ? [{ kind: 'image', url: src, mediaId: null, name: null }]
    : [];
  const message: Incoming = {
    ...base,
    type: 'message',
    direction: isOurs ? 'out' : 'in',
    place: 'comment',
    postId,
    parentId: item.parent?.id ?? null,
    person: isTheirs ? { id: item.from!.id, name: item.from!.name ?? null, username: null } : null,
    text: item.message,
    wordless: isWordless(item.message, attachments),
    ...justWords,
    attachments,
  };
  return item.is_hidden ? [message, { ...base, type: 'hiding', hidden: true }] : [message];
}

const comment = z.object({
  id: remoteId,
  message: z.string().catch(''),
  created_time: z.unknown().optional(),
  is_hidden: z.boolean().optional().catch(undefined),
  from: z
    .object({ id: remoteId, name: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  parent: z.object({ id: remoteId }).nullish().catch(null),
  attachment: z
    .object({
      type: z.string().nullish().catch(null),
      media: z
        .object({ image: z.object({ src: z.string() }).nullish().catch(null) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});
