/** Server door of the planning room: posts, their targets, their pictures. */
export * from './compose-form.ts';
export { postMistakes, type ComposeErrors } from './compose-mistakes.ts';
export * from './compose.ts';
export * from './drafts.ts';
export * from './media.ts';
export { patternKeys, patterns } from './patterns.ts';
export * from './posts.ts';
export * from './products.ts';
export * from './promotions.ts';
export * from './review.ts';
export * from './targets.ts';
export * from './templates.ts';
export { composeWords } from './compose-words.ts';
export { reviewWords } from './review-words.ts';
export { words as planningWords } from './words.ts';
export { targetTone } from './schema.ts';
