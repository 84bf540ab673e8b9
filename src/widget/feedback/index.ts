/** What a visitor sends: by the element, or by the hosted form. */
export { answerFeedback, answerGreeting, answerPhoto, answerPreflight, type Call } from './api.ts';
export { isUnderAttack } from './challenge.ts';
export { formWords } from './form-words.ts';
export { withTodaysNames } from './former-names.ts';
export { feedbackUploadLimits, openHosted, submitHosted } from './hosted.ts';
export { findFeedback } from './shown.ts';
export { findWidget, takeFeedback } from './take.ts';
