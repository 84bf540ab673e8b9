/** A customer's private page to come back to. */
export { liveTalk, seenSoFar } from './live.ts';
export { rateTalk } from './rating.ts';
export { emptyTalkForm, submitTalk, talkUploadLimits } from './talk-form.ts';
export { talkWords } from './talk-words.ts';
export { customersPhoto, eraseTalk, lostLink, readTalk, sendLostLink } from './talk.ts';
export { linkTemplateBody, whatsappLinkWords } from './whatsapp-link-words.ts';
export { sendsWhatsappLinks } from './whatsapp-links.ts';
