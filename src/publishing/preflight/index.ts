/** Checks ahead, so that the hour brings no surprise. */
export { targetNotes } from './notes.ts';
export { listTroubledPlans } from './problems.ts';
export { preflightWords } from './words.ts';
