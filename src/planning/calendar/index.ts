/** Posts by day: month, week, list, gaps, moments, moving. */
export { type ListPart, listPosts, readCalendar } from './cards.ts';
export { moveForm, movePost, type MoveResult, moveSentence } from './move.ts';
export { type PlanWarning, postWarnings } from './warnings.ts';
export { calendarWords } from './words.ts';
