/** What an account says under its own post. */
export { decideFirstComment } from './send.ts';
