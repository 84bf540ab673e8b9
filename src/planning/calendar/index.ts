/** Posts by day: month, week, list, gaps, moments, moving. */
export { type ListPart, listPosts, readCalendar } from './cards.ts';
export { dayMoments } from './cells.ts';
export { weekGaps } from './gaps.ts';
export { momentsBetween } from './moments.ts';
export { moveForm, movePost, type MoveResult, moveSentence } from './move.ts';
export { type PlanWarning, postWarnings } from './warnings.ts';
export { calendarWords } from './words.ts';
