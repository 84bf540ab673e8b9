/** What Meta's networks share: signed bodies and their items. */
export { itemKey, parseBody, splitItems } from './webhook.ts';
