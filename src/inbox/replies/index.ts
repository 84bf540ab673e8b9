/** From the box below a conversation to one answer on the network. */
export { offersTemplates, openAnswerBox } from './answer-box.ts';
export { askCommentAction } from './comment-actions.ts';
export { keepDraft, takeDraft } from './draft.ts';
export { submitReply } from './form.ts';
export { emptyDraft } from './submission.ts';
export { chooseTellsRead, tellsRead } from './read-receipts.ts';
export { replyWords } from './words.ts';
export { decideMessage } from './write.ts';
