/** Door of planning for other rooms. */
export { words as planningWords } from './words.ts';
