/** Server door of the publishing room. */
export * from './assist.ts';
export { assistWords } from './assist-words.ts';
export { sendReminders, snooze } from './reminders.ts';
export { decideFirstComment } from './first-comment.ts';
export { targetNotes, type TargetNote } from './notes.ts';
export { listTroubledPlans, type TroubledPlan } from './preflight-problems.ts';
export { preflightWords } from './preflight-words.ts';
export { publishDue } from './publish.ts';
export { postResults, type PostResult, type TargetResult } from './results.ts';
