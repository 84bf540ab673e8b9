/** From what an owner types to a post that can go out. */
export { compose } from './compose.ts';
export { type ComposeForm, emptyForm, formOf, withPattern, withTemplate } from './form.ts';
export { type ComposeErrors, postMistakes } from './mistakes.ts';
export { patternKeys, patterns } from './patterns.ts';
export { composeWords } from './words.ts';
