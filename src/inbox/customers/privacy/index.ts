/** What customers may ask of their data: consent, a copy, erasure, retention. */
export { consentWords } from './consent-words.ts';
export { emptyConsent, readConsent } from './consent-form.ts';
export { copyContact } from './copy.ts';
export {
  consentPurpose,
  consentWay,
  eraseContact,
  listConsents,
  listPrivacyActs,
  recordConsent,
  withdrawConsent,
} from './rights.ts';
export { privacyWords } from './words.ts';
