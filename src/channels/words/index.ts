/** What channels and their refusals are called, in both languages. */
export { assistedWords } from './assisted.ts';
export { deletionWords } from './deletion.ts';
export { words as channelWords } from './general.ts';
export { reasonWords } from './reasons.ts';
export { noteWords, refusalSentence } from './refusals.ts';
export { whatsappWords } from './whatsapp.ts';
