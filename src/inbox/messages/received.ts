/** What a message of a thread carries beside its words. */
import { z } from 'zod';
import { count, type Lang } from '#platform/text/i18n.ts';
import type { RowOf } from '#platform/backend/rows.ts';
import { receivedWords } from './words.ts';

export const attachmentKind = z.enum(['image', 'video', 'audio', 'file', 'sticker']);
export type AttachmentKind = z.infer<typeof attachmentKind>;
const attachmentState = z.enum(['waiting', 'stored', 'gone']);
const goneReason = z.enum(['expired', 'too_large', 'refused', 'no_address', 'unreachable', 'removed']);
export type GoneReason = z.infer<typeof goneReason>;
const about = z.enum([
  'story_reply',
  'story_mention',
  'mention',
  'visitor_post',
  'ad',
  'post',
  'private_reply',
  'talk',
  'telephone',
  'whatsapp',
]);

export interface ThreadAttachment {
  id: string;
  kind: AttachmentKind;
  name: string | null;
  state: z.infer<typeof attachmentState>;
  reason: GoneReason | null;
  bytes: number | null;
  width: number | null;
  height: number | null;
  hasPreview: boolean;
  mime: string | null;
}

export interface Received {
  about: z.infer<typeof about> | null;
  aboutUrl: string | null;
  /** What it quotes: the words, '' for a message without any, `null` when it is not among those shown. */
  quotes: { text: string | null } | null;
  attachments: ThreadAttachment[];
  /** `ours`: the business reacted. */
  reactions: { emoji: string; ours: boolean }[];
  /** How far something we said elsewhere got; an answer of ours has its delivery. */
  reached: 'delivered' | 'read' | null;
}

/** What to select of `messages` for it. */
export const receivedColumns = `
  direction, body, sent_at, removed_at, external_id, about, about_url, quotes_external_id, delivered_at, read_at,
  message_attachments(id, position, kind, name, state, reason, mime, bytes, width, height, has_preview),
  message_reactions(emoji, ours, at)`;
export type ReceivedRow = RowOf<'messages', typeof receivedColumns>;

/** What to select of `conversations` for it. */
export const reachedColumns = 'delivered_up_to, read_up_to';
type ReachedRow = RowOf<'conversations', typeof reachedColumns>;

/** @param others the messages of the same thread, in which what is quoted is looked for */
export function receivedOf(row: ReceivedRow, others: ReceivedRow[], upTo: ReachedRow): Received {
  const quoted = others.find(({ external_id }) => external_id === row.quotes_external_id);
  return {
    about: about.nullable().parse(row.about),
    aboutUrl: shownAddress(row),
    quotes:
      row.quotes_external_id === null ? null : { text: quoted?.removed_at === null ? quoted.body : null },
    attachments: row.message_attachments
      .toSorted((one, other) => one.position - other.position)
      .map(({ has_preview, ...rest }) => ({
        ...rest,
        kind: attachmentKind.parse(rest.kind),
        state: attachmentState.parse(rest.state),
        // Free text in SQL: a reason that is not known here must not take the conversation with it.
        reason: goneReason.nullable().catch('unreachable').parse(rest.reason),
        hasPreview: has_preview,
      })),
    reactions: row.message_reactions
      .toSorted((one, other) => one.at.localeCompare(other.at))
      .flatMap(({ emoji, ours }) => (emoji === null ? [] : [{ emoji, ours }])),
    reached: reachedOf(row, upTo),
  };
}

/** A story and what Meta keeps on its own servers can be seen for a day; a post stays. */
function shownAddress({ about, about_url, sent_at }: ReceivedRow): string | null {
  if (about_url === null) return null;
  const passes = about === 'story_reply' || about === 'story_mention' || about === 'post';
  return passes && Date.parse(sent_at) < Date.now() - 24 * 3_600_000 ? null : about_url;
}

function reachedOf(
  { direction, sent_at, delivered_at, read_at }: ReceivedRow,
  { delivered_up_to, read_up_to }: ReachedRow,
): Received['reached'] {
  if (direction === 'in') return null;
  const isWithin = (mark: string | null) => mark !== null && Date.parse(sent_at) <= Date.parse(mark);
  if (read_at !== null || isWithin(read_up_to)) return 'read';
  return delivered_at !== null || isWithin(delivered_up_to) ? 'delivered' : null;
}

/** What a file is called when it is saved. */
export function fileName({ name, mime }: { name: string | null; mime: string }, lang: Lang): string {
  if (name) return name.replaceAll(/[\\/\p{Cc}]/gu, '_').slice(0, 120);
  const [family = ''] = mime.split('/');
  const kind = (['image', 'video', 'audio'] as const).find((each) => each === family) ?? 'file';
  const ending = endings[mime];
  return receivedWords[lang].fileName[kind] + (ending ? `.${ending}` : '');
}

/** e.g. `340 kB`, `2,1 MB`. */
export function sizeText(bytes: number, lang: Lang): string {
  return bytes < 1_000_000
    ? `${count(Math.max(1, Math.round(bytes / 1000)), lang)} kB`
    : `${count(Math.round(bytes / 100_000) / 10, lang)} MB`;
}

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/amr': 'amr',
  'application/pdf': 'pdf',
};
