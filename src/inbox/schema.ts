/** Browser-safe door of the inbox room. */
import { z } from 'zod';

export const conversationId = z.uuid().brand<'conversation'>();
export type ConversationId = z.infer<typeof conversationId>;

export const messageId = z.uuid().brand<'message'>();
export type MessageId = z.infer<typeof messageId>;

export const attachmentId = z.uuid().brand<'attachment'>();
export type AttachmentId = z.infer<typeof attachmentId>;

export const delivery = z.enum(['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unconfirmed']);
export type Delivery = z.infer<typeof delivery>;

/** What a reply may be: Instagram takes 2,200 characters in a comment, Messenger 2,000 in a message. */
export const replyText = z.string().trim().min(1).max(2_000);
