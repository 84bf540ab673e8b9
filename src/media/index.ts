/** Door of media for other rooms. */
export { readPicture } from './pictures/store.ts';
export { findVideoFile } from './videos/store.ts';
