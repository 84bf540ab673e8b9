/** Server door of the planning room: posts, their targets, their pictures, and the catalogue. */
export * from './catalogue.ts';
export * from './catalogue-form.ts';
export * from './catalogue-marks.ts';
export * from './catalogue-price.ts';
export { catalogueWords } from './catalogue-words.ts';
export * from './compose.ts';
export * from './media.ts';
export * from './posts.ts';
export * from './products.ts';
export * from './targets.ts';
export { words as planningWords } from './words.ts';
export { targetTone } from './schema.ts';
