/** From a plan to exactly one post. */
export { targetNotes } from './notes.ts';
export { publishDue } from './round.ts';
