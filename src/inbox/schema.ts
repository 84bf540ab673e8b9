/** Browser-safe door of the inbox room. */
import { z } from 'zod';

export const conversationId = z.uuid().brand<'conversation'>();
export type ConversationId = z.infer<typeof conversationId>;

export const messageId = z.uuid().brand<'message'>();
export type MessageId = z.infer<typeof messageId>;

export const labelId = z.uuid().brand<'label'>();
export type LabelId = z.infer<typeof labelId>;

export const contactId = z.uuid().brand<'contact'>();
export type ContactId = z.infer<typeof contactId>;

/**
 * Where a conversation stands: the business's turn or undecided, the customer's turn, put off, done, or nothing to
 * answer.
 */
export const conversationStatus = z.enum(['open', 'waiting', 'snoozed', 'resolved', 'spam']);
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
export const talkWay = z.enum(['talk', 'telephone', 'whatsapp']);
export type TalkWay = z.infer<typeof talkWay>;

export const delivery = z.enum(['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unconfirmed']);
export type Delivery = z.infer<typeof delivery>;

/** What a reply may be: Instagram takes 2,200 characters in a comment, Messenger 2,000 in a message. */
export const replyText = z.string().trim().min(1).max(2_000);
