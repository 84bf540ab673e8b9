/** Server door of the planning room: posts, their targets, their pictures, the calendar. */
export * from './calendar.ts';
export * from './compose.ts';
export * from './days.ts';
export * from './feed.ts';
export * from './media.ts';
export * from './move.ts';
export * from './posts.ts';
export * from './targets.ts';
export * from './warnings.ts';
export { calendarWords } from './calendar-words.ts';
export { words as planningWords } from './words.ts';
export { targetTone } from './schema.ts';
