/** Saved replies: what is written often, kept under a short word. */
export { listSavedReplies, removeSavedReply, keepSavedReply } from './kept.ts';
