/** Server door of the inbox room. */
export * from './conversations.ts';
export * from './receive.ts';
export { decideMessage, reply } from './reply.ts';
export { submitReply } from './reply-form.ts';
export { conversationState, messageState } from './states.ts';
export * from './thread.ts';
export { words as inboxWords } from './words.ts';
