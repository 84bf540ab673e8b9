/** What customers may ask of their data: consent, a copy, erasure, retention. */
export { emptyConsent, readConsent } from './consent-form.ts';
export { copyContact } from './copy.ts';
export {
  consentPurpose,
  consentWay,
  countExpired,
  eraseContact,
  findRetention,
  listConsents,
  listPrivacyActs,
  recordConsent,
  retention,
  retentionMonths,
  saveRetention,
  withdrawConsent,
} from './rights.ts';
export { privacyWords } from './words.ts';
