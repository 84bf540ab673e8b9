/** Saved replies: what is written often, kept under a short word. */
export { listReplyTemplates, removeReplyTemplate, saveReplyTemplate } from './kept.ts';
