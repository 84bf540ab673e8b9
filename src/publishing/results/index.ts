/** What came of posts, in figures. */
export { postResults } from './figures.ts';
