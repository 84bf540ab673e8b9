import { z } from 'zod';
import { graph } from '#channels/graph/client.ts';
import { instant, remoteId } from '#channels/graph/json.ts';
import { isWordless, justWords } from '#channels/meta/texts.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Incoming, IncomingMessage, IncomingPointer, WebhookItem } from '#channels/contract/incoming.ts';
import type { Outcome } from '#channels/contract/outcome.ts';

/** Reads that the Page is mentioned in somebody's post or comment; where the words are missing, where they are. */
export function readMention(item: WebhookItem): Incoming[] | null {
  const parsed = mention.safeParse(item.value);
  if (!parsed.success) return null;
  const { verb, message, sender_id, sender_name, created_time, ...value } = parsed.data;
  const at = instant(created_time) ?? item.time;
  const externalId = value.comment_id ?? value.post_id;
  const base = { accountId: item.accountId, at };
  if (verb === 'remove') return [{ ...base, type: 'removal', externalId, at: item.time }];
  const id = value.from?.id ?? sender_id;
  if (id === item.accountId) return [];
  if (!message || !id) {
    return [{ ...base, type: 'pointer', mediaId: value.post_id, commentId: value.comment_id ?? null }];
  }
  const person = { id, name: value.from?.name ?? sender_name ?? null, username: null };
  return [said(base, externalId, value.post_id, person, message, null)];
}

/**
 * Reads the post or comment that mentions the Page.
 * @see https://developers.facebook.com/docs/graph-api/reference/comment
 */
export async function fetchMention(
  account: Account,
  { accountId, at, mediaId, commentId }: IncomingPointer,
): Promise<Outcome<{ message: IncomingMessage }>> {
  const params = { fields: 'id,message,created_time,from{id,name},permalink_url' };
  const answer = await graph(account).get(commentId ?? mediaId, params, fetched);
  if (answer.ok !== true) return answer;
  const { message, from, created_time, permalink_url } = answer.data;
  const person = from ? { id: from.id, name: from.name ?? null, username: null } : null;
  const base = { accountId, at: instant(created_time) ?? at };
  return {
    ok: true,
    message: said(base, commentId ?? mediaId, mediaId, person, message, permalink_url ?? null),
  };
}

function said(
  base: { accountId: string; at: Date },
  externalId: string,
  postId: string,
  person: IncomingMessage['person'],
  text: string,
  aboutUrl: string | null,
): IncomingMessage {
  return {
    ...base,
    type: 'message',
    direction: 'in',
    externalId,
    place: 'comment',
    postId,
    parentId: null,
    person,
    text,
    wordless: isWordless(text),
    ...justWords,
    about: 'mention',
    aboutUrl,
  };
}

const text = z.string().nullish().catch(null);
const person = z.object({ id: remoteId, name: text }).nullish().catch(null);
const mention = z.object({
  verb: z.string().catch('add'),
  post_id: remoteId,
  comment_id: remoteId.nullish().catch(null),
  sender_id: remoteId.nullish().catch(null),
  sender_name: text,
  from: person,
  message: text,
  created_time: z.unknown().optional(),
});
const fetched = z.object({
  message: z.string().catch(''),
  created_time: z.unknown().optional(),
  permalink_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullish()
    .catch(null),
  from: person,
});
