/** Server door of the publishing room. */
export { publishDue } from './publish.ts';
