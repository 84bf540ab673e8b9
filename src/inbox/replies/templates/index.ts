/** WhatsApp's approved messages. */
export { listMessageTemplates } from './approved.ts';
export { templateWords } from './words.ts';
