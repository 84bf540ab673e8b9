/** Server door of the publishing room. */
export * from './assist.ts';
export { assistWords } from './assist-words.ts';
export { sendReminders, snooze } from './reminders.ts';
export { publishDue } from './publish.ts';
export { postResults, type PostResult, type TargetResult } from './results.ts';
