import { randomUUID } from 'node:crypto';
import type { Db } from '../platform/backend/index.ts';
import { count, type Lang } from '../platform/i18n.ts';
import { reply } from './reply.ts';
import { messageId, replyText, type ConversationId } from './schema.ts';
import { words } from './words.ts';

export type ReplySubmission = { ok: true } | { ok: false; id: string; text: string; error: string };

/** Queues what the reply form holds; null when the conversation is not there, or another business's. */
export async function submitReply(
  db: Db,
  conversation: ConversationId,
  data: FormData,
  lang: Lang,
): Promise<ReplySubmission | null> {
  const t = words[lang].error;
  const typed = String(data.get('text') ?? '').replaceAll('\r\n', '\n');
  const id = messageId.catch(messageId.parse(randomUUID())).parse(data.get('id'));
  const text = replyText.safeParse(typed);
  if (!text.success) {
    const error = typed.trim() === '' ? t.empty : t.long(count(typed.trim().length, lang));
    return { ok: false, id, text: typed, error };
  }
  return (await reply(db, id, conversation, text.data)) ? { ok: true } : null;
}
