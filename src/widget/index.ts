/** Server door of the widget room. */
export { usualAnswer } from './answer-time.ts';
export { answerTimeWords } from './answer-time-words.ts';
export * from './api.ts';
export * from './feedback.ts';
export * from './follow-up.ts';
export * from './hosted-form.ts';
export { emptyTalkForm, submitTalk, talkUploadLimits, type TalkForm } from './talk-form.ts';
export { findFeedback } from './feedback-of.ts';
export * from './keys.ts';
export { liveTalk, seenSoFar } from './live-talk.ts';
export { rateTalk } from './rating.ts';
export { answerPanel, answerScript } from './script.ts';
export { formWords } from './form-words.ts';
export { settingsWords } from './settings-words.ts';
export { readSnippetChoice, snippetAttributes, snippetOf } from './snippet.ts';
export { talkWords } from './talk-words.ts';
export { sendsWhatsappLinks } from './whatsapp-links.ts';
export { linkTemplateBody, whatsappLinkWords } from './whatsapp-link-words.ts';
