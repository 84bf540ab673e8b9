/** Approval by a second person, and a post's history. */
export { approvePost, discardPost, postHistory, returnPost, writeNote } from './decide.ts';
export { reviewWords } from './words.ts';
