/** Videos: read by their header, stored. */
export { draftVideo, findVideoFile, storeVideo, videoProblem } from './store.ts';
