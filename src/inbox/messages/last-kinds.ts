/** What came last in a conversation where it came without words: a photo, a voice message. */
import type { Db } from '#platform/backend/index.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { attachmentKind, type AttachmentKind } from './received.ts';
import { receivedWords } from './words.ts';
import { words } from '../words.ts';

export type { AttachmentKind } from './received.ts';

const lastColumns =
  'id, messages!messages_conversation_id_business_id_fkey(message_attachments(kind, position), reply_pictures(id))';
type Silent = RowOf<'conversations', typeof lastColumns>;

/** By conversation, of those whose last message has no words; asks for nothing where all have. */
export async function lastKinds(
  db: Db,
  rows: { id: string; last_body: string }[],
): Promise<Map<string, AttachmentKind>> {
  const silent = rows.filter(({ last_body }) => last_body === '').map(({ id }) => id);
  if (silent.length === 0) return new Map();
  const { data } = await db
    .from('conversations')
    .select(lastColumns)
    .in('id', silent)
    .is('messages.removed_at', null)
    .order('sent_at', { referencedTable: 'messages', ascending: false })
    .order('id', { referencedTable: 'messages', ascending: false })
    .limit(1, { referencedTable: 'messages' })
    .throwOnError();
  return new Map(data.flatMap(({ id, messages }) => kindOf(id, messages[0])));
}

function kindOf(id: string, message: Silent['messages'][number] | undefined): [string, AttachmentKind][] {
  const [first] = (message?.message_attachments ?? []).toSorted(
    (one, other) => one.position - other.position,
  );
  if (first) return [[id, attachmentKind.parse(first.kind)]];
  const ours = [message?.reply_pictures ?? []].flat();
  return ours.length > 0 ? [[id, 'image']] : [];
}

/** The last words of a conversation, or what came instead. */
export function lastWords(
  { lastBody, lastKind }: { lastBody: string; lastKind: AttachmentKind | null },
  lang: Lang,
): string {
  return lastBody || (lastKind ? receivedWords[lang].alone[lastKind] : words[lang].wordless);
}
