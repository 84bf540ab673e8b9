/** Signing up, in and out; a new password. */
export { type Mistakes, submitNewPassword, submitReset, submitSignIn, submitSignUp } from './form.ts';
export { accountWords } from './words.ts';
