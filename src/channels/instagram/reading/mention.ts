import { z } from 'zod';
import { graph } from '#channels/graph/client.ts';
import { instant, remoteId } from '#channels/graph/json.ts';
import { isWordless, justWords } from '#channels/meta/texts.ts';
import type { Account } from '#channels/contract/account.ts';
import type { Incoming, IncomingMessage, IncomingPointer, WebhookItem } from '#channels/contract/incoming.ts';
import type { Outcome } from '#channels/contract/outcome.ts';

/**
 * Reads that somebody mentioned the account. The webhook says where, and no more.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/mentions
 */
export function readMention(item: WebhookItem): Incoming[] | null {
  const parsed = mention.safeParse(item.value);
  if (!parsed.success) return null;
  const { media_id, comment_id } = parsed.data;
  const base = { accountId: item.accountId, at: item.time };
  return [{ ...base, type: 'pointer', mediaId: media_id, commentId: comment_id ?? null }];
}

/**
 * Asks for the words of a mention: they are shown through the account that is mentioned, not by their own address.
 * @see https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/mentioned_comment
 */
export async function fetchMention(
  account: Account,
  pointer: IncomingPointer,
): Promise<Outcome<{ message: IncomingMessage }>> {
  const first = await ask(account, pointer, ',username');
  // Whether a comment's author is shown is documented both ways; the words matter more.
  const answer =
    first.ok === false && first.reason === 'bad_request' ? await ask(account, pointer, '') : first;
  if (answer.ok !== true) return answer;
  const found = answer.data.mentioned_comment ?? answer.data.mentioned_media;
  if (!found) return { ok: false, retry: 'never', reason: 'not_found' };
  const { accountId, mediaId, commentId } = pointer;
  const text = found.text ?? found.caption ?? '';
  const { username } = found;
  return {
    ok: true,
    message: {
      type: 'message',
      accountId,
      at: instant(found.timestamp) ?? pointer.at,
      direction: 'in',
      externalId: commentId ?? mediaId,
      place: 'comment',
      postId: mediaId,
      parentId: null,
      // There is no id: whoever is known by this name is meant.
      person: username ? { id: `@${username}`, name: null, username } : null,
      text,
      wordless: isWordless(text),
      ...justWords,
      about: 'mention',
      aboutUrl: found.permalink ?? found.media?.permalink ?? null,
    },
  };
}

function ask(account: Account, { mediaId, commentId }: IncomingPointer, more: string) {
  const fields = commentId
    ? `mentioned_comment.comment_id(${commentId}){id,text,timestamp${more},media{id,permalink}}`
    : `mentioned_media.media_id(${mediaId}){id,caption,timestamp${more},permalink}`;
  return graph(account).get(account.externalId, { fields }, answered);
}

const mention = z.object({ media_id: remoteId, comment_id: remoteId.nullish().catch(null) });
const address = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .nullish()
  .catch(null);
const words = z.string().nullish().catch(null);
const found = z
  .object({
    text: words,
    caption: words,
    username: words,
    timestamp: z.unknown().optional(),
    permalink: address,
    media: z.object({ permalink: address }).nullish().catch(null),
  })
  .nullish();
const answered = z.object({ mentioned_comment: found, mentioned_media: found });
