/** Server door of the assistant room. */
export { classify } from './classify.ts';
export type * from './contract.ts';
export * from './schema.ts';
export { words as assistantWords } from './words.ts';
