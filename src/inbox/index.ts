/** Server door of the inbox room. */
export * from './contacts.ts';
export { contactWords } from './contact-words.ts';
export { correction, correctSorting } from './sorting.ts';
export * from './talk-form.ts';
export * from './conversations.ts';
export * from './colleagues.ts';
export * from './desk.ts';
export { deskWords } from './desk-words.ts';
export * from './filters.ts';
export * from './queue.ts';
export * from './receive.ts';
export { decideMessage, reply } from './reply.ts';
export { submitReply } from './reply-form.ts';
export { snoozeEnd, snoozeOptions } from './snooze.ts';
export { conversationState, messageState } from './states.ts';
export * from './thread.ts';
export { answerWebhook } from './webhook-door.ts';
export { words as inboxWords } from './words.ts';
