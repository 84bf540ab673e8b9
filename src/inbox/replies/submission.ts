/** What the answer box holds and hands in. */
import { randomUUID } from 'node:crypto';
import type { Backend, Db } from '#platform/backend/index.ts';
import type { Lang } from '#platform/text/i18n.ts';
import { messageId, type ConversationId, type MessageId, type ReplyWay } from '../schema.ts';

/** A template that is being filled in; `errors` by gap, '' where there is none. */
export interface TemplateDraft {
  name: string;
  language: string;
  values: string[];
  errors: string[];
  /** What is wrong with all of it. */
  error: string;
}

/** What stands in the answer box. */
export interface ReplyDraft {
  /** Of the message it will be. */
  id: MessageId;
  text: string;
  way: ReplyWay | null;
  answers: MessageId | null;
  error: string;
  pictureError: string;
  /** What just happened, where there is no mistake. */
  note: string;
  /** The message template that is being filled in. */
  template: TemplateDraft | null;
}

/** `ok`: the answer is queued. Otherwise what the box shows next; `mistake` says whether something was wrong. */
export type ReplySubmission = { ok: true } | { ok: false; mistake: boolean; draft: ReplyDraft };

/** Where an answer is given, and by whom. */
export interface ReplyPlace {
  backend: Backend;
  db: Db;
  business: string;
  conversation: ConversationId;
  lang: Lang;
}

/** An empty box, with the id that its message will have. */
export function emptyDraft(answers: MessageId | null = null): ReplyDraft {
  const id = messageId.parse(randomUUID());
  return { id, text: '', way: null, answers, error: '', pictureError: '', note: '', template: null };
}
