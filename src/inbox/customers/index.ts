/** Who they are: accounts joined into one person, and talks logged by hand. */
export { findContacts, logTalk, mergeContacts, openContact, renameContact, undoMerge } from './contacts.ts';
export { emptyTalk, readTalk, talkWhen } from './visit-form.ts';
export { contactWords } from './words.ts';
