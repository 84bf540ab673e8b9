/** Server door of the publishing room. */
export { publishDue } from './publish.ts';
export { postResults, type PostResult, type TargetResult } from './results.ts';
