/** What was said: its words, its files, and what it is about. */
export { attachmentStream, findAttachment } from './attachments.ts';
export { shownInline } from './file-types.ts';
export { lastWords } from './last-kinds.ts';
export { fileName } from './received.ts';
export { replyUploadLimits } from './sent-picture.ts';
export { correction, correctSorting } from './sorting.ts';
