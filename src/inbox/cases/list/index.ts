/** Finding cases, and the word for where one stands. */
export {
  type CaseRow,
  type CaseView,
  caseViews,
  countOverdue,
  findCase,
  findTold,
  listCases,
  readCaseView,
} from './find.ts';
export { caseStateWord } from './states.ts';
