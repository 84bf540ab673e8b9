/** Server door of the businesses room: businesses, members, invitations. */
export * from './business-forms.ts';
export * from './businesses.ts';
export * from './door.ts';
export * from './members.ts';
export * from './account-forms.ts';
export { accountWords } from './account-words.ts';
export { words as businessWords } from './words.ts';
