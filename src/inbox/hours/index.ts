/** Opening hours, holidays, and the clock that counts while the shop is open. */
export { hoursForm, readException, readHours } from './form.ts';
export { addException, businessHours, removeException, saveHours, waitingClock } from './opening.ts';
export { durationText, hoursWords } from './words.ts';
