/** The list, the thread, and what is filtered. */
export { colleaguesHere } from '../colleagues.ts';
export { readFilters, viewOf, writeFilters } from './filters.ts';
export { listConversations, promisedBy, type Reader, searchConversations } from './list.ts';
export { conversationState } from './states.ts';
export { openConversation } from './thread.ts';
