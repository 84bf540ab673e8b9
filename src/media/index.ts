/** Door of media for other rooms. */
export { mediaRefusal, mediaWords } from './library/words.ts';
export { type PictureChoice, newChoice, readPictures, readVideo } from './pictures/form.ts';
export { framePictures } from './pictures/framed.ts';
export { readPicture, storePicture, storePictures } from './pictures/store.ts';
export { draftVideo, findVideoFile, storeVideo } from './videos/store.ts';
