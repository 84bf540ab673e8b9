/** Door of the assistant for other rooms. */
export { classify } from './classify.ts';
export { words as assistantWords } from './words.ts';
