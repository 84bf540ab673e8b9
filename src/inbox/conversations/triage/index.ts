/** Who takes a conversation, where it stands, what is noted, until when it sleeps. */
export {
  assign,
  label,
  listLabels,
  listViews,
  lookAt,
  removeNote,
  removeView,
  saveView,
  setStatus,
  writeNote,
} from './decide.ts';
export { snoozeEnd } from './snooze.ts';
export { triageWords } from './words.ts';
