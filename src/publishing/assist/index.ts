/** Posts that a person puts out by hand: the reminder, the screen, the confirmation. */
export { sendReminders, snooze } from './reminders.ts';
export { confirmAssisted, doneForm, dueAssisted, findAssisted } from './turn.ts';
export { assistWords } from './words.ts';
