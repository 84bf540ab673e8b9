/** Server door of the planning room: posts, their targets, their pictures. */
export { addMedia, uploadLimits, type AddedMedia } from './add-media.ts';
export * from './compose.ts';
export * from './byte-range.ts';
export * from './frame.ts';
export * from './library.ts';
export * from './media.ts';
export * from './media-form.ts';
export { mediaRefusal, mediaWords } from './media-words.ts';
export * from './picture-frames.ts';
export * from './posts.ts';
export * from './targets.ts';
export * from './videos.ts';
export { words as planningWords } from './words.ts';
export { targetTone } from './schema.ts';
