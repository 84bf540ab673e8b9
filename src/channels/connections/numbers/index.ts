/** Connecting a WhatsApp number by its ids and a token. */
export { emptyNumberForm, mistakesOf, type NumberMistakes, parseNumber } from './form.ts';
