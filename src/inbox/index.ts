/** Server door of the inbox room. */
export { shownInline } from './attachment-types.ts';
export { attachmentStream, findAttachment } from './attachments.ts';
export * from './conversations.ts';
export { fileName } from './received.ts';
export * from './receive.ts';
export { decideMessage, reply } from './reply.ts';
export { submitReply } from './reply-form.ts';
export { conversationState, messageState } from './states.ts';
export * from './thread.ts';
export { words as inboxWords } from './words.ts';
