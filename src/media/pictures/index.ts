/** Pictures: stored, turned the right way, framed. */
export { newChoice, type PictureChoice, readPictures, readVideo } from './form.ts';
export { fit, focus, framingOf, shape, type Size } from './frame.ts';
export { choicesOf, framePictures } from './framed.ts';
export { readPicture, storePicture, storePictures } from './store.ts';
