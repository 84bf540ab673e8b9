/** From a plan to exactly one post. */
export { publishDue } from './round.ts';
