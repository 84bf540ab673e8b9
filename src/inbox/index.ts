/** Server door of the inbox room. */
export * from './conversations.ts';
export * from './receive.ts';
export { openAnswerBox, valuesOf } from './answer-box.ts';
export { askCommentAction } from './comment-actions.ts';
export { decideMessage, reply } from './reply.ts';
export { emptyDraft, submitReply } from './reply-form.ts';
export { replyUploadLimits } from './reply-picture.ts';
export { listReplyTemplates, removeReplyTemplate, saveReplyTemplate } from './reply-templates.ts';
export { words as replyWords } from './reply-words.ts';
export { conversationState, messageState } from './states.ts';
export * from './thread.ts';
export { words as inboxWords } from './words.ts';
