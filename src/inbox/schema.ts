/** Browser-safe door of the inbox room. */
import { z } from 'zod';

export const conversationId = /* @__PURE__ */ z.uuid().brand<'conversation'>();
export type ConversationId = z.infer<typeof conversationId>;

export const messageId = /* @__PURE__ */ z.uuid().brand<'message'>();
export type MessageId = z.infer<typeof messageId>;

export const labelId = /* @__PURE__ */ z.uuid().brand<'label'>();
export type LabelId = z.infer<typeof labelId>;

export const contactId = /* @__PURE__ */ z.uuid().brand<'contact'>();
export type ContactId = z.infer<typeof contactId>;

export const attachmentId = /* @__PURE__ */ z.uuid().brand<'attachment'>();

/**
 * Where a conversation stands: the business's turn or undecided, the customer's turn, put off, done, or nothing to
 * answer.
 */
export const conversationKind = /* @__PURE__ */ z.enum(['comment', 'dm', 'feedback']);

export const conversationStatus = /* @__PURE__ */ z.enum(['open', 'waiting', 'snoozed', 'resolved', 'spam']);
export type ConversationStatus = z.infer<typeof conversationStatus>;

export const caseId = z.uuid().brand<'case'>();
export type CaseId = z.infer<typeof caseId>;

/** `resolved` waits for the customer's word. */
export const caseState = z.enum(['open', 'resolved', 'closed']);
export type CaseState = z.infer<typeof caseState>;

/** What a complaint is about. */
export const caseCategory = z.enum(['quality', 'wrong_item', 'missing', 'late', 'service', 'price', 'other']);
export type CaseCategory = z.infer<typeof caseCategory>;

/** What a customer who complains wants. */
export const caseWish = z.enum(['replacement', 'refund', 'delivery', 'explanation', 'other', 'unknown']);
export type CaseWish = z.infer<typeof caseWish>;

/** How a talk that was logged by hand took place. */
export const talkWay = /* @__PURE__ */ z.enum(['talk', 'telephone', 'whatsapp']);
export type TalkWay = z.infer<typeof talkWay>;

export const delivery = /* @__PURE__ */ z.enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unconfirmed',
]);
export type Delivery = z.infer<typeof delivery>;

/** The ways a member chooses from; approved templates are sent by other means. */
export const replyWay = /* @__PURE__ */ z.enum(['public', 'private', 'direct', 'human_agent']);
export type ReplyWay = z.infer<typeof replyWay>;

export const commentAction = /* @__PURE__ */ z.enum(['hide', 'unhide', 'like', 'unlike', 'delete']);

/** The words of a message template with what stands in their gaps ({{1}} or {{name}}); an empty gap stays visible. */
export function fillGaps(body: string, gaps: string[], values: string[]): string {
  return body.replaceAll(
    /\{\{\s*(\w+)\s*\}\}/g,
    (whole, name: string) => values[gaps.indexOf(name)]?.trim() || whole,
  );
}

/** What is typed after the slash to find a template. */
export const shortcut = /* @__PURE__ */ z.string().regex(/^[a-z0-9-]{1,30}$/);
