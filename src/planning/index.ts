/** Server door of the planning room: posts, their targets, their pictures. */
export * from './compose.ts';
export * from './media.ts';
export * from './posts.ts';
export * from './targets.ts';
export { words as planningWords } from './words.ts';
export { targetTone } from './schema.ts';
