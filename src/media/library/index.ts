/** What a business has stored, and how it is added and removed. */
export { type AddedMedia, addMedia, uploadLimits } from './add.ts';
export { deleteMedia, describeMedia, forgetUnusedMedia, listMedia, mediaUsage } from './list.ts';
export { mediaRefusal, mediaWords } from './words.ts';
